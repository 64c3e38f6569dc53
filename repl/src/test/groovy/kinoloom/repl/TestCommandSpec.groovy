package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code kino test}: a specification beside a script needs nothing but kino. */
class TestCommandSpec extends Specification {
  static final String FILM = '''\
    title 'Film'
    def clip = t2v { model 'happyhorse-1.0-t2v'; prompt 'a cat'; resolution '720p'; duration 5 }
    output clip: clip
    '''.stripIndent()

  static String spec(String name, String seconds, Path script) {
    """\
    import java.nio.file.Path
    import kinoloom.testing.Pipeline
    import spock.lang.Specification
    import spock.lang.TempDir

    class $name extends Specification {
      @TempDir Path folder

      def 'a clip of five seconds'() {
        given:
        println 'this is not the report'
        def film = Pipeline.in(folder).run(Path.of('$script'))

        expect:
        film.done()
        film.request('clip').duration == $seconds
      }
    }
    """.stripIndent()
  }

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), [:], folder)
  }

  Path write(String name, String text) {
    def file = folder.resolve(name)
    Files.createDirectories(file.parent)
    Files.writeString(file, text)
  }

  def "what holds is told, exit 0; what does not is told with its line, exit 1"() {
    given:
    def script = write('film.groovy', FILM)
    write('FilmSpec.groovy', spec('FilmSpec', '5', script))

    expect:
    kino('test') == 0
    out.toString().replaceAll(/\d+\.\d s/, '0.1 s') == '''\
      FilmSpec
        ok    a clip of five seconds  0.1 s
      1 passed, 0 failed
      '''.stripIndent()
    err.toString() == ''

    when:
    write('wrong/OtherTest.groovy', spec('OtherTest', '6', script))

    then:
    kino('test', 'wrong') == 1
    out.toString().contains('  FAIL  a clip of five seconds')
    out.toString().contains('OtherTest.groovy:16')
    out.toString().contains("film.request('clip').duration == 6")
    out.toString().endsWith('0 passed, 1 failed\n')

    and: 'all of a folder, as one document'
    kino('test', '.', '--json') == 1
    def report = Json.read(out.toString())
    [report.status, report.passed, report.failed] == ['failed', 1, 1]
    report.tests*.spec == ['FilmSpec', 'OtherTest']
    report.tests*.status == ['passed', 'failed']
  }

  def "what cannot be compiled is told with its place, and nothing is run: exit 64"() {
    given:
    write('BadSpec.groovy', 'class BadSpec extends spock.lang.Specification {\n  def x( {\n}\n')

    expect:
    kino('test', 'BadSpec.groovy') == 64
    err.toString().startsWith('kino: BadSpec.groovy:2:')
    out.toString() == ''
  }

  def "what is no specification is said to be none: #name"() {
    given:
    if (text) write(name, text)

    expect:
    kino('test', *arguments) == code
    err.toString() == message.stripIndent()

    where:
    name               | text                  | arguments             || code | message
    'PlainTest.groovy' | 'class PlainTest { }' | ['PlainTest.groovy']  || 64   | '''\
      kino: PlainTest.groovy is no specification
        hint: class PlainTest extends spock.lang.Specification { … }
      '''
    'film.groovy'      | FILM                  | []                    || 64   | '''\
      kino: there is no *Spec.groovy or *Test.groovy in .
        hint: A specification stands beside its script, such as FilmSpec.groovy beside film.groovy
      '''
    ''                 | ''                    | ['nowhere']           || 2    | '''\
      kino: no such file or folder: nowhere
      '''
  }
}
