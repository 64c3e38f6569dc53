package kinoloom.repl

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What kino asks of an account, of a whole platform, of one that tells little, and of nobody. */
class AccountCommandsSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'
  static NOBODY = 'http://127.0.0.1:9'

  @Shared @AutoCleanup
  Emulator emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).balance('12.50').start()

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  Map<String, String> env = [:]

  def setup() {
    env = [KINOLOOM_BASE_URL: emulator.url().toString(), KINOLOOM_API_KEY: KEY]
  }

  // --- balance ---

  def "the balance is on stdout, in yuan"() {
    expect:
    kino('balance') == 0
    out.toString() == '12.50 yuan\n'
    err.toString() == ''

    and: 'for programs'
    kino('balance', '--json') == 0
    Json.read(out.toString()) == [platform: emulator.url().toString(), emulated: false, balance: 12.5, told: 'told', message: '']
  }

  def "with a history, the latest calls and what was charged for them"() {
    given:
    def own = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).balance('1.00').start()
    env.KINOLOOM_BASE_URL = own.url().toString()
    Files.writeString(folder.resolve('a.groovy'), "t2i('a') { model 'wan2.2-t2i-plus'; prompt 'clouds' }")
    kino('run', 'a.groovy')

    expect:
    kino('balance', '--history') == 0
    out.toString() ==~ '''(?s)0.80 yuan

PLATFORM'S TIME      MODEL            STATUS     YUAN  TASK +REQUEST
\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  wan2.2-t2i-plus  SUCCEEDED  0.20  \\w+  kl\\w+
'''

    and:
    kino('balance', '--history', '5', '--json') == 0
    def told = Json.read(out.toString())
    def call = told.history[0]
    [told.historyTold, told.historyMessage] == ['told', '']
    [call.model, call.category, call.status, call.amount] == ['wan2.2-t2i-plus', 't2i', 'SUCCEEDED', 0.2]
    call.transno.startsWith('kl')

    cleanup:
    own.close()
  }

  def "a chat is a call too, without a task"() {
    given:
    def own = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).balance('1.00').start()
    env.KINOLOOM_BASE_URL = own.url().toString()
    Files.writeString(folder.resolve('a.groovy'), '''
      def idea = chat('idea') { model 'qwen3-max'; prompt 'An idea for a picture' }
      t2i('a') { model 'wan2.2-t2i-plus'; prompt "Draw $idea" }
    ''')
    kino('run', 'a.groovy')

    expect:
    kino('balance', '--history') == 0
    out.toString() ==~ '''(?s)0.79 yuan

PLATFORM'S TIME      MODEL            STATUS     YUAN  TASK +REQUEST
\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  wan2.2-t2i-plus  SUCCEEDED  0.20  \\w+  kl\\w+
\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  qwen3-max        SUCCEEDED  0.01 +kl\\w+
'''

    and:
    kino('balance', '--history', '5', '--json') == 0
    def call = Json.read(out.toString()).history[1]
    [call.model, call.category, call.status, call.amount, call.task] == ['qwen3-max', 't2t', 'SUCCEEDED', 0.01, null]
    call.transno.startsWith('kl')

    cleanup:
    own.close()
  }

  def "without a key it is the built-in emulator's money, and that is said"() {
    given:
    env.clear()

    expect:
    kino('balance') == 0
    out.toString() == '10000.00 yuan\n'
    err.toString() == "The money is the built-in emulator's: it is not real.\n"
  }

  def "a platform that does not tell the balance: exit 75 and where to look"() {
    given:
    def server = server { HttpExchange it -> answer(it, 404, '<html>404: Not Found</html>') }

    expect:
    kino('balance') == 75
    out.toString() == ''
    err.toString() == '''\
kino: the platform does not tell the balance: HTTP 404
  hint: It is in the platform's web console: log in, open the user menu, choose 财务 (finance)
'''

    and:
    kino('balance', '--json') == 75
    Json.read(out.toString()) == [platform: env.KINOLOOM_BASE_URL, emulated: false, balance: null, told: 'not offered', message: 'HTTP 404']

    cleanup:
    server.stop(0)
  }

  def "a history that is not offered is made of today's tasks, and if they are not, that is said"() {
    given:
    def server = server { HttpExchange it ->
      def path = it.requestURI.toString()
      if (path.startsWith('/accounting')) answer(it, 200, '{"status":"ok","data":[{"account":"x","balance":3}]}')
      else if (tasks && path.contains('llmcatelogid=t2v')) answer(it, 200, '{"status":"ok","data":{"tasks":[{"model":"m","status":"RUNNING","taskid":"t-1","amount":null}]}}')
      else answer(it, tasks && path.contains('asynctasks') ? 200 : 403, '{"status":"ok","data":{"tasks":[]}}')
    }

    expect:
    kino('balance', '--history', '3') == 0
    out.toString() == shown
    err.toString() == said

    and: 'for programs'
    kino('balance', '--history', '3', '--json') == 0
    def told = Json.read(out.toString())
    [told.told, told.history*.task, told.historyTold, told.historyMessage] == ['told'] + json

    cleanup:
    server.stop(0)

    where:
    tasks || shown                                                                             | said                                                         | json
    true  || "3.00 yuan\n\nPLATFORM'S TIME  MODEL  STATUS   YUAN  TASK  REQUEST\n                 m      RUNNING        t-1\n" | ''                                                          | [['t-1'], 'told', '']
    false || '3.00 yuan\n'                                                                     | "The platform does not show the account's calls: HTTP 403\n" | [null, 'not offered', 'HTTP 403']
  }

  def "the key is refused: exit 77; nobody is there: exit 69"() {
    when:
    env.KINOLOOM_API_KEY = 'sk-wrong-0123456789'

    then:
    kino('balance') == 77
    err.toString() == '''\
kino: the key was refused (HTTP 401): Invalid API Key
  hint: Make a key in the platform's web console and set KINOLOOM_API_KEY to it; a new key may take ten minutes to be known everywhere
'''

    when:
    env.KINOLOOM_BASE_URL = NOBODY

    then:
    kino('balance') == 69
    out.toString() == ''
    err.toString() == '''\
kino: 127.0.0.1:9 cannot be asked: Failed to connect to /127.0.0.1:9
  hint: kino doctor finds out what stands between
'''
  }

  def "a history of no calls is a mistake"() {
    expect:
    kino('balance', '--history', '0') == 2
    err.toString() == "kino: '0' (--history) is not a number of calls\n  hint: 1 to 200\n"
  }

  // --- models ---

  def "the models are a table; the platform is asked which it offers"() {
    given:
    def server = server { HttpExchange it -> answer(it, 200, '{"object":"list","data":[{"id":"wan2.2-t2i-plus"},{"id":"Wan2.5 t2i Preview"}]}') }

    expect:
    kino('models', '--category', 't2i') == 0
    def lines = out.toString().readLines()
    lines[0].split(/ +/) == ['CATEGORY', 'MODEL', 'NOW', 'YUAN', 'TIME', 'WORDS']
    lines.find { it.contains('wan2.2-t2i-plus') } ==~ /t2i       wan2.2-t2i-plus +yes +0.20 +\d+ s  prompt\* negativePrompt.*/
    lines.find { it.contains('wan2.5-t2i-preview') }.contains(' yes ')
    lines.find { it.contains('cogview-3-flash') }.contains(' no ')
    lines.contains('NOW: whether the platform offers it at the moment.')
    err.toString() == ''

    cleanup:
    server.stop(0)
  }

  def "not to be told what is offered is a note: #what"() {
    given:
    env = variables

    expect:
    kino('models', '--category', 't2i') == 0
    out.toString().readLines()[0].split(/ +/) == ['CATEGORY', 'MODEL', 'YUAN', 'TIME', 'WORDS']
    err.toString() == said

    where:
    what           | variables                                              || said
    'nobody there' | [KINOLOOM_BASE_URL: NOBODY, KINOLOOM_API_KEY: KEY]     || 'Not told what is offered now: 127.0.0.1:9 cannot be asked: Failed to connect to /127.0.0.1:9\n'
    'no key'       | [KINOLOOM_BASE_URL: NOBODY]                            || 'Not asked what is offered now: no API key for http://127.0.0.1:9\n'
    'no platform'  | [:]                                                    || ''
  }

  def "--offline asks nobody"() {
    given:
    int asked = 0
    def server = server { HttpExchange it -> asked++; answer(it, 200, '{"data":[]}') }

    expect:
    kino('models', '--offline') == 0
    asked == 0
    err.toString() == ''

    cleanup:
    server.stop(0)
  }

  def "of one model, all that is known"() {
    expect:
    kino('models', 'happyhorse-1.0-r2v') == 0
    out.toString() == '''\
happyhorse-1.0-r2v (ref2v, 阿里云)
HappyHorse: video from up to nine pictures

WORD        SENT AS      TYPE            VALUES                     DEFAULT
prompt*     prompt       text
images*     image_files  files (image)   up to 9
resolution  resolution   text            720P, 1080P                1080P
ratio       ratio        text            16:9, 4:3, 1:1, 3:4, 9:16
duration    duration     a whole number  3 to 15                    15

catelogid           ref2v, else r2v
price               0.9 to 1.6 yuan a second; 2.70–24.00 yuan a call
images              JPEG, PNG or WebP, sides of at least 400 pixels, at most 20 MB
time                120 s, slow ones 300 s
offered now         yes
source of fields    the platform's API document; the longest duration: the vendor's; it calls the category ref2v, the platform's public code r2v
source of pictures  the vendor's documentation; the largest file: that of happyhorse-1.0-i2v
source of price     the vendor's price list; the platform's own prices are not documented
source of typical   published task times and measurements of other clients
'''

    and: 'for programs'
    kino('models', 'happyhorse-1.0-r2v', '--json') == 0
    def model = Json.read(out.toString())[0]
    [model.model, model.category, model.catelogid, model.offered, model.documented] == ['happyhorse-1.0-r2v', 'ref2v', ['ref2v', 'r2v'], true, true]
    model.fields.find { it.word == 'images' }.wire == 'image_files'
    model.fields.find { it.word == 'images' }.picture.minSide == 400
    model.source.keySet() == ['fields', 'pictures', 'price', 'typical'] as Set
  }

  def "a model that is not in the platform's document is marked, and what is not known is said"() {
    expect:
    kino('models', '--category', 'i2v') == 0
    def lines = out.toString().readLines()
    lines.find { it.contains('S2V-01') } ==~ /i2v +S2V-01 \(\?\) +no +5.00 +180 s  prompt\* firstFrame\*/
    lines.last() == "(?): not in the platform's document, so unverified; kino models MODEL says more."

    and:
    kino('models', 'S2V-01', '--offline') == 0
    out.toString() == '''\
S2V-01 (i2v, MiniMax)
Hailuo: video of the person in a picture

WORD         SENT AS     TYPE            VALUES  DEFAULT
prompt*      prompt      text
firstFrame*  image_file  a file (image)

catelogid          i2v
price              5 yuan a call
time               180 s, slow ones 420 s
unverified         seen in the platform's public code, not its API document
source of fields   the platform's public code, where it stands beside MiniMax-Hailuo-2.3; the length and the size it takes are not told
source of price    not known: a guess on the safe side
source of typical  an estimate from models like it
'''
    kino('models', 'S2V-01', '--offline', '--json') == 0
    Json.read(out.toString())*.documented == [false]
  }

  def "a model that is not known: exit 2 and what was probably meant"() {
    expect:
    kino('models', 'happyhorse-1.0-r2w') == 2
    err.toString() == "kino: there is no model 'happyhorse-1.0-r2w'\n  hint: Did you mean happyhorse-1.0-r2v? kino models lists them\n"
    kino('models', '--category', 't2i', 'qwen3-max') == 2
    err.toString() == "kino: there is no model 'qwen3-max' of t2i\n  hint: kino models lists them\n"
    kino('models', 'happyhors') == 2
    err.toString() == "kino: there is no model 'happyhors'\n  hint: Did you mean happyhorse-1.0-i2v? kino models lists them\n"

    and: 'for programs'
    kino('models', 'nothere', '--json') == 2
    Json.read(out.toString()) == [status: 'error', exit: 2, message: "there is no model 'nothere'", problems: []]
  }

  private HttpServer server(Closure behaviour) {
    def server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    server.createContext('/') { HttpExchange it -> behaviour(it) }
    server.start()
    env.KINOLOOM_BASE_URL = "http://127.0.0.1:$server.address.port".toString()
    server
  }

  static void answer(HttpExchange exchange, int status, String body) {
    def bytes = body.getBytes('UTF-8')
    exchange.sendResponseHeaders(status, bytes.length)
    exchange.responseBody.withCloseable { it.write(bytes) }
  }

  private int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), env, folder)
  }
}
