package kinoloom.repl

import java.nio.file.Path
import kinoloom.repl.crash.Bank
import kinoloom.repl.crash.Crashes
import kinoloom.repl.crash.Judge
import kinoloom.repl.crash.Trial
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Nothing is paid twice and nothing paid is lost when the process is killed. Everything is real: the processes, the
 * signals, the sockets, and the emulator's books, which judge. Here it is a few moments; {@link EveryCrashSpec} has all.
 */
@IgnoreIf({ os.windows })
class CrashSpec extends Specification {
  @Shared @TempDir Path folder
  @Shared Crashes crashes

  def setupSpec() {
    crashes = new Crashes(folder)
    crashes.begin([
      [name: 'chat sent, not answered', type: 'submit.barrier', n: 1, slow: true, pause: 50],
      [name: 'frame made, not fetched', type: 'task.succeeded', n: 1],
      [name: 'during the cut', until: 'cut'],
    ])
  }

  def cleanupSpec() {
    crashes?.close()
  }

  def "killed #name: resumed, it makes the film and pays once"() {
    when:
    Trial trial = crashes.trial(name)

    then: 'it was hit, went on and is done'
    trial.hit
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - Crashes.FILM_SECONDS) < 0.05

    and: 'each task was charged once, and a request only sent again by decision'
    trial.of('charge').size() <= Crashes.PLANNED + trial.after().resubmissions
    new Judge(trial).faults() == []

    where:
    name << ['chat sent, not answered', 'frame made, not fetched', 'during the cut']
  }

  def "the judge knows the key in every spelling"() {
    expect:
    Judge.spellings(Bank.KEY).any { text.contains(it) }

    where:
    text << [
      "key: $Bank.KEY", Base64.encoder.encodeToString("Bearer $Bank.KEY".bytes), Base64.urlEncoder.encodeToString("x$Bank.KEY\n".bytes),
      Base64.encoder.encodeToString("xy$Bank.KEY".bytes), URLEncoder.encode(Bank.KEY, 'UTF-8'), Bank.KEY.bytes.encodeHex().toString(),
    ]*.toString()
  }
}
