package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code kino check} looks at a script, and at nothing else. */
class CheckCommandSpec extends Specification {
  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  int kino(String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), [:], folder)
  }

  void script(String text) {
    Files.writeString(folder.resolve('film.groovy'), text)
  }

  def "a script without a mistake: exit 0, its params, and what nothing uses"() {
    given:
    script '''\
param 'shots', 3, range: 1..12, about: 'number of shots'
param 'theme', String
def spare = 3
profile('draft') { t2i { model 'wan2.2-t2i-flash' } }
def hero = t2i { model 'wan2.2-t2i-plus'; prompt params.theme }
output hero: hero
'''

    expect:
    kino('check', 'film.groovy', '-p', 'theme=A fox', '--profile', 'draft') == 0
    out.toString() == '''\
No mistake in film.groovy.
Its params:
  -p shots=  3                a whole number in 1..12  number of shots
  -p theme=  (must be given)  text
'''
    err.toString() == '''\
note: film.groovy:1:7: Nothing uses the param 'shots'
      param 'shots', 3, range: 1..12, about: 'number of shots'
            ^^^^^^^
note: film.groovy:3:5: Nothing uses the variable 'spare'
      def spare = 3
          ^^^^^
'''

    and: 'nothing is kept'
    Files.list(folder).withCloseable { it.toList()*.fileName*.toString() } == ['film.groovy']
  }

  def "mistakes: exit 64, each with its line, a mark, and what to do"() {
    given:
    script "def hero = t2i {\n    model 'wan2.2-t2i-plus'\n    prompt 'A fox'\n    raito '1:1'\n}\ndef clip = t2v { model 'wan2.6-t2v'; prompt 'x'; duration 7 }\n"

    expect:
    kino('check', 'film.groovy') == 64
    out.toString() == ''
    err.toString() == '''\
kino: film.groovy:4:5: There is no word 'raito' in a t2i block. Did you mean 'ratio'? Known: after, fallback, model, negativePrompt, onRefused, option, prompt, ratio, resolution, retry, size, takes, … (13 in all)
      raito '1:1'
      ^^^^^
kino: film.groovy:6:50: duration 7 is not offered by wan2.6-t2v
      def clip = t2v { model 'wan2.6-t2v'; prompt 'x'; duration 7 }
                                                       ^^^^^^^^
  hint: use 5, 10 or 15
2 mistakes in the script; nothing was paid.
'''
  }

  def "a document for programs"() {
    given:
    script "param 'shots', 3\noutput shots: params.shots\n"

    expect:
    kino('check', 'film.groovy', '--json') == 0
    Json.read(out.toString()) == [status: 'ok', notes: [], files: ['film.groovy'],
        params: [[name: 'shots', type: 'a whole number', value: 3, required: false, about: '']]]

    when:
    out.reset()
    script 'titel 1'

    then:
    kino('check', 'film.groovy', '--json') == 64
    Json.read(out.toString()).problems*.place == ['film.groovy:1:1']
  }
}
