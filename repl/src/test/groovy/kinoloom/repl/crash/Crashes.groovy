package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future

/** Trials, two at a time, each killed at a moment, with one platform for all but those that it is killed in as well. */
class Crashes implements AutoCloseable {
  /** A chat, two frames, two clips and a passage. */
  static final int PLANNED = 6

  /** Three clips of three seconds, less two fades of a quarter. */
  static final double FILM_SECONDS = 8.5

  private static final long LATE_MILLIS = 250

  final Bank bank
  private final Path folder
  private final ExecutorService two = Executors.newFixedThreadPool(2)
  private final Map<String, Future<Trial>> trials = [:]
  private final List<Trial> ended = [].asSynchronized()
  private QuickStart quick
  private Trial undisturbed
  /** How long a kino takes from its start to its end. */
  private long lasts = 6000

  Crashes(Path folder) {
    this.folder = folder
    bank = new Bank(folder.resolve('platform'))
  }

  /** The run that is not killed; it makes the others start faster. */
  synchronized Trial undisturbed() {
    if (undisturbed) return undisturbed
    quick = new QuickStart(folder)
    undisturbed = new Trial('not at all', folder.resolve('not-at-all'), bank.url.toString(), quick)
    undisturbed.finished(quick.train)
    long begin = System.nanoTime()
    Trial again = new Trial('not at all, quickly', folder.resolve('not-at-all-quickly'), bank.url.toString(), quick)
    again.finished()
    lasts = (System.nanoTime() - begin).intdiv(1_000_000)
    judged(again, bank)
    judged(undisturbed, bank)
  }

  void begin(List<Map> moments) {
    moments.each { moment -> trials[moment.name] = two.submit({ killed(moment) } as Callable) }
  }

  Trial trial(String name) {
    trials[name].get()
  }

  private Trial killed(Map moment) {
    Path place = folder.resolve(moment.name.replaceAll('[ ,]+', '-'))
    if (moment.platform) return platformKilled(moment, place)
    SlowLine line = line(moment)
    Trial trial = new Trial(moment.name, place, line ? line.url : bank.url.toString(), quick)
    trial.killedWhen { KinoProcess kino -> reached(trial, line, kino, moment) }
    if (moment.again) trial.killedWhen { KinoProcess kino -> reached(trial, line, kino, moment.again) }
    trial.finished()
    line?.close()
    judged(trial, bank)
  }

  private SlowLine line(Map moment) {
    if (!moment.slow) return null
    moment.until == 'fetch' ? new SlowLine(bank.url, LATE_MILLIS, SlowLine.FETCHES) :
        new SlowLine(bank.url, LATE_MILLIS, SlowLine.PAYS, SlowLine.LOOKS_UP)
  }

  private boolean reached(Trial trial, SlowLine line, KinoProcess kino, Map moment) {
    if (moment.share != null) {
      Thread.sleep((long) (moment.share * (lasts + (moment.slow ? 4 * LATE_MILLIS : 0))))
      return true
    }
    boolean hit = moment.until ? until(moment, trial, line, kino) : trial.journal.awaits(kino, moment.type, moment.n)
    if (moment.pause) Thread.sleep(moment.pause)
    hit && kino.alive
  }

  private static boolean until(Map moment, Trial trial, SlowLine line, KinoProcess kino) {
    Path work = trial.folder.resolve('work')
    switch (moment.until) {
      case 'fetch':
        return seen(kino) { stored(work) >= (moment.kept ?: 0) && files(work.resolve('tmp')).any { it.toString().endsWith('.part') && size(it) > 0 } }
      case 'cut':
        trial.journal.awaits(kino, 'prepared', PLANNED + 1)
        return seen(kino) { kino.programs.any { it.info().command().map { it.endsWith('/ffmpeg') }.orElse(false) } }
      case 'publish':
        return seen(kino) { files(trial.folder.resolve('out')) }
      case 'answer':
        return line.awaitsAnswers(kino, moment.n)
      case 'lookup':
        return line.awaits(kino, SlowLine.LOOKS_UP, moment.requests ?: 1)
      default:
        throw new IllegalArgumentException(moment.until as String)
    }
  }

  private static boolean seen(KinoProcess kino, Closure<?> sign) {
    while (kino.alive) {
      if (sign()) return true
    }
    false
  }

  private static int stored(Path work) {
    files(work.resolve('objects')).size()
  }

  private static long size(Path file) {
    try {
      return Files.size(file)
    } catch (IOException ignored) {
      return 0
    }
  }

  /** A folder's files while somebody else works in it. */
  private static List<Path> files(Path folder) {
    try {
      Files.isDirectory(folder) ? Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.toList() } : []
    } catch (IOException | UncheckedIOException ignored) {
      []
    }
  }

  /** Between what it puts in its books and what it answers. */
  private Trial platformKilled(Map moment, Path place) {
    Bank own = new Bank(place.resolveSibling("${place.fileName}-platform"))
    try {
      Trial trial = new Trial(moment.name, place, own.url.toString(), quick)
      if (moment.both) {
        trial.killedWhen { KinoProcess kino -> own.awaitsReserves(kino, moment.platform).tap { if (it) own.crash() } }
      } else {
        KinoProcess kino = trial.run()
        trial.hit = own.awaitsReserves(kino, moment.platform)
        own.crash()
        trial.exits << kino.exit()
      }
      if (trial.exits != [0]) trial.finished()
      return judged(trial, own)
    } finally {
      own.close()
    }
  }

  private Trial judged(Trial trial, Bank books) {
    trial.settle(books)
    ended << trial
    println trial.line()
    trial
  }

  /** Requests that came to the platform and that no journal knows. */
  List<Map> strangers() {
    Set<String> announced = ended.collectMany { it.after().announced.keySet() } as Set
    bank.entries().findAll { it.taskid && !(it.transno in announced) }
  }

  int scenarios() {
    ended.size()
  }

  int hits() {
    ended.sum { it.hit ? Math.max(it.kills.size(), it.name.contains('platform') ? 1 : 0) : 0 }
  }

  /** Runs that asked about a request which was never taken. */
  int falseAlarms() {
    ended.count { it.falseAlarms() }
  }

  /** Those hit on purpose where nobody can tell: between the barrier and the bytes that follow it, or with the platform dying as well. */
  int aimedAlarms() {
    ended.count { it.falseAlarms() && (it.name.startsWith('after submit.barrier') || it.name.contains('platform')) }
  }

  /** What the lines come to that were printed as the runs ended. */
  String sum() {
    [
      "${ended.size()} runs, ${hits()} kills hit, ${ended.sum { it.inDoubt().size() }} requests in doubt, ${ended.sum { it.after().resubmissions }} sent again by decision, " +
        "${ended.sum { it.of('charge').size() }} charges for ${ended.size() * PLANNED} planned",
      "false alarms (asked about, never taken): ${falseAlarms()} of ${scenarios()} runs, ${aimedAlarms()} of them hit on purpose where nobody can tell; a program outlived kino by ${ended*.orphanMillis.max()} ms at most"
    ].join('\n')
  }

  @Override
  void close() {
    two.shutdownNow()
    bank.close()
  }
}
