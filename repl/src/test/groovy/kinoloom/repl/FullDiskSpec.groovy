package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kinoloom.repl.crash.Bank
import kinoloom.repl.crash.Crashes
import kinoloom.repl.crash.Judge
import kinoloom.repl.crash.QuickStart
import kinoloom.repl.crash.SmallDisk
import kinoloom.repl.crash.Trial
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * The real program on a disk that becomes full while it runs. With room again it makes the film and has paid once. {@code
 * -Dkinoloom.whole=true} tries twice as many sizes.
 */
@Tag('proof')
@IgnoreIf(value = { os.windows }, reason = 'there is neither mount nor ulimit')
class FullDiskSpec extends Specification {
  static final boolean WHOLE = Boolean.getBoolean('kinoloom.whole')
  static final boolean ROOT = SmallDisk.possible()

  /** The film, its parts and the ballast take some 3,200 KiB. */
  static final List<Map> DISKS = (WHOLE ? [1040, 1060, 1100, 1400, 1900, 2400, 2900, 3180] : [1040, 1100, 1900, 2900]).collect { [name: "a disk of $it KiB" as String, kib: it] } + [
    [name: 'a disk that somebody else fills while the chat is answered', kib: 8192, type: 'submit.barrier', n: 1],
    [name: 'a disk that somebody else fills while frames are made', kib: 8192, type: 'submit.accepted', n: 1],
    [name: 'a disk that somebody else fills, the ballast too', kib: 8192, type: 'submit.barrier', n: 1, ballast: true],
    [name: 'a disk that somebody else fills later, the ballast too', kib: 8192, type: 'submit.accepted', n: 2, ballast: true],
  ]

  /** No file may be longer than this, the journal's neither. */
  static final List<Integer> LIMITS = WHOLE ? [3, 5, 7, 9] : [3, 7]

  @Shared @TempDir Path folder
  @Shared @AutoCleanup Bank bank
  @Shared @AutoCleanup('shutdownNow') ExecutorService two = Executors.newFixedThreadPool(2)
  @Shared Map<Object, Future<Trial>> trials = [:]
  @Shared List<Trial> ended = [].asSynchronized()
  @Shared List<SmallDisk> disks = [].asSynchronized()

  def setupSpec() {
    if (!ROOT) println 'notice: the disk is not filled: no file system can be mounted here, that takes root'
    bank = new Bank(folder.resolve('platform'))
    QuickStart quick = new QuickStart(folder)
    new Trial('undisturbed', folder.resolve('undisturbed'), bank.url.toString(), quick).finished(quick.train)
    if (ROOT) DISKS.eachWithIndex { disk, i -> trials[disk.name] = two.submit({ full(disk, trial(disk.name, "disk-$i", quick)) } as Callable) }
    LIMITS.each { kib -> trials[kib] = two.submit({ limited(kib, trial("files of $kib KiB", "limit-$kib", quick)) } as Callable) }
  }

  def cleanupSpec() {
    disks*.close()
  }

  private Trial trial(String name, String place, QuickStart quick) {
    new Trial(name, folder.resolve(place), bank.url.toString(), quick)
  }

  private Trial full(Map moment, Trial trial) {
    SmallDisk disk = new SmallDisk(trial.folder.resolve('work'), moment.kib)
    disks << disk
    trial.meddled([]) { kino ->
      if (moment.type) {
        trial.journal.awaits(kino, moment.type, moment.n)
        if (moment.ballast) Files.deleteIfExists(trial.folder.resolve('work/ballast'))
        disk.fill()
      }
    }
    disk.makeRoom()
    judged(trial)
  }

  private Trial limited(int kib, Trial trial) {
    trial.spoiled(['bash', '-c', "ulimit -f $kib; exec \"\$1\" -XX:-UsePerfData \"\${@:2}\"" as String, 'kino'])
    judged(trial)
  }

  private Trial judged(Trial trial) {
    trial.finished()
    trial.settle(bank)
    ended << trial
    trial
  }

  @Requires(value = { FullDiskSpec.ROOT }, reason = 'no file system can be mounted here, that takes root')
  def "#disk.name: it stops with exit 74, and with room again it makes the film and has paid once"() {
    when:
    Trial trial = trials[disk.name].get()

    then:
    trial.exits[0] in [0, 74]
    trial.exits[0] == 0 || trial.said =~ /[Mm]ake room/
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - Crashes.FILM_SECONDS) < 0.05
    trial.of('charge').size() <= Crashes.PLANNED + trial.after().resubmissions
    new Judge(trial).faults() == []

    where:
    disk << DISKS
  }

  def "no file may be longer than #kib KiB: it stops, and without that limit it makes the film and has paid once"() {
    when:
    Trial trial = trials[kib].get()

    then:
    trial.exits[0] in [1, 74, 75]
    trial.outcome() == 'done'
    Math.abs(trial.filmSeconds() - Crashes.FILM_SECONDS) < 0.05
    trial.of('charge').size() <= Crashes.PLANNED + trial.after().resubmissions
    new Judge(trial).faults() == []

    where:
    kib << LIMITS
  }

  def "most of them were stopped by it"() {
    expect:
    ended.each { println "${it.line()} ${it.said.readLines().count { it.startsWith('RESCUE ') }} rescued" }
    println "${ended.size()} runs on full disks, ${ended.count { it.exits[0] }} stopped, ${ended.sum { it.after().resubmissions }} sent again by decision, " +
        "${ended.sum { it.falseAlarms().size() }} of them never taken, ${ended.sum { it.of('charge').size() }} charges for ${ended.size() * Crashes.PLANNED} planned"
    ended.count { it.exits[0] } >= ended.size() / 2
  }
}
