package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What kino says of a run that is damaged or not where it was, and what is decided about it. */
class DamagedRunSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'

  @Shared @AutoCleanup
  Emulator emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).start()

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  Map<String, String> env
  String id

  def setup() {
    env = [KINOLOOM_BASE_URL: emulator.url().toString(), KINOLOOM_API_KEY: KEY, XDG_STATE_HOME: folder.resolve('state').toString()]
    Files.writeString(folder.resolve('a.groovy'), "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'a' }\noutput a: a\n")
    assert kino('run', 'a.groovy', '--progress', 'none') == 0
    id = folder.resolve('.kinoloom/runs').toFile().list()[0]
  }

  def "a run that is whole"() {
    expect:
    kino('doctor', id) == 0
    out.toString() ==~ /$id  is whole: \d+ events\n/
    kino('doctor', id, '--accept-loss') == 2
    err.toString() == """\
kino: The journal of run $id is not damaged: there is no loss to accept
  hint: kino resume $id goes on with it
"""
  }

  def "a damaged run: what is lost, what it may have cost, the decision, and how it goes on"() {
    given: 'of the request nothing is left'
    def entries = emulator.ledger().size()
    damage(/"type":"(submit|task|step.done)/)
    folder.resolve('.kinoloom/results').toFile().deleteDir()

    expect:
    kino('doctor', id) == 65
    def said = out.toString().readLines()
    said[0] == "$id  is damaged"
    said.any { it ==~ /line 6, byte \d+: the checksum 00000000 was expected, but the text has [0-9a-f]{8}/ }
    said.any { it ==~ /lost: \d events, 5-1\d, written between 20\S+ \S+ and 20\S+ \S+/ }
    said.contains("may have been sent then: 'a' (at most 0.20 yuan)")
    said.contains('at worst paid then, as far as is known: 0.20 yuan')
    said.takeRight(2) == [
      "kino resume $id fetches what was accepted and sends nothing.",
      "kino doctor $id --accept-loss keeps the damaged file beside a whole one and lets the run go on: what is lost may be paid again." +
        ' First look into your account\'s history (kino balance --history).']*.toString()

    and: 'for programs'
    kino('doctor', id, '--json') == 65
    def told = Json.read(out.toString())
    [told.run, told.sound, told.exit, told.risks*.step, told.risks*.worst, told.worst] == [id, false, 65, ['a'], [0.2], 0.2]

    and: 'resuming sends nothing'
    kino('resume', id) == 65
    err.toString().endsWith("""\
kino: run $id is damaged: Its journal is damaged in line 6, so nothing was submitted; what was accepted was fetched
  hint: kino doctor $id says what is lost
""")
    emulator.ledger().size() == entries
    kino('status', id) == 65
    kino('runs') == 0
    out.toString().readLines().last() ==~ /$id  damaged .* \(kino doctor $id explains\)/

    and: 'the decision'
    kino('doctor', id, '--accept-loss') == 0
    err.toString() == "Written down. kino resume $id goes on with it.\n"
    out.toString().readLines().last() == 'kept beside it: journal.damaged-1'
    kino('resume', id) == 0
    emulator.ledger().size() > entries
  }

  def "a run that was put back from a backup: exit 75 until that is accepted"() {
    given:
    def journal = folder.resolve(".kinoloom/runs/$id/journal.log")
    Files.write(journal, Files.readAllLines(journal).take(9))

    expect:
    kino('resume', id) == 75
    err.toString() ==~ """(?s)\
kino: The run $id was copied or set back: its journal ends at event 8, and it had come to event \\d+. What was paid elsewhere since is\
 not known here, so nothing is done until that is accepted.
  hint: If nobody goes on with it elsewhere: kino doctor $id --accept-copy, then kino resume $id
"""
    kino('doctor', id) == 75
    out.toString().startsWith("$id  was copied or set back\nit was copied or set back: its journal ends at event 8")
    kino('doctor', id, '--accept-copy') == 0
    kino('resume', id) == 0
  }

  def "a run that is damaged and was copied: to accept the one is not to accept the other"() {
    given:
    damage(/"type":"task/)
    def runs = folder.resolve('.kinoloom/runs')
    Files.move(runs.resolve(id), folder.resolve('original'))
    copy(folder.resolve('original'), runs.resolve(id))

    expect:
    kino('doctor', id, '--accept-copy') == 65
    err.toString().endsWith("\n  hint: kino doctor $id says what is lost\n")

    and: 'neither the decision nor salvaging hides that it was copied'
    kino('resume', id) == 65
    kino('doctor', id, '--accept-loss') == 75
    err.toString() == 'Written down.\n'
    out.toString().startsWith("$id  was copied or set back\n")
    kino('doctor', id, '--accept-loss') == 2
    err.toString() == """\
kino: The journal of run $id is not damaged: there is no loss to accept
  hint: kino doctor $id says what is wrong
"""
    kino('resume', id) == 75

    and:
    kino('doctor', id, '--accept-copy') == 0
    err.toString() == "Written down. kino resume $id goes on with it.\n"
    kino('resume', id) == 0
  }

  def "without a home nothing is noted, and all works"() {
    given:
    env.remove('XDG_STATE_HOME')
    folder.resolve('state').toFile().deleteDir()

    expect:
    kino('run', 'a.groovy', '--progress', 'none') == 0
    !Files.exists(folder.resolve('state'))
  }

  def "two decisions at once are none"() {
    expect:
    kino('doctor', id, '--accept-loss', '--accept-copy') == 2
    err.toString() == 'kino: --accept-loss and --accept-copy are two decisions\n  hint: Take one after the other\n'
  }

  private static void copy(Path from, Path to) {
    Files.walk(from).withCloseable { paths ->
      paths.forEach { Files.copy(it, to.resolve(from.relativize(it).toString())) }
    }
  }

  private void damage(String lines) {
    def journal = folder.resolve(".kinoloom/runs/$id/journal.log")
    Files.write(journal, Files.readAllLines(journal).collect { it =~ lines ? '00000000' + it.substring(8) : it })
  }

  private int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), env, folder)
  }
}
