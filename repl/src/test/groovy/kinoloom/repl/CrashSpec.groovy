package kinoloom.repl

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kinoloom.repl.crash.Attempts
import kinoloom.repl.crash.Bank
import kinoloom.repl.crash.KinoProcess
import kinoloom.repl.crash.SlowLine
import kinoloom.repl.crash.Trial
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * Nothing is paid twice and nothing paid is lost, whenever the process is killed. Everything is
 * real: the processes, the signals, the sockets, and the emulator's books, which judge.
 *
 * <p>{@code -Dkinoloom.crashes=40} kills at that many random times instead, {@code
 * -Dkinoloom.crash.seed} chooses which.
 */
@Tag('proof')
@IgnoreIf({ os.windows })
class CrashSpec extends Specification {
  /** A chat, two frames, two clips and a passage. */
  static final int PLANNED = 6

  /** Three clips of three seconds, less two fades of a quarter. */
  static final double FILM_SECONDS = 8.5

  static final long LATE_MILLIS = 250

  static final boolean CAMPAIGN = Integer.getInteger('kinoloom.crashes') != null
  static final int RANDOM = Integer.getInteger('kinoloom.crashes', 1)
  static final long SEED = Long.getLong('kinoloom.crash.seed', 20261122L)

  /** The moments: after how many events of a type; on the slow line answers are late. */
  static final List<Map> MOMENTS = CAMPAIGN ? [] : [
    [name: 'after the first event', type: 'run.started', n: 1],
    [name: 'chat about to be sent', type: 'submit.intent', n: 1],
    [name: 'chat sent, not answered', type: 'submit.barrier', n: 1, slow: true],
    [name: 'frame about to be sent', type: 'submit.intent', n: 2],
    [name: 'frames sent, not answered', type: 'submit.barrier', n: 3, slow: true],
    [name: 'frame made, not fetched', type: 'task.succeeded', n: 1],
    [name: 'passage sent, not answered', type: 'submit.barrier', n: 6, slow: true],
    [name: 'all tasks accepted', type: 'submit.accepted', n: 5],
    [name: 'during the cut', type: 'prepared', n: 7, pause: 120],
    [name: 'film done, not published', type: 'step.done', n: 7],
    [name: 'the resumed run, too', type: 'submit.barrier', n: 1, slow: true, again: [type: 'submit.barrier', n: 2]],
  ]

  @Shared @TempDir Path folder
  @Shared @AutoCleanup Bank bank
  @Shared @AutoCleanup SlowLine slow
  @Shared @AutoCleanup('shutdownNow') ExecutorService two = Executors.newFixedThreadPool(2)
  @Shared Map<String, Future<Trial>> trials = [:]
  @Shared List<Trial> ended = [].asSynchronized()
  /** How many milliseconds there are between the first and the last event of a run. */
  @Shared volatile long lasts = 3000

  def setupSpec() {
    bank = new Bank(folder)
    slow = new SlowLine(bank.url, LATE_MILLIS)
    Random random = new Random(SEED)
    trials['not at all'] = two.submit({ undisturbed() } as Callable)
    MOMENTS.each { moment -> trials[moment.name] = two.submit({ trial(moment) } as Callable) }
    (1..RANDOM).each { n ->
      double share = random.nextDouble()
      trials["at a random time, $n" as String] =
          two.submit({ randomly("at a random time, $n", share, n % 2 == 0) } as Callable)
    }
  }

  def cleanupSpec() {
    println Trial.heading()
    ended.each { println it.line() }
    println "${ended.size()} runs, ${ended.sum { it.kills.size() }} kills, ${ended.sum { it.inDoubt() }} requests in doubt, " +
        "${ended.sum { it.after().resubmissions }} sent again, ${ended.sum { it.of('charge').size() }} charges for " +
        "${ended.size() * PLANNED} planned"
  }

  def "killed #name: resumed, it makes the film and pays once"() {
    when:
    def trial = trials[name].get()
    def charges = trial.of('charge')
    def known = trial.kills.collectMany { new Attempts(it).tasks.entrySet() }
    def accepted = trial.after().tasks

    then: 'it was hit, went on and is done'
    trial.hit
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - FILM_SECONDS) < 0.05

    and: 'every task was charged once, and every request made at most one'
    charges*.taskid.toSet() == trial.of('reserve')*.taskid.toSet()
    charges.size() == charges*.taskid.toSet().size()
    charges.size() == charges*.transno.toSet().size()
    trial.of('release').empty

    and: 'a task whose id was on disk is the only one that was accepted for its step'
    known.every { task -> charges.count { it.taskid == task.key } == 1 }
    accepted.values().toSet().size() == accepted.size()

    and: 'what was not sent whole cost nothing, and no more was sent than what was in doubt'
    trial.kills.every { new Attempts(it).unsent.every { transno -> trial.entries.every { it.transno != transno } } }
    charges.size() <= PLANNED + trial.inDoubt()

    and: 'nothing half made is kept, and the key is nowhere'
    trial.damagedObjects() == []
    trial.filesWith(Bank.KEY) == []

    where:
    name << ['not at all'] + MOMENTS*.name + (1..RANDOM).collect { "at a random time, $it" as String }
  }

  def "the platform was never asked for anything that no journal announced"() {
    given:
    def announced = trials.values().collectMany { it.get().after().announced }.toSet()

    expect:
    bank.entries().findAll { it.taskid }.every { it.transno in announced }
  }

  def "Ctrl-C while requests are on their way: their answers are kept, exit 130, and resume pays for nothing again"() {
    given:
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
    trial.settle(bank)

    then:
    trial.outcome() == 'done'
    trial.of('charge').size() == PLANNED
    Math.abs(trial.filmSeconds() - FILM_SECONDS) < 0.05
  }

  def "a run that somebody works on is not taken up by another: exit 75 and who has it"() {
    given:
    def verySlow = new SlowLine(bank.url, 2000)
    def trial = new Trial('two owners', folder.resolve('two-owners'), verySlow.url)
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
    trial.settle(bank)

    then:
    code == 0
    trial.of('charge').size() == PLANNED
    trial.journal.events().every { it.type != 'run.resumed' }

    cleanup:
    verySlow?.close()
  }

  private Trial undisturbed() {
    Trial trial = new Trial('not at all', folder.resolve('not-at-all'), bank.url.toString())
    trial.finished()
    List<Map> events = trial.journal.events()
    lasts = Duration.between(Instant.parse(events[0].at), Instant.parse(events[-1].at)).toMillis()
    judged(trial)
  }

  private Trial trial(Map moment) {
    Trial trial = new Trial(moment.name, folder.resolve(moment.name.replace(' ', '-')), url(moment.slow))
    trial.killedWhen { KinoProcess kino -> reached(trial, kino, moment) }
    if (moment.again) trial.killedWhen { KinoProcess kino -> reached(trial, kino, moment.again) }
    trial.finished()
    judged(trial)
  }

  private Trial randomly(String name, double share, boolean late) {
    Trial trial = new Trial(name, folder.resolve(name.replaceAll('[ ,]+', '-')), url(late))
    long millis = (long) (share * (late ? lasts + 4 * LATE_MILLIS : lasts))
    trial.killedWhen { KinoProcess kino ->
      trial.journal.awaits(kino, 'run.started', 1)
      Thread.sleep(millis)
      true
    }
    trial.finished()
    judged(trial)
  }

  private static boolean reached(Trial trial, KinoProcess kino, Map moment) {
    boolean hit = trial.journal.awaits(kino, moment.type, moment.n)
    if (moment.pause) Thread.sleep(moment.pause)
    hit && kino.alive
  }

  private Trial judged(Trial trial) {
    trial.settle(bank)
    ended << trial
    trial
  }

  private String url(def late) {
    late ? slow.url : bank.url.toString()
  }
}
