package kinoloom.repl

import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kinoloom.repl.crash.Bank
import kinoloom.repl.crash.Crashes
import kinoloom.repl.crash.Judge
import kinoloom.repl.crash.QuickStart
import kinoloom.repl.crash.SystemCalls
import kinoloom.repl.crash.Trial
import kinoloom.run.RescueLine
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * The real program meets a system call that fails, or that is its last. Taken up again without that, it makes the film and
 * has paid once. Calls are counted by thread: one fault may come in several threads, and then does.
 *
 * <p>{@code -Dkinoloom.whole=true} tries twice as many moments. {@code -Dkinoloom.faults=200} tries that many at random instead; {@code -Dkinoloom.crash.seed=7} chooses which.
 */
@Tag('proof')
@Requires(value = { os.linux && SystemCalls.possible() }, reason = 'there is no strace here, or it may not trace')
class SystemCallSpec extends Specification {
  static final boolean WHOLE = Boolean.getBoolean('kinoloom.whole')
  static final Integer CAMPAIGN = Integer.getInteger('kinoloom.faults')
  static final long SEED = Long.getLong('kinoloom.crash.seed', 20261122L)

  /** The JVM forces files with fsync, and renames with rename. A run of this film commits some forty times. */
  static final List<SystemCalls> FAULTS = CAMPAIGN ? atRandom() :
      faults('fsync', 'KILL', false, 4, 11, 24) +
      faults('fsync', 'EIO', false, 5, 10, 20) +
      faults('fsync', 'ENOSPC', false, 9) +
      faults('rename', 'KILL', false, 2) +
      faults('rename', 'EIO', false, 1) +
      faults('rename', 'ENOSPC', false, 3) +
      faults('write', 'KILL', true, 6) +
      faults('write', 'EIO', true, 4, 7) +
      faults('write', 'ENOSPC', true, 6) +
      faults('write', 'ENOSPC', true, '5+', '9+', '14+') +
      (WHOLE ? more() : []) +
      faults('openat', 'EIO', true, 1) +
      faults('openat', 'KILL', true, 2)

  private static List<SystemCalls> more() {
    faults('fsync', 'KILL', false, 2, 7, 17, 33) +
        faults('fsync', 'EIO', false, 1, 8, 14, 28) +
        faults('fsync', 'ENOSPC', false, 18) +
        faults('rename', 'KILL', false, 4) +
        faults('rename', 'EIO', false, 3) +
        faults('write', 'KILL', true, 3, 12) +
        faults('write', 'EIO', true, 13) +
        faults('write', 'ENOSPC', true, 2, 11) +
        faults('write', 'ENOSPC', true, '7+')
  }

  private static List<SystemCalls> faults(String call, String fault, boolean journal, Object... times) {
    times.collect { new SystemCalls(call, fault, it, journal) }
  }

  private static List<SystemCalls> atRandom() {
    Random random = new Random(SEED)
    (1..CAMPAIGN).collect {
      String call = ['fsync', 'fsync', 'fsync', 'rename', 'write', 'write', 'ftruncate'][random.nextInt(7)]
      String fault = ['KILL', 'EIO', 'ENOSPC'][random.nextInt(3)]
      boolean journal = call == 'write'
      new SystemCalls(call, fault, 1 + random.nextInt([fsync: 45, rename: 5, write: 40, ftruncate: 2][call]), journal)
    }.unique { it.name }
  }

  @Shared @TempDir Path folder
  @Shared @AutoCleanup Bank bank
  @Shared @AutoCleanup('shutdownNow') ExecutorService two = Executors.newFixedThreadPool(2)
  @Shared Map<String, Future<Trial>> trials = [:]
  @Shared List<Trial> ended = [].asSynchronized()

  def setupSpec() {
    bank = new Bank(folder.resolve('platform'))
    QuickStart quick = new QuickStart(folder)
    new Trial('undisturbed', folder.resolve('undisturbed'), bank.url.toString(), quick).finished(quick.train)
    FAULTS.eachWithIndex { fault, i -> trials[fault.name] = two.submit({ spoiled(fault, i, quick) } as Callable) }
  }

  private Trial spoiled(SystemCalls fault, int number, QuickStart quick) {
    Trial trial = new Trial(fault.name, folder.resolve("fault-$number"), bank.url.toString(), quick)
    if (fault.journal) trial.killedWhen { trial.journal.awaits(it, 'run.started', 1) }
    trial.spoiled(fault.command(trial))
    trial.hit = fault.came(trial)
    trial.finished()
    trial.settle(bank)
    ended << trial
    trial
  }

  def "#fault.name; resumed, it makes the film and has paid once"() {
    when:
    Trial trial = trials[fault.name].get()

    then: 'it said why it stopped, or was dead, or was not stopped by it'
    trial.exits[0] in (fault.fault == 'KILL' ? [137] : [0, 74, 75]) || !trial.hit

    and:
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - Crashes.FILM_SECONDS) < 0.05
    trial.of('charge').size() <= Crashes.PLANNED + trial.after().resubmissions
    new Judge(trial).faults() == []

    and: 'the tasks it rescued were charged once, like all others'
    rescued(trial).every { task -> trial.of('charge').count { it.taskid == task } == 1 }

    where:
    fault << FAULTS
  }

  def "enough of them came to it, and answers were rescued"() {
    expect:
    ended.each { println "${it.line()} ${it.hit ? '' : 'NOT REACHED'} ${rescued(it).size()} rescued" }
    println "${ended.size()} runs, ${ended.count { it.hit }} with a fault, ${ended.sum { rescued(it).size() }} tasks rescued, " +
        "${ended.sum { it.after().resubmissions }} sent again by decision, ${ended.sum { it.falseAlarms().size() }} of them never taken, " +
        "${ended.sum { it.of('charge').size() }} charges for ${ended.size() * Crashes.PLANNED} planned"
    ended.count { it.hit } >= (CAMPAIGN ? 1 : WHOLE ? 30 : 16)
    CAMPAIGN || ended.any { rescued(it) }
  }

  private static List<String> rescued(Trial trial) {
    trial.said.readLines().findAll { it.startsWith('RESCUE ') }.collect { RescueLine.parse(it).task()?.value() }.findAll()
  }
}
