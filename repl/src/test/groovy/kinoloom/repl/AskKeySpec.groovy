package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.console.HiddenInput
import kinoloom.repl.odd.OddPlatform
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A key may be typed when it is needed. */
class AskKeySpec extends Specification {
  static final String KEY = 'sk-typed-0123456789'
  @TempDir Path folder
  @AutoCleanup OddPlatform platform = new OddPlatform({ method, path, exchange -> [200, 'application/json', '{"status":"ok","data":{"balance":5}}'] })
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  def prompts = []

  def "the key that is typed is the one that is sent, and it is neither shown nor kept"() {
    given:
    def typed = " $KEY\n".toCharArray()

    when:
    kino({ prompts << it; typed }, 'balance', '--base-url', platform.url, '--ask-key')

    then:
    prompts == ['API key (not shown): ']
    platform.heard.every { it.contains("Bearer $KEY") } && platform.heard
    typed as List == [' '] * typed.length
    !(out.toString() + err).contains('typed')
    Files.list(folder).withCloseable { it.toList() } == []
  }

  def "it comes before the one of the environment"() {
    expect:
    kino({ KEY.toCharArray() }, 'balance', '--base-url', platform.url, '--ask-key') != 77
    platform.heard.every { !it.contains('sk-environment') }
  }

  def "the doctor says where the key is from"() {
    when:
    kino({ KEY.toCharArray() }, 'doctor', '--base-url', platform.url, '--ask-key')

    then:
    out.toString().contains('as it was typed (--ask-key)')
  }

  def "#what: exit #exit"() {
    expect:
    kino(hidden, *line.split(' '), '--ask-key') == exit
    err.toString() == told.stripIndent()
    platform.heard == []

    where:
    what                       | line                                      | hidden                    || exit | told
    'nobody can be asked'      | 'balance'                                 | { null }                  || 77   | '''\
      kino: there is no terminal to ask for the key on (--ask-key)
        hint: Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read
      '''
    'nothing is typed'         | 'balance'                                 | { new char[0] }           || 77   | '''\
      kino: what was typed is empty
        hint: It holds the key, nothing else
      '''
    'something else is typed'  | 'balance'                                 | { 'two words' as char[] } || 77   | '''\
      kino: what was typed holds blanks or signs that no key has
        hint: It holds the key, nothing else
      '''
    'nothing needs a key'      | 'balance --emulator'                      | { throw new Error() }     || 2    | '''\
      kino: --emulator and --ask-key exclude each other
        hint: Give one of them
      '''
    'the key is given with it' | 'balance --ask-key=sk-secret-0123456789'  | { throw new Error() }     || 2    | '''\
      kino: --ask-key takes no value: a key on the command line can be read by others
        hint: Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read; or let kino ask for it: --ask-key
      '''
  }

  private int kino(Closure<char[]> hidden, String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), [KINOLOOM_API_KEY: 'sk-environment'], folder, new Interruption({ }), hidden as HiddenInput)
  }
}
