package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.repl.Json

/** One run that is killed, as often as told, and taken up again until it is done. */
class Trial {
  static final List<String> POLICIES = ['resubmit:1', 'resubmit:2', 'resubmit:3']

  /** Far more than the film costs. */
  static final String BUDGET_YUAN = '200'

  /** What was on disk at a kill, and what the process had told of on its standard output. */
  record Kill(List<Map> events, List<Map> told, List<String> faults) {}

  final String name
  final Path folder
  final String url
  final RunJournal journal
  final QuickStart start
  final Path logs
  final List<Kill> kills = []
  /** Exit codes of the processes that were not killed. */
  final List<Integer> exits = []
  /** Whether every kill came at its moment. */
  boolean hit = true
  String said = ''
  List<String> faults = []
  final List<Path> outputs = []
  List<Map> entries = []
  private List<String> under = []
  /** How long a program that kino had started went on after kino was killed, at most. */
  long orphanMillis = 0

  /**
   * @param logs where its processes' output goes; null for its own folder
   */
  Trial(String name, Path folder, String url, QuickStart start = null, Path logs = null) {
    this.name = name
    this.folder = Files.createDirectories(folder)
    this.url = url
    this.start = start
    this.logs = logs ?: folder
    this.journal = new RunJournal(folder.resolve('work'))
    Files.write(folder.resolve('crash.groovy'), Trial.getResourceAsStream('/kinoloom/repl/crash.groovy').bytes)
  }

  KinoProcess run(List<String> flags = start?.go) {
    kino(flags, 'run', 'crash.groovy', '-p', "theme=$name" as String)
  }

  KinoProcess resume(String policy = POLICIES[0]) {
    kino(start?.go, 'resume', '--on-ambiguous', policy)
  }

  /** Begins the run, or goes on with it, under a command that spoils something for it; it ends by itself. */
  void spoiled(List<String> under) {
    meddled(under) { }
  }

  void meddled(List<String> under, Closure<?> meddle) {
    this.under = under
    KinoProcess kino = journal.run == null ? run() : resume()
    this.under = []
    meddle(kino)
    exits << kino.exit(150)
    said += kino.said
    kills << new Kill(journal.events(), told(kino), new Judge(this).onDisk())
  }

  private KinoProcess kino(List<String> flags, String command, String... more) {
    List arguments = [command, *more, '--base-url', url, '--workspace', 'work', '--out', 'out', '--progress', 'json', '--budget', BUDGET_YUAN]
    Map env = [KINOLOOM_API_KEY: Bank.KEY]
    KinoProcess.start(folder, env, arguments, flags ?: KinoProcess.flags(), under, logs).tap { outputs.addAll(it.outputs) }
  }

  /** Begins the run, or goes on with it, and kills it when the closure says that it is time. */
  void killedWhen(Closure<Boolean> itIsTime, Closure<?> kill = { KinoProcess it -> it.kill() }) {
    KinoProcess kino = journal.run == null ? run() : resume(POLICIES[-1])
    hit &= itIsTime(kino)
    List<ProcessHandle> programs = kino.programs
    kill(kino)
    long killed = System.nanoTime()
    said += kino.said
    kills << new Kill(journal.events(), told(kino), new Judge(this).onDisk())
    while (programs.any { it.alive }) Thread.sleep(5)
    if (programs) orphanMillis = Math.max(orphanMillis, (System.nanoTime() - killed).intdiv(1_000_000))
  }

  /** Whether there is something left to do. */
  boolean isRunning() {
    List<Map> events = journal.events()
    !events || events.last().type != 'run.ended' || events.last().status != 'done'
  }

  /** Goes on until a process ends with something else than "needs a person". */
  void finished(List<String> flags = start?.go) {
    for (String policy : POLICIES) {
      KinoProcess kino = journal.run == null ? run(flags) : resume(policy)
      exits << kino.exit()
      said += kino.said
      if (exits.last() != 75) return
    }
  }

  private static List<Map> told(KinoProcess kino) {
    String text = kino.answer
    text.substring(0, text.lastIndexOf('\n') + 1).readLines().collect { Json.read(it) as Map }.findAll { it.seq }
  }

  // --- what can be judged ------------------------------------------------------------------------

  Attempts after() {
    new Attempts(journal.events())
  }

  void settle(Bank bank) {
    entries = bank.settled(after().announced.keySet())
  }

  List<Map> of(String kind) {
    entries.findAll { it.kind == kind }
  }

  /** Requests nobody knew the fate of, over all kills. */
  Set<String> inDoubt() {
    kills.collectMany { new Attempts(it.events()).inDoubt } as Set
  }

  /** Sent again by decision, although the platform had never taken the request: a question too many. */
  Set<String> falseAlarms() {
    after().consents.keySet() - entries*.transno
  }

  /** In words that say why, should it not be done. */
  String outcome() {
    exits.last() == 0 ? 'done' : "exit ${exits.last()}: $said"
  }

  double filmSeconds() {
    Path film = folder.resolve("out/${journal.run}/film.mp4")
    new FfmpegMedia(Ffmpeg.find()).probe(film).duration().toMillis() / 1000d
  }

  static String heading() {
    row('killed', 'events', 'last', 'doubt', 'known', 'tasks', 'charges', 'resent', 'false', 'orphan', 'exits')
  }

  String line() {
    List<Map> last = kills ? kills[-1].events() : []
    row(name, kills*.events()*.size().join('+'), last ? "${last[-1].type} ${last[-1].step ?: ''}" : '', inDoubt().size(),
        new Attempts(last).tasks.size(), of('reserve').size(), of('charge').size(), after().resubmissions, falseAlarms().size(),
        orphanMillis ?: '', exits.join(','))
  }

  private static String row(Object... cells) {
    String.format('| %-38s | %8s | %-28s | %5s | %5s | %5s | %7s | %6s | %5s | %6s | %-5s |', cells)
  }
}
