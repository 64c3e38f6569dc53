package kinoloom.repl

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.module.SimpleModule
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer
import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import kinoloom.platform.Request
import kinoloom.platform.http.HttpPlatform
import kinoloom.platform.http.KeyMask
import kinoloom.repl.console.Console
import kinoloom.repl.odd.OddPlatform
import kinoloom.repl.service.EngineRoom
import kinoloom.repl.service.Enquiry
import kinoloom.repl.service.PlatformChoice
import kinoloom.run.Listeners
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/**
 * A key is told to the platform that was configured and to nobody else, and what kino writes or
 * shows never holds it, though the platform repeats it in every spelling there is.
 */
class CanarySpec extends Specification {
  /** The part that is looked for; it is no word of anything else. */
  static final String CANARY = 'c4n4ryT0k3nQ7z'
  /** With signs that are written differently in JSON, URLs and HTML. */
  static final String KEY = 'sk-/' + CANARY + '+"\\&%<0=~x'
  static final String SCRIPT = '''\
def talk = chat { model 'qwen3-max'; prompt 'hello' }
def cat = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }
output talk: talk, cat: cat
'''

  @TempDir Path folder
  @AutoCleanup OddPlatform platform
  @AutoCleanup OddPlatform elsewhere = new OddPlatform({ method, path, exchange -> [200, 'image/png', OddPlatform.picture()] })
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  def setup() {
    Files.writeString(folder.resolve('cat.groovy'), SCRIPT)
  }

  def "a platform that #does does not get the key into anything"() {
    given:
    platform = new OddPlatform({ method, path, exchange ->
      said = exchange.requestHeaders.getFirst('Authorization') ?: said
      says.call(this, path, exchange)
    })

    when: 'everything is tried that talks to it or tells of it'
    def exits = COMMANDS.collect { kino(*it.split(' ')) }

    then:
    exits.drop(1).take(2).every { it in expected }
    traces() == []

    and: 'it was told to the platform, and to nobody else'
    platform.heard.findAll { it.contains("Bearer $KEY") }.size() > 10
    elsewhere.heard.every { heard -> !spellings().any { heard.contains(it) } }

    and: 'nor is it carried to where results are'
    platform.heard.findAll { it.startsWith('GET /file') }.every { !it.contains(CANARY) }

    where:
    does                                   | expected | says
    'makes what it is asked for'           | [0]      | { spec, path, exchange -> made(path, "$spec.platform.url/file.png") }
    'repeats the key in a refusal'         | [1]      | { spec, path, exchange -> [400, 'application/json', json([error: [message: spec.echo(), code: spec.echo()]])] }
    'repeats the key in a page'            | [75, 69] | { spec, path, exchange -> [500, "text/html; x=${spec.echo()[0..60]}", "<html>${spec.echo()}</html>"] }
    'does not take the key'                | [77]     | { spec, path, exchange -> [401, 'application/json', json([error: "Invalid API Key ${spec.echo()}"])] }
    'repeats the key as its good answers'  | [0]      | { spec, path, exchange -> made(path, "$spec.platform.url/file.png", spec.echo()) }
    'repeats the key in failed tasks'      | [1]      | { spec, path, exchange -> path.contains('/tasks?') ? [200, 'application/json', json([taskid: 't', status: 'FAILED', error: spec.echo()])] : made(path, '') }
    'has its results elsewhere'            | [0]      | { spec, path, exchange -> made(path, "$spec.elsewhere.url/file.png") }
    'redirects to its results'             | [0]      | { spec, path, exchange -> path.startsWith('/file') ? spec.away(exchange, 302) : made(path, "$spec.platform.url/file.png") }
    'redirects everything'                 | [75, 69] | { spec, path, exchange -> spec.away(exchange, 307) }
  }

  def "what holds the key does not say it: #what"() {
    expect:
    !text.call(this).contains(CANARY)

    where:
    what               | text
    'a choice'         | { "${new PlatformChoice.Remote('http://h', KEY)}" }
    'a client'         | { HttpPlatform.builder().apiKey { KEY }.build().withCloseable { "$it ${it.account()}" } }
    'a builder'        | { "${HttpPlatform.builder().apiKey { KEY }}" }
    'a mask'           | { "${KeyMask.of(KEY)}" }
    'an enquiry'       | { spec -> Enquiry.of(new PlatformChoice.Remote('http://127.0.0.1:9', KEY), spec.places(), spec.console(), InstantSource.system()).withCloseable { "$it ${it.account().balance().join()}" } }
    'an engine'        | { spec -> EngineRoom.running(new PlatformChoice.Remote('http://127.0.0.1:9', KEY), spec.places(), EngineRoom.Rules.NONE, new Listeners({ }, null), spec.console()).withCloseable { "$it ${it.engine()}" } }
    'a chain of causes' | { trace { submitted("$KEY\u0007") } + trace { submitted("é$KEY") } }
  }

  def "a key is masked as it is #spelling, and the text around it stays"() {
    expect:
    KeyMask.of(KEY).hide("before $text after") == 'before [key] after'

    where:
    spelling                      | text
    'written'                     | KEY
    'escaped for JSON'            | json(KEY)[1..-2]
    'escaped for JSON, twice'     | json(json(KEY)[1..-2])[1..-2]
    'escaped for JSON, all of it' | KEY.collect { String.format('\\u%04X', it as char as int) }.join('')
    'escaped for a URL'           | URLEncoder.encode(KEY, 'UTF-8')
    'escaped for a URL, twice'    | URLEncoder.encode(URLEncoder.encode(KEY, 'UTF-8'), 'UTF-8')
    'escaped for a URL, all of it' | KEY.bytes.collect { String.format('%%%02x', it) }.join('')
    'escaped for HTML'            | KEY.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')
    'escaped for HTML by numbers' | KEY.collect { "&#${it as char as int};" }.join('')
    'hexadecimal'                 | KEY.bytes.encodeHex().toString()
    'hexadecimal in capitals'     | KEY.bytes.encodeHex().toString().toUpperCase()
    'dumped'                      | KEY.bytes.collect { String.format('%02x', it) }.join(':')
    'written backwards'           | KEY.reverse()
  }

  def "of Base64 of #around nothing of the key is left"() {
    given:
    def bytes = "$before$KEY$after".getBytes('UTF-8')

    expect:
    [Base64.encoder, Base64.urlEncoder, Base64.mimeEncoder, Base64.encoder.withoutPadding()].every { encoder ->
      def masked = KeyMask.of(KEY).hide(encoder.encodeToString(bytes))
      def left = Base64.mimeDecoder.decode(masked.split('\\[key\\]').collect { it.replace('-', '+').replace('_', '/').replaceAll('[\r\n=]', '') }.collect { it.take(it.length() - it.length() % 4) }.join(''))
      masked.contains('[key]') && !new String(left, 'ISO-8859-1').contains(CANARY[3..-4])
    }

    where:
    before       | after
    ''           | ''
    'x'          | ''
    'Bearer '    | '\n'
    'user:'      | '@host'
    'xy'         | 'z'
    around = "'$before' + key + '${after.strip()}'"
  }

  def "what is too short to be a key is not looked for"() {
    expect:
    KeyMask.of('abc').hide('abcdef') == 'abcdef'
    KeyMask.of('secret').hide('no secret, 746572636573') == 'no [key], 746572636573'
  }

  // --- a platform that talks ---------------------------------------------------------------------

  static final List<String> COMMANDS = ['models', 'run cat.groovy', 'run cat.groovy --progress json', 'resume --on-ambiguous abandon', 'resume --json',
    'status', 'status --json', 'runs', 'runs --json', 'plan cat.groovy', 'balance --history', 'balance --history --json', 'models --json', 'doctor', 'doctor --json']

  String said = ''

  /** What it was told, in all spellings. */
  String echo() {
    spellings(said).join(' ~ ')
  }

  static List<String> spellings(String text = KEY) {
    def hex = text.bytes.encodeHex().toString()
    [text, json(text), URLEncoder.encode(text, 'UTF-8'), text.bytes.encodeBase64().toString(), Base64.urlEncoder.encodeToString(text.bytes),
      "x$text".bytes.encodeBase64().toString(), "xy$text".bytes.encodeBase64().toString(), hex, hex.toUpperCase(), text.reverse(),
      text.collect { String.format('\\u%04x', it as char as int) }.join(''), text.bytes.collect { String.format('%%%02X', it) }.join('')]
  }

  List away(exchange, int status) {
    exchange.responseHeaders.add('Location', "$elsewhere.url/file.png")
    [status, 'text/plain', '']
  }

  static List made(String path, String file, String more = '') {
    if (path.startsWith('/file')) return [200, 'image/png', OddPlatform.picture()]
    if (path.endsWith('/chat/completions')) return [200, 'application/json', json([choices: [[index: 0, message: [role: 'assistant', content: "well $more"]]]])]
    if (path.contains('/generations')) return [200, 'application/json', json([taskid: 't-1', status: 'CREATED', message: more])]
    if (path.contains('/tasks?')) return [200, 'application/json', json([taskid: 't-1', status: 'SUCCEEDED', image: [file], message: more, usage: [said: more]])]
    if (path.contains('/models')) return [200, 'application/json', json([data: [[id: "m-$more", name: more]]])]
    [404, 'application/json', json([error: more])]
  }

  /** Where the key is, in what was shown and what was written: a place and the spelling's number. */
  List<String> traces() {
    def texts = [stdout: out.toString('ISO-8859-1'), stderr: err.toString('ISO-8859-1')]
    Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.each { texts["$it"] = new String(Files.readAllBytes(it), 'ISO-8859-1') } }
    assert texts.size() > 4
    def signs = spellings(CANARY).collect { it.replaceAll('^[^A-Za-z0-9]|=+$', '') }
    // The first and the last signs of Base64 depend on what is around.
    signs = signs.withIndex().collect { sign, n -> n in 3..6 ? sign[4..-4] : sign.replace('"', '') }
    texts.collectMany { where, text -> signs.withIndex().findAll { text.contains(it[0]) }.collect { "$where: $it".toString() } }
  }

  int kino(String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), [KINOLOOM_BASE_URL: platform.url, KINOLOOM_API_KEY: KEY, KINOLOOM_DEBUG: '1'], folder)
  }

  EngineRoom.Places places() {
    new EngineRoom.Places(folder, folder.resolve('ws'), folder.resolve('out'))
  }

  static Console console() {
    new Console(System.out, System.err)
  }

  static String json(Object value) {
    def module = new SimpleModule().addSerializer(GString, ToStringSerializer.instance)
    new ObjectMapper().registerModule(module).writeValueAsString(value)
  }

  static submitted(String key) {
    def request = new Request('t2t', 'qwen3-max', [prompt: 'x'], [:], [])
    HttpPlatform.builder().apiKey { key }.build().submit(request, 'k', { null }).get()
  }

  static String trace(Closure<?> failing) {
    try {
      failing()
      throw new AssertionError('nothing failed' as Object)
    } catch (Exception e) {
      def text = new StringWriter()
      e.printStackTrace(new PrintWriter(text))
      text
    }
  }
}
