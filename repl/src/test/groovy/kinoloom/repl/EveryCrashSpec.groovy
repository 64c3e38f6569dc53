package kinoloom.repl

import java.nio.file.Path
import kinoloom.repl.crash.Attempts
import kinoloom.repl.crash.Crashes
import kinoloom.repl.crash.Judge
import kinoloom.repl.crash.SlowLine
import kinoloom.repl.crash.Trial
import spock.lang.IgnoreIf
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * The real program is killed after each event of its journal, at moments that no event marks, again while it takes itself
 * up again, together with the platform, and at random times. What {@link Judge} holds it to is what README promises.
 *
 * <p>{@code -Dkinoloom.crashes=1000} kills at that many random times and nothing else; {@code -Dkinoloom.crash.seed=7}
 * chooses which, and the same seed chooses the same. {@code -Dkinoloom.crash.only='the platform'} keeps the moments with
 * these words; {@code -Dkinoloom.whole=true} kills after each event of a kind, and not after the first and the last alone.
 * The last lines printed count.
 */
@Tag('proof')
@IgnoreIf(value = { os.windows }, reason = 'there are no signals')
class EveryCrashSpec extends Specification {
  static final boolean CAMPAIGN = Integer.getInteger('kinoloom.crashes') != null
  static final int RANDOM = Integer.getInteger('kinoloom.crashes', Boolean.getBoolean('kinoloom.whole') ? 12 : 4)
  static final boolean WHOLE = Boolean.getBoolean('kinoloom.whole')
  static final String ONLY = System.getProperty('kinoloom.crash.only', '')
  static final long SEED = Long.getLong('kinoloom.crash.seed', 20261122L)

  /** What a process can be hit at that no event tells of; on the slow line answers are late. */
  static final List<Map> MOMENTS = CAMPAIGN ? [] : [
    [name: 'chat sent, not answered', until: 'answer', n: 1, slow: true],
    [name: 'frame sent, not answered', until: 'answer', n: 2, slow: true],
    [name: 'both frames sent, not answered', until: 'answer', n: 3, slow: true],
    [name: 'clip sent, not answered', until: 'answer', n: 4, slow: true],
    [name: 'passage sent, not answered', until: 'answer', n: 6, slow: true],
    [name: 'while a frame is fetched', until: 'fetch', slow: true],
    [name: 'while a clip is fetched', until: 'fetch', kept: 3, slow: true],
    [name: 'during the cut', until: 'cut'],
    [name: 'later during the cut', until: 'cut', pause: 150],
    [name: 'while outputs are published', until: 'publish'],
    [name: 'the resumed run, before it looks up', until: 'answer', n: 2, slow: true, again: [type: 'run.resumed', n: 1]],
    [name: 'the resumed run, while it looks up', until: 'answer', n: 2, slow: true, again: [until: 'lookup']],
    [name: 'the resumed run, while two are looked up', until: 'answer', n: 3, slow: true, again: [until: 'lookup', requests: 2]],
    [name: 'the resumed run, looked up', until: 'answer', n: 2, slow: true, again: [type: 'submit.resolved', n: 1]],
    [name: 'the resumed run, sent again', until: 'answer', n: 1, slow: true, again: [type: 'submit.barrier', n: 2]],
    [name: 'the resumed run, during the cut', type: 'step.done', n: 6, again: [until: 'cut']],
    [name: 'the platform as it takes the chat', platform: 1],
    [name: 'the platform as it takes a frame', platform: 2],
    [name: 'the platform as it takes another', platform: 3],
    [name: 'the platform as it takes a clip', platform: 4],
    [name: 'the platform as it takes the passage', platform: 6],
    [name: 'platform and kino at a frame', platform: 2, both: true],
    [name: 'platform and kino at a clip', platform: 5, both: true],
  ]

  @Shared @TempDir Path folder
  @Shared Crashes crashes
  @Shared List<Map> moments

  def setupSpec() {
    println Trial.heading()
    crashes = new Crashes(folder)
    Trial undisturbed = crashes.undisturbed()
    moments = (MOMENTS + (CAMPAIGN ? [] : afterEachEvent(undisturbed)) + atRandom()).findAll { it.name =~ ONLY }
    crashes.begin(moments)
  }

  def cleanupSpec() {
    crashes?.close()
  }

  /** Twice as many come late or not at all, depending on who is quicker: the platform's word for a task, the end. */
  private static List<Map> afterEachEvent(Trial undisturbed) {
    undisturbed.journal.events().countBy { it.type }.collectMany { type, count ->
      boolean ofMoney = type =~ /^(submit|step)\.|^task\.succeeded/
      (ofMoney && WHOLE ? 1..count : [1, ofMoney ? count : Math.min(2, count)].unique()).collect { [name: "after $type $it" as String, type: type, n: it, mayMiss: type in ['task.changed', 'run.ended', 'published']] }
    }
  }

  private static List<Map> atRandom() {
    Random random = new Random(SEED)
    (1..RANDOM).collect { [name: "at a random time, $it" as String, share: random.nextDouble(), slow: it % 2 == 0] }
  }

  def "nobody kills it: it makes the film and pays once"() {
    when:
    Trial trial = crashes.undisturbed()

    then:
    trial.outcome() == 'done'
    trial.of('charge').size() == Crashes.PLANNED
    new Judge(trial).faults() == []
  }

  def "killed #moment.name: resumed, it makes the film and pays once"() {
    when:
    Trial trial = crashes.trial(moment.name)

    then: 'it was hit, went on and is done'
    trial.hit || moment.mayMiss
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - Crashes.FILM_SECONDS) < 0.05

    and: 'no more was sent than what was in doubt, and only what the run had decided to send'
    trial.of('charge').size() <= Crashes.PLANNED + trial.after().resubmissions
    new Judge(trial).faults() == []

    and: 'a program that it had started does not go on for long'
    trial.orphanMillis < 5000

    where:
    moment << moments
  }

  def "the platform was never asked for anything that no journal announced"() {
    expect:
    crashes.strangers() == []
  }

  def "enough of them were hit, and it rarely asks about what was never taken"() {
    expect:
    println crashes.sum()
    crashes.hits() >= (CAMPAIGN || ONLY ? 1 : WHOLE ? 60 : 35)
    crashes.falseAlarms() - crashes.aimedAlarms() <= Math.max(3, 0.05 * crashes.scenarios())
  }

  @Requires(value = { !EveryCrashSpec.CAMPAIGN }, reason = 'a campaign only kills')
  def "Ctrl-C while requests are on their way: their answers are kept, exit 130, and resume pays for nothing again"() {
    given:
    def slow = new SlowLine(crashes.bank.url, 250, SlowLine.PAYS)
    def trial = new Trial('ctrl-c', folder.resolve('ctrl-c'), slow.url)
    def kino = trial.run()

    when:
    trial.journal.awaits(kino, 'submit.barrier', 2)
    kino.interrupt()

    then:
    kino.exit() == 130
    kino.said.contains("hint: kino resume $trial.journal.run\n")

    and:
    def events = trial.journal.events()
    events.last().type == 'run.ended'
    events.last().status == 'cancelled'
    new Attempts(events).with { inDoubt.empty && unsent.empty }

    when:
    trial.finished()
    trial.settle(crashes.bank)

    then:
    trial.outcome() == 'done'
    trial.of('charge').size() == Crashes.PLANNED
    new Judge(trial).faults() == []

    cleanup:
    slow?.close()
  }

  @Requires(value = { !EveryCrashSpec.CAMPAIGN }, reason = 'a campaign only kills')
  def "a run that somebody works on is not taken up by another: exit 75 and who has it"() {
    given:
    def slow = new SlowLine(crashes.bank.url, 2000, SlowLine.PAYS)
    def trial = new Trial('two owners', folder.resolve('two-owners'), slow.url)
    def owner = trial.run()
    trial.journal.awaits(owner, 'submit.barrier', 1)

    when:
    def second = trial.resume()

    then:
    second.exit() == 75
    owner.alive
    second.said.contains("The run $trial.journal.run is being worked on by process $owner.pid, since ")

    when:
    def code = owner.exit()
    trial.settle(crashes.bank)

    then:
    code == 0
    trial.of('charge').size() == Crashes.PLANNED
    trial.journal.events().every { it.type != 'run.resumed' }

    cleanup:
    slow?.close()
  }
}
