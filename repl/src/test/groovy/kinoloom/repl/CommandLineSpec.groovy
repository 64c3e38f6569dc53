package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class CommandLineSpec extends Specification {
  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  Map<String, String> env = [:]

  def setup() {
    Files.writeString(folder.resolve('halloween.groovy'), "title 'Halloween'\n")
    Files.writeString(folder.resolve('list.json'), '[1]')
  }

  def "#line is a mistake in the command line: exit 2, one message, nothing on stdout"() {
    expect:
    kino(*line.split(' ')) == 2
    err.toString() == expected.stripIndent()
    out.toString() == ''

    where:
    line || expected
    'rnu halloween.groovy' || '''\
      kino: there is no command 'rnu'
        hint: Did you mean run? The commands are approve, balance, doctor, emulator, help, models, pick, plan, redo, resolve, resume, run, runs, status, takes, version
      '''
    'help statsu' || '''\
      kino: there is no command 'statsu'
        hint: Did you mean status? The commands are approve, balance, doctor, emulator, help, models, pick, plan, redo, resolve, resume, run, runs, status, takes, version
      '''
    'xylophone' || '''\
      kino: there is no command 'xylophone'
        hint: The commands are approve, balance, doctor, emulator, help, models, pick, plan, redo, resolve, resume, run, runs, status, takes, version
      '''
    'run halloween.groovy --budgt=3' || '''\
      kino: 'kino run' has no option '--budgt'
        hint: Did you mean --budget?
      '''
    'doctor --base-url nowhere' || '''\
      kino: 'nowhere' (--base-url) is not the address of a platform
        hint: The address is the host alone, such as http://127.0.0.1:8080
      '''
    'models --base-url http://h:1/llmage/v1' || '''\
      kino: 'http://h:1/llmage/v1' (--base-url) is not the address of a platform
        hint: The address is the host alone, such as http://127.0.0.1:8080
      '''
    'status --frobnicate' || '''\
      kino: 'kino status' has no option '--frobnicate'
        hint: kino status --help
      '''
    'run' || '''\
      kino: missing required parameter: 'SCRIPT'
        hint: kino run --help
      '''
    'runs extra' || '''\
      kino: 'kino runs' does not know what to do with 'extra'
        hint: kino runs --help
      '''
    'run halloween.groovy -p theme' || '''\
      kino: '-p theme' is not name=value
        hint: Such as: -p shots=3
      '''
    'plan halloween.groovy --params list.json' || '''\
      kino: list.json (--params) is not a JSON object of values
        hint: Such as: {"shots": 3}
      '''
    'emulator --data halloween.groovy' || '''\
      kino: 'halloween.groovy' (--data) is a file
        hint: Give a folder
      '''
    'emulator --key é' || '''\
      kino: that is no key (--key, not shown)
        hint: 1 to 200 ASCII characters without blanks
      '''
    'run halloween.groovy --budget lots' || '''\
      kino: 'lots' (--budget) is not an amount of yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'plan halloween.groovy --budget -3' || '''\
      kino: '-3' (--budget) is not an amount of yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'run halloween.groovy --budget 0.001' || '''\
      kino: '0.001' (--budget) is not a whole number of fen: two decimals at most
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'run halloween.groovy --budget 1e9' || '''\
      kino: '1e9' (--budget) is not an amount of yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'run halloween.groovy --budget 100000001' || '''\
      kino: '100000001' (--budget) is more than a budget can be: 100000000 yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'run halloween.groovy --budget NaN' || '''\
      kino: 'NaN' (--budget) is not an amount of yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'resume --budget=' || '''\
      kino: '' (--budget) is not an amount of yuan
        hint: Such as 20 or 12.50, or none for no limit
      '''
    'run halloween.groovy --limit 12' || '''\
      kino: '12' (--limit) is not a limit
        hint: Such as clips=12 or clips=12,images=40
      '''
    'run halloween.groovy --limit clip=12' || '''\
      kino: Nothing counts 'clip'. Did you mean 'clips'? Known: clips, seconds, images
        hint: Such as clips=12 or clips=12,images=40
      '''
    'plan halloween.groovy --limit clips=1,seconds=1.5' || '''\
      kino: '1.5' (--limit seconds) is not a number of seconds
        hint: Such as clips=12 or clips=12,images=40
      '''
    'run halloween.groovy --base-url localhost:80' || '''\
      kino: 'localhost:80' (--base-url) is not the address of a platform
        hint: The address is the host alone, such as http://127.0.0.1:8080
      '''
    'run halloween.groovy --on-ambiguous guess' || '''\
      kino: 'guess' (--on-ambiguous) is not a policy
        hint: hold, resubmit:N or abandon
      '''
    'run halloween.groovy --progress loud' || '''\
      kino: 'loud' (--progress) is not one of auto, live, plain, json, none
      '''
    'run halloween.groovy --progress json --json' || '''\
      kino: --json and --progress json both write to stdout
        hint: Give one of them
      '''
    'run halloween.groovy --params nowhere.json' || '''\
      kino: no such file: nowhere.json (--params)
      '''
    'run halloween.groovy --workspace halloween.groovy' || '''\
      kino: 'halloween.groovy' (--workspace) is a file
        hint: Give a folder
      '''
    'emulator --port 70000' || '''\
      kino: '70000' (--port) is not a port
        hint: 0 to 65535
      '''
    'emulator --balance much' || '''\
      kino: 'much' (--balance) is not an amount of yuan
        hint: Such as 20 or 12.50
      '''
    'emulator --balance 0.001' || '''\
      kino: '0.001' (--balance) is not an amount of yuan
        hint: Such as 20 or 12.50
      '''
    'emulator --phone 12345' || '''\
      kino: '12345' (--phone) is not a mobile number
        hint: 11 digits that begin with 13 to 19
      '''
    'emulator --upstream http://me:sk-secret@h/v1' || '''\
      kino: that is not the address of a server (--upstream)
        hint: Such as http://127.0.0.1:11434/v1, without a user, a key or a query in it
      '''
    'emulator --upstream ftp://h/v1' || '''\
      kino: that is not the address of a server (--upstream)
        hint: Such as http://127.0.0.1:11434/v1, without a user, a key or a query in it
      '''
    'emulator --upstream-key=sk-secret' || '''\
      kino: there is no option --upstream-key: a key on the command line can be read by others
        hint: Set KINOLOOM_UPSTREAM_KEY, or KINOLOOM_UPSTREAM_KEY_FILE to a file that only you can read
      '''
    'emulator --upstream-model qwen3' || '''\
      kino: --upstream-model is of no use alone
        hint: Add --upstream URL
      '''
  }

  def "a key on the command line is refused and not repeated: #line"() {
    expect:
    kino(*line.split(' ')) == 2
    err.toString() == """\
kino: there is no option $option: a key on the command line can be read by others
  hint: Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read; or let kino ask for it: --ask-key
"""
    out.toString() == ''

    where:
    line                                         || option
    'run halloween.groovy --api-key sk-secret'   || '--api-key'
    'run halloween.groovy --api-key=sk-secret'   || '--api-key'
    'run --apikey=sk-secret halloween.groovy'    || '--apikey'
    'models --key sk-secret'                     || '--key'
    'run halloween.groovy --token=sk-secret'     || '--token'
    '--kinoloom-api-key=sk-secret run x'         || '--kinoloom-api-key'
  }

  def "what looks like a key is not repeated in other mistakes either: #line"() {
    expect:
    kino(*line.split(' ')) == 2
    !err.toString().contains('secret')

    where:
    line << ['run halloween.groovy --api-kye=sk-secret-12345', 'runs sk-secret-12345', 'sk-secret-12345',
        'run halloween.groovy -p sk-secret-12345', 'run halloween.groovy --api-kye sk-secret-12345']
  }

  def "a script that is not there: exit 64 and what was probably meant"() {
    expect:
    kino('run', 'haloween.groovy') == 64
    err.toString() == "kino: no such script: haloween.groovy\n  hint: Did you mean halloween.groovy?\n"
  }

  def "a script far from any: exit 64 and what there is"() {
    expect:
    kino('plan', 'x.groovy') == 64
    err.toString() == "kino: no such script: x.groovy\n  hint: Scripts there: halloween.groovy\n"
  }

  def "a folder is not a script"() {
    given:
    Files.createDirectory(folder.resolve('films'))

    expect:
    kino('run', 'films') == 64
    err.toString() == "kino: films is a folder, not a script\n  hint: There is no .groovy file in ${folder.resolve('films')}\n"
  }

  def "values from a file have to be a JSON object"() {
    given:
    Files.writeString(folder.resolve('p.json'), '{"shots": 3,\n "theme": }')

    expect:
    kino('run', 'halloween.groovy', '--params', 'p.json') == 2
    err.toString().startsWith("kino: p.json:2:11 (--params) is not a JSON object of values: Unexpected character ('}'")

    when:
    Files.writeString(folder.resolve('p.json'), '{"shots": 3')

    then:
    kino('run', 'halloween.groovy', '--params', 'p.json') == 2
    err.toString().endsWith '''\
kino: p.json:1:12 (--params) is not a JSON object of values: Unexpected end-of-input: expected close marker for Object
  hint: Such as: {"shots": 3}
'''
  }

  def "an address without a key: exit 77"() {
    expect:
    kino('run', 'halloween.groovy', '--base-url', 'http://127.0.0.1:9') == 77
    err.toString() == '''\
kino: no API key for http://127.0.0.1:9
  hint: Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read
'''
  }

  def "help is on stdout, for kino and for each command: #line"() {
    expect:
    kino(*line.split(' ')) == 0
    out.toString().startsWith(start)
    err.toString() == ''

    where:
    line          || start
    'help'        || 'Usage: kino '
    '--help'      || 'Usage: kino '
    'help run'    || 'Usage: kino run '
    'run --help'  || 'Usage: kino run '
    'models -h'   || 'Usage: kino models '
  }

  def "the version names kino, Java and ffmpeg"() {
    expect:
    kino('version') == 0
    out.toString().readLines()*.replaceAll(/ .*/, '') == ['kino', 'Java', 'ffmpeg']
    err.toString() == ''
  }

  private int kino(String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), env, folder)
  }
}
