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
    'an unfinished sequence' | 'a\u001b]0;our words'                           || 'a0;our words'
    'a lone escape'          | 'a\u001b'                                       || 'a'
    'a character set'        | 'a\u001b(0b'                                    || 'ab'
    'C1 controls'            | 'a\u009b31mb\u0085c'                            || 'abc'
    'a carriage return'      | 'paid\rfree'                                    || 'paidfree'
    'a backspace and a bell' | 'a\bb\u0007c'                                   || 'abc'
    'turned writing'         | 'a\u202egnp.exe\u2066b'                         || 'agnp.exeb'
    'an invisible blank'     | 'pay\u200bpal \ufeffa\u00adb\u2060c\u3164d'        || 'paypal abcd'
    'hidden letters'         | 'a\udb40\udc68\udb40\udc69b'                      || 'ab'
    'joiners between letters' | 'pa\u200dypal\u200c \u200d!'                     || 'paypal !'
    'a clipboard'            | '\u001b]52;c;cm0gLXJmIH4K\u0007x'                || 'x'
    'a clipboard by C1'      | '\u009d52;c;cm0gLXJmIH4K\u009cx'                 || 'x'
    'a question to answer'   | '\u001b[6n\u001b[c\u001bP$qm\u001b\\x'           || 'x'
    'a reset'                | '\u001bcx'                                       || 'x'
    'a line of its own'      | 'a\u2028b\u2029c\u0085d\u000be\u000cf'            || 'abcdef'
    'a sequence in pieces'   | '\u001b\u001b[31m[32mx'                          || '[32mx'
    'NUL and DEL'            | 'a\u0000b\u007fc'                               || 'abc'
    'nothing of a family'    | '👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم'           || '👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم'
    'nothing of a language'  | '云海 façade 🎬\n\tzwei'                        || '云海 façade 🎬\n\tzwei'
  }

  def "a line has no line ends, so it cannot pretend to be two"() {
    expect:
    CleanText.line('  failed\r\nkino: all is well\t!  ') == 'failed kino: all is well !'
  }

  def "a sequence without an end takes nothing of the lines after it"() {
    expect:
    CleanText.block('a\u001b]0;x\nb\u009d1\nc\u0007') == 'a0;x\nb1\nc'
  }

  def "JSON stays the same JSON, with what is not visible written out"() {
    given:
    def json = '{"a":"x\u009b31m\u202ey\u200b\udb40\udc68"}'

    when:
    def clean = CleanText.json(json)

    then:
    clean == '{"a":"x\\u009b31m\\u202ey\\u200b\\udb40\\udc68"}'
    Json.read(clean).a == 'x\u009b31m\u202ey\u200b\udb40\udc68'
  }
}
