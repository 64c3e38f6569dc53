package kinoloom.repl.console

import spock.lang.Specification

class ConsoleSpec extends Specification {
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  def console = new Console(new PrintStream(out), new PrintStream(err))

  def "results go to one stream and everything else to the other"() {
    when:
    console.result('film  out/film.mp4')
    console.note('\u001b[1mwaiting')
    console.problem('no such script: x', 'Did you mean y?\nOr z?')

    then:
    out.toString() == 'film  out/film.mp4\n'
    err.toString() == 'waiting\nkino: no such script: x\n  hint: Did you mean y?\n        Or z?\n'
  }

  def "a key is never shown, whoever says it"() {
    given:
    console.hide('sk-0123456789')

    when:
    console.problem('401: Incorrect API key provided: sk-0123456789', '')
    console.json('{"message":"sk-0123456789"}')

    then:
    err.toString() == 'kino: 401: Incorrect API key provided: [key]\n'
    out.toString() == '{"message":"[key]"}\n'
  }
}
