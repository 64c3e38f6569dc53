package kinoloom.repl

import java.nio.file.Path
import kinoloom.repl.crash.Bank
import kinoloom.repl.crash.Crashes
import kinoloom.repl.crash.Judge
import kinoloom.repl.crash.KinoProcess
import kinoloom.repl.crash.LoopDisk
import kinoloom.repl.crash.QuickStart
import kinoloom.repl.crash.Trial
import org.opentest4j.TestAbortedException
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * The real program works on a disk whose power is cut at random moments: all that was not forced to it is gone. After each
 * cut the disk must hold what the program had told of before; after a few the run is taken up again and ends, paid once.
 *
 * <p>{@code -Dkinoloom.cuts=500} cuts that often on each file system, {@code -Dkinoloom.cut.seed=7} at other moments.
 */
@Tag('proof')
@IgnoreIf(value = { os.windows }, reason = 'it takes Linux')
class PowerCutSpec extends Specification {
  static final int CUTS = Integer.getInteger('kinoloom.cuts', Boolean.getBoolean('kinoloom.whole') ? 20 : 8)
  static final long SEED = Long.getLong('kinoloom.cut.seed', 20261122L)
  static final int CUTS_A_RUN = 4

  @TempDir @Shared Path folder
  @Shared @AutoCleanup Bank bank
  @Shared QuickStart quick

  def setupSpec() {
    if (!LoopDisk.lacks('ext4') || !LoopDisk.lacks('xfs')) {
      bank = new Bank(folder.resolve('platform'))
      quick = new QuickStart(folder)
      new Trial('not cut', folder.resolve('not-cut'), bank.url.toString(), quick).finished(quick.train)
    }
  }

  def "power cuts on #type: all that was told of is on the disk, and each film is made and paid once"() {
    given:
    String lacking = LoopDisk.lacks(type)
    if (lacking) throw new TestAbortedException("power cuts on $type: $lacking" as String)
    LoopDisk disk = new LoopDisk(folder, type)
    Random random = new Random(SEED)
    List<Trial> trials = []
    println Trial.heading()

    when:
    while (disk.cuts < CUTS) {
      String name = "$type ${trials.size() + 1}"
      Trial trial = new Trial(name, disk.root.resolve(name.replace(' ', '-')), bank.url.toString(), quick, folder)
      while (trial.kills.size() < CUTS_A_RUN && trial.running) {
        int events = 1 + random.nextInt(30)
        int millis = random.nextInt(20)
        trial.killedWhen({ KinoProcess kino -> kino.tells(events) && pause(millis) && kino.alive }, { it.alive ? disk.cutPower(it) : it.kill() })
      }
      if (trial.running) trial.finished()
      trial.settle(bank)
      trials << trial
      println trial.line()
    }

    then:
    println sum(type, trials, disk.cuts)
    trials*.outcome().toSet() == ['done'] as Set
    trials.collectMany { new Judge(it).faults() } == []
    trials.every { it.of('charge').size() <= Crashes.PLANNED + it.after().resubmissions }
    trials.every { Math.abs(it.filmSeconds() - Crashes.FILM_SECONDS) < 0.05 }

    cleanup:
    disk?.close()

    where:
    type << ['ext4', 'xfs']
  }

  private static boolean pause(int millis) {
    Thread.sleep(millis)
    true
  }

  private static String sum(String type, List<Trial> trials, int cuts) {
    "$type: $cuts power cuts, ${trials.sum { it.kills.sum { it.told().size() } }} events told of before them, " +
      "${trials.sum { it.falseAlarms().size() }} false alarms in ${trials.size()} runs"
  }
}
