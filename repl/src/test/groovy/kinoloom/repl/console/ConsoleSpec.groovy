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

  def "every key of the process stays hidden: another one, an empty one or a longer one takes none away"() {
    given:
    ['sk-0123456789', 'sk-emulator', '', 'sk-0123456789-and-more'].each { console.hide(it) }

    when:
    console.note('sk-0123456789 sk-emulator sk-0123456789-and-more')

    then:
    err.toString() == '[key] [key] [key]\n'
  }
}
