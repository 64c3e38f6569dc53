package kinoloom.repl

import com.fasterxml.jackson.core.json.JsonWriteFeature
import com.fasterxml.jackson.databind.json.JsonMapper
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.odd.OddPlatform
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Whatever text comes from a platform or a script, a terminal that shows what kino says obeys none of it. */
@Tag('proof')
class HostileTextSpec extends Specification {
  /** What a terminal would obey, or show as something else than it is. */
  static final Map<String, String> ATTACKS = [
    'colours and a cursor'   : '\u001b[31m\u001b[2J\u001b[10;20H\u001b[1A\u001b[2K',
    'a title and a link'     : '\u001b]0;owned\u0007\u001b]8;;http://evil.example\u001b\\x\u001b]8;;\u001b\\',
    'the clipboard'          : '\u001b]52;c;cm0gLXJmIH4K\u0007\u009d52;c;eA==\u009c',
    'a question to answer'   : '\u001b[6n\u001b[c\u001bP$qm\u001b\\\u0005',
    'C1 controls'            : '\u009b31m\u0085\u0084\u008d\u0090x\u009c',
    'bells and backspaces'   : '\u0007\b\b\b\u007f\u000e\u000f',
    'a line of its own'      : 'x\nkino: FORGED\r\nkino: FORGED\rkino: FORGED\u2028kino: FORGED\u0085kino: FORGED\u000bkino: FORGED\u000ckino: FORGED',
    'turned writing'         : '\u202egnp.exe\u202c\u2066x\u2069\u200f\u061c\u202d',
    'what is not seen'       : 'pay\u200bpal\ufeff\u2060\u00ad\udb40\udc41 \u200dx',
    'an unfinished sequence' : '\u001b]0;never ended',
    'a reset'                : '\u001bc\u001b(0\u001b%@\u001b#8',
    'NUL and broken pairs'   : 'a\u0000b\ud800c\udc00d',
  ]
  /** Each of them would be a minute of this spec; what has no end has to be last. */
  static final Map<String, String> TOGETHER = [
    'all at once'           : ATTACKS.findAll { it.key != 'an unfinished sequence' }.values().join(' '),
    'an unfinished sequence': ATTACKS['an unfinished sequence'],
  ]
  static final String FORBIDDEN = '[\\p{Cc}&&[^\n]]|[\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff\u00ad]|[\\x{e0000}-\\x{e0fff}]'

  @TempDir Path folder
  @AutoCleanup OddPlatform platform
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  def "#what from a platform that #does does nothing in what kino says"() {
    given:
    Files.writeString(folder.resolve('cat.groovy'), '''\
def talk = chat { model 'qwen3-max'; prompt 'hello' }
def cat = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }
output talk: talk, cat: cat
''')
    int polls = 0
    platform = new OddPlatform({ method, path, exchange -> answer(does, path, attack, ++polls) })

    when:
    ['models', 'run cat.groovy --progress plain', 'run cat.groovy --progress json', 'run cat.groovy --json', 'resume --on-ambiguous abandon', 'status', 'status --json',
      'runs', 'balance --history', 'balance --json', 'models --json', 'doctor', 'doctor --json'].each { kino(*it.split(' ')) }

    then:
    harm() == []
    platform.heard.size() > 10

    where:
    [what, does] << [TOGETHER.keySet().toList(), ['accepts', 'refuses']].combinations()
    attack = TOGETHER[what]
  }

  def "#what in a script does nothing in what kino says"() {
    given:
    platform = new OddPlatform({ method, path, exchange -> answer('accepts', path, 'x', 2) })
    def name = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writeValueAsString(attack).replace('$', '\\$')
    Files.writeString(folder.resolve('cat.groovy'), """\
title $name
param $name, 'x'
def cat = t2i($name) { model 'wan2.2-t2i-plus'; prompt $name }
def dog = t2i { model $name; prompt 'x' }
output $name: cat
""")
    Files.writeString(folder.resolve('good.groovy'), """\
title $name
def cat = t2i($name) { model 'wan2.2-t2i-plus'; prompt $name }
output $name: cat
""")

    when:
    ['plan cat.groovy', 'plan cat.groovy --json', 'run cat.groovy', 'plan good.groovy', 'run good.groovy --progress plain', 'status', 'status --json', 'runs', 'resume'].each { kino(*it.split(' ')) }
    kino('run', attack)
    kino('run', 'cat.groovy', '-p', "x${attack}y" as String)
    kino('status', attack)
    kino(attack)
    kino('run', "--$attack" as String)

    then:
    harm() == []
    err.toString('UTF-8').contains('There is no')

    and: 'nothing is written but where it belongs'
    Files.list(folder).withCloseable { it*.fileName*.toString().sort() } - ['out'] == ['.kinoloom', 'cat.groovy', 'good.groovy']

    where:
    what << TOGETHER.keySet()
    attack = TOGETHER[what]
  }

  static List answer(String does, String path, String attack, int count) {
    if (path.startsWith('/file')) return [200, 'image/png', OddPlatform.picture()]
    if (path.contains('/models')) return [200, 'application/json', json([data: [[id: "m$attack", name: attack, owned_by: attack]]])]
    if (path.contains('balance')) return [200, 'application/json', json([status: 'error', data: [message: attack]])]
    if (does == 'refuses') return [400, "text/html", "<html>$attack</html>"]
    if (path.endsWith('/chat/completions')) return [200, 'application/json', json([choices: [[index: 0, message: [role: 'assistant', content: "well $attack"]]]])]
    if (path.contains('/generations')) return [200, 'application/json', json([taskid: 't-1', status: attack, message: attack])]
    if (path.contains('/tasks?') && count % 3 == 1) return [200, 'application/json', json([taskid: attack, status: "RUNNING$attack", message: attack])]
    if (path.contains('/tasks?') && count % 3 == 2) return [200, 'application/json', json([taskid: 't', status: 'FAILED', error: [message: attack, code: attack]])]
    if (path.contains('/tasks?')) return [200, 'application/json', json([taskid: 't', status: 'SUCCEEDED', image: ["/file/$attack"]])]
    [403, 'text/html', attack]
  }

  /** Signs that a terminal would obey, and lines that kino did not write. */
  List<String> harm() {
    def said = [stdout: out.toString('UTF-8'), stderr: err.toString('UTF-8')]
    assert said.values().every()
    def obeyed = said.collectMany { where, text -> (text =~ FORBIDDEN).collect { sign -> "$where: ${sign.toList()*.codePointAt(0)} in ${line(text, sign)}".toString() } }
    obeyed.take(5) + said.values()*.readLines().flatten().findAll { it.startsWith('kino: FORGED') }
  }

  static String line(String text, String sign) {
    text.readLines().find { it.contains(sign) }?.replaceAll('\\p{Cc}', '?')?.take(200)
  }

  static String json(Object value) {
    CanarySpec.json(value)
  }

  int kino(String... args) {
    Main.run(args, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), [KINOLOOM_BASE_URL: platform.url, KINOLOOM_API_KEY: 'sk-0123456789abcdef'], folder)
  }
}
