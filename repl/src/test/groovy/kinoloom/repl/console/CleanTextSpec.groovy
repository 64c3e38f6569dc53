package kinoloom.repl.console

import kinoloom.repl.Json
import spock.lang.Specification

class CleanTextSpec extends Specification {

  def "text from outside loses what a terminal would obey: #what"() {
    expect:
    CleanText.block(text) == shown

    where:
    what                     | text                                            || shown
    'colours'                | '\u001b[31mred\u001b[0m'                        || 'red'
    'cursor movement'        | 'a\u001b[2Jb\u001b[10;20Hc'                     || 'abc'
    'a window title'         | 'a\u001b]0;owned\u0007b'                        || 'ab'
    'a link'                 | '\u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\' || 'here'
    'a picture'              | 'a\u001b_Gf=100;AAAA\u001b\\b'                  || 'ab'
    'an unfinished sequence' | 'a\u001b]0;for ever'                            || 'a'
    'a lone escape'          | 'a\u001b'                                       || 'a'
    'a character set'        | 'a\u001b(0b'                                    || 'ab'
    'C1 controls'            | 'a\u009b31mb\u0085c'                            || 'abc'
    'a carriage return'      | 'paid\rfree'                                    || 'paidfree'
    'a backspace and a bell' | 'a\bb\u0007c'                                   || 'abc'
    'turned writing'         | 'a\u202egnp.exe\u2066b'                         || 'agnp.exeb'
    'nothing of a language'  | '云海 façade 🎬\n\tzwei'                        || '云海 façade 🎬\n\tzwei'
  }

  def "a line has no line ends, so it cannot pretend to be two"() {
    expect:
    CleanText.line('  failed\r\nkino: all is well\t!  ') == 'failed kino: all is well !'
  }

  def "JSON stays the same JSON, with what is not visible written out"() {
    given:
    def json = '{"a":"x\u009b31m\u202ey"}'

    when:
    def clean = CleanText.json(json)

    then:
    clean == '{"a":"x\\u009b31m\\u202ey"}'
    Json.read(clean).a == 'x\u009b31m\u202ey'
  }
}
