package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia

/** One run that is killed, as often as told, and taken up again until it is done. */
class Trial {
  static final List<String> POLICIES = ['resubmit:1', 'resubmit:2', 'resubmit:3']

  final String name
  final Path folder
  final String url
  final RunJournal journal
  /** What was on disk at each kill. */
  final List<List<Map>> kills = []
  /** Exit codes of the processes that were not killed. */
  final List<Integer> exits = []
  /** Whether every kill came at its moment. */
  boolean hit = true
  String said = ''
  List<Map> entries = []

  Trial(String name, Path folder, String url) {
    this.name = name
    this.folder = Files.createDirectories(folder)
    this.url = url
    this.journal = new RunJournal(folder.resolve('work'))
    Files.write(folder.resolve('crash.groovy'), Trial.getResourceAsStream('/kinoloom/repl/crash.groovy').bytes)
  }

  KinoProcess run() {
    kino('run', 'crash.groovy', '-p', "theme=$name" as String)
  }

  KinoProcess resume(String policy = POLICIES[0]) {
    kino('resume', '--on-ambiguous', policy)
  }

  private KinoProcess kino(String command, String... more) {
    KinoProcess.start(folder, [KINOLOOM_API_KEY: Bank.KEY],
        [command, *more, '--base-url', url, '--workspace', 'work', '--out', 'out', '--progress', 'none'])
  }

  /** Begins the run, or goes on with it, and kills it when the closure says that it is time. */
  void killedWhen(Closure<Boolean> itIsTime) {
    KinoProcess kino = journal.run == null ? run() : resume()
    hit &= itIsTime(kino)
    kino.kill()
    said += kino.said
    kills << journal.events()
  }

  /** Goes on until a process ends with something else than "needs a person". */
  void finished() {
    for (String policy : POLICIES) {
      KinoProcess kino = journal.run == null ? run() : resume(policy)
      exits << kino.exit()
      said += kino.said
      if (exits.last() != 75) return
    }
  }

  // --- what can be judged ------------------------------------------------------------------------

  Attempts before(int kill = -1) {
    new Attempts(kills[kill])
  }

  Attempts after() {
    new Attempts(journal.events())
  }

  void settle(Bank bank) {
    entries = bank.settled(after().announced)
  }

  List<Map> of(String kind) {
    entries.findAll { it.kind == kind }
  }

  /** How many requests nobody knew the fate of, over all kills. */
  int inDoubt() {
    kills.collectMany { new Attempts(it).inDoubt }.toSet().size()
  }

  /** In words that say why, should it not be done. */
  String outcome() {
    exits.last() == 0 ? 'done' : "exit ${exits.last()}: $said"
  }

  double filmSeconds() {
    Path film = folder.resolve("out/${journal.run}/film.mp4")
    new FfmpegMedia(Ffmpeg.find()).probe(film).duration().toMillis() / 1000d
  }

  /** Files that hold some text, in all that kino wrote. */
  List<Path> filesWith(String text) {
    files(folder).findAll { new String(Files.readAllBytes(it), 'ISO-8859-1').contains(text) }
  }

  /** Stored files that are not what their name says. */
  List<Path> damagedObjects() {
    Path objects = folder.resolve('work/objects')
    files(objects).findAll { file ->
      def hash = MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)).encodeHex().toString()
      objects.relativize(file).toString().replace('/', '') != hash
    }
  }

  private static List<Path> files(Path folder) {
    Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.toList() }
  }

  static String heading() {
    row('killed', 'disk', 'last', 'doubt', 'known', 'tasks', 'charges', 'resent', 'exits')
  }

  String line() {
    row(name, kills*.size().join('+'), kills ? (kills[-1] ? "${kills[-1][-1].type} ${kills[-1][-1].step ?: ''}" : 'no run') : '', inDoubt(),
        kills ? before().tasks.size() : 0, of('reserve').size(), of('charge').size(), after().resubmissions, exits.join(','))
  }

  private static String row(Object... cells) {
    String.format('| %-34s | %8s | %-28s | %5s | %5s | %5s | %7s | %6s | %-5s |', cells)
  }
}
