package kinoloom.repl.doctor

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import java.time.InstantSource
import kinoloom.emulator.Emulator
import kinoloom.repl.Json
import kinoloom.repl.console.Console
import kinoloom.repl.service.EngineRoom
import kinoloom.repl.service.PlatformChoice
import kinoloom.repl.show.DoctorView
import kinoloom.repl.show.JsonText
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** What kino doctor finds: of a whole platform, of one that tells little, of none. */
class DoctorSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'
  static NOBODY = 'http://127.0.0.1:9'
  static HERE = ['workspace', 'disk', 'out', 'ffmpeg', 'java', 'terminal']

  @Shared @AutoCleanup
  Emulator emulator = Emulator.builder().timeScale(0.001d).key(KEY).balance('12.50').start()

  @TempDir Path folder
  Map<String, String> env = [:]
  InstantSource clock = InstantSource.system()

  def setup() {
    env = [KINOLOOM_BASE_URL: emulator.url().toString(), KINOLOOM_API_KEY: KEY]
  }

  def "a whole platform: all is well, and nothing is left behind"() {
    when:
    def found = examine()

    then:
    found*.level().unique() == [Finding.Level.OK]
    found.collect { "${it.check()}: ${it.said()}".toString() }.take(8)*.replaceFirst(/in \d+ ms/, 'in 1 ms')*.replaceAll(/\d+( of the \d+)? known/, 'all known') == [
      'key: from KINOLOOM_API_KEY',
      'address: 127.0.0.1',
      "connection: to 127.0.0.1:${emulator.url().port} in 1 ms".toString(),
      'answer: the platform answers and takes the key',
      "clock: the same as the platform's",
      'models: all known here are offered now',
      'balance: 12.50 yuan',
      'records: a request whose answer is lost can be looked for',
    ]
    found*.check().drop(8) == HERE
    new DoctorView(found).exit() == 0
    new DoctorView(found).verdict() == 'No problem: ready.'
    Files.list(folder).withCloseable { it.toList() } == []

    and: 'nothing was ordered, and the key is not shown'
    !found.toString().contains(KEY)
  }

  def "without a key the built-in emulator will be used, and the rest is checked"() {
    given:
    env.clear()

    expect:
    def found = examine()
    found*.check() == ['platform'] + HERE
    found[0] == Finding.ok('platform', 'the built-in emulator, for want of a key (KINOLOOM_API_KEY); nothing is paid')
    Files.list(folder).withCloseable { it.toList() } == []
  }

  @IgnoreIf({ os.windows })
  def "a key file is #permissions: #said"() {
    given:
    env.remove('KINOLOOM_API_KEY')
    env.KINOLOOM_API_KEY_FILE = 'key'
    def file = Files.writeString(folder.resolve('key'), KEY)
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions))

    expect:
    def found = examine()
    [found[0].level(), found[0].said(), found[0].todo(), found[0].exit()]*.toString() == [level, said, todo, exit]*.toString()*.replace('FOLDER', folder.toString())

    and: 'the platform can be reached all the same'
    found.find { it.check() == 'answer' }.said() == answer

    where:
    permissions || level     | said                                                       | todo                      | exit | answer
    'rw-------' || 'OK'      | 'from key (KINOLOOM_API_KEY_FILE), which only you can read' | ''                       | 0    | 'the platform answers and takes the key'
    'rw-r--r--' || 'PROBLEM' | 'others on this machine can read the key file FOLDER/key'  | "chmod 600 'FOLDER/key'"  | 77   | 'the platform answers, and wants a key'
  }

  def "an address without a key: exit 77, and it is told whether the platform is there"() {
    given:
    env.remove('KINOLOOM_API_KEY')

    expect:
    def found = examine()
    found[0] == Finding.problem('key', "no API key for ${emulator.url()}", 'Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read', 77)
    found*.check() == ['key', 'address', 'connection', 'answer', 'clock'] + HERE
    new DoctorView(found).exit() == 77
  }

  def "a key that is refused: exit 77 and what to do"() {
    given:
    env.KINOLOOM_API_KEY = 'sk-wrong-0123456789'

    when:
    def found = examine()

    then:
    found.find { it.check() == 'answer' } == Finding.problem('answer', 'the key was refused (HTTP 401): Invalid API Key',
      "Make a key in the platform's web console and set KINOLOOM_API_KEY to it; a new key may take ten minutes to be known everywhere", 77)
    new DoctorView(found).exit() == 77
    new DoctorView(found).verdict() == '1 problem: runs do not work.'
    !found.toString().contains('sk-wrong')
  }

  def "the way to the platform ends at #check: exit 69"() {
    given:
    env.KINOLOOM_BASE_URL = url instanceof Closure ? url(emulator) : url

    when:
    def problem = examine().find { it.level() == Finding.Level.PROBLEM }

    then:
    problem.check() == check
    problem.said().startsWith(said instanceof Closure ? said(emulator) : said)
    problem.todo() == todo
    problem.exit() == 69

    where:
    check        | url                                              || said                                                       | todo
    'address'    | 'http://kinoloom-nobody.invalid'                 || 'nobody knows the host kinoloom-nobody.invalid'            | 'Check the address (--base-url, KINOLOOM_BASE_URL) and whether this machine is online'
    'connection' | NOBODY                                           || 'cannot connect to 127.0.0.1:9: Connection refused'        | 'Check the port, the firewall, and whether the platform is up'
    'encryption' | { "https://127.0.0.1:${it.url().port}".toString() } || 'no secure connection to 127.0.0.1: '                   | "Check this machine's clock, its Java's certificates, and who stands in between"
  }

  def "a host of several addresses is reached if one of them answers, and each that does not is told"() {
    given:
    def port = emulator.url().port
    def line = { int at -> new Line(new URI("http://platform.example:$at"), { Instant.EPOCH } as InstantSource) }
    def closed = InetAddress.getByName('::1')
    def open = InetAddress.getByName('127.0.0.1')

    expect: 'the emulator listens on 127.0.0.1 only'
    line(port).connect(closed, open) == [Finding.ok('connection', "to platform.example:$port in 0 ms")]

    and:
    def problem = line(9).connect(closed, open)
    problem*.check() == ['connection']
    problem[0].said() ==~ /cannot connect to platform.example:9: .+ \(0:0:0:0:0:0:0:1\), Connection refused \(127.0.0.1\)/
  }

  def "a server that is no platform: #said"() {
    given:
    def server = server { answer(it, status, body) }

    expect:
    def found = examine().find { it.check() == 'answer' }
    [found.said(), found.todo(), found.exit()] == [said, todo, 69]

    cleanup:
    server.stop(0)

    where:
    status | body                  || said                                                                                          | todo
    404    | 'no'                  || 'this does not answer as the platform does: HTTP 404'                                         | 'Check the address (--base-url, KINOLOOM_BASE_URL): it is the host alone'
    200    | '<html>Welcome</html>' || 'this does not answer as the platform does: no JSON object: Welcome'                         | 'Check the address (--base-url, KINOLOOM_BASE_URL): it is the host alone'
    502    | 'Bad Gateway'         || 'HTTP 502'                                                                                    | 'Try again later; what is under way at the platform goes on'
  }

  def "a platform that offers little is usable, with warnings"() {
    given:
    def server = server { HttpExchange it ->
      if (it.requestURI.path == '/llmage/v1/tasks') answer(it, 200, '{"status":"FAILED","error":"not exist"}')
      else if (it.requestURI.path == '/llmage/v1/models') answer(it, 200, '{"data":[]}')
      else if (it.requestURI.path.contains('mybalance')) answer(it, 200, '{"status":"ok","data":[{"balance":0}]}')
      else answer(it, 403, '403: Forbidden')
    }

    when:
    def found = examine()
    def warnings = found.findAll { it.level() == Finding.Level.WARNING }.collectEntries { [it.check(), [it.said(), it.todo()]] }

    then:
    warnings.models[0] ==~ /0 of the \d+ known here are offered now/
    warnings.balance == ['0.00 yuan', "Recharge in the platform's web console; until then a run pauses at its first paid step"]
    warnings.records == ['not shown: HTTP 403', 'A request whose answer is lost cannot be looked for; it waits for your decision (kino resolve)']
    new DoctorView(found).exit() == 0
    new DoctorView(found).verdict() == '3 warnings: ready.'

    cleanup:
    server.stop(0)
  }

  def "a clock that is #seconds seconds wrong is #level"() {
    given:
    clock = { Instant.now().plusSeconds(seconds) } as InstantSource

    expect:
    def found = examine().find { it.check() == 'clock' }
    found.level().toString() == level
    found.said() ==~ said
    found.todo().startsWith('Set it (timedatectl set-ntp true)') == (level == 'WARNING')

    where:
    seconds || level     | said
    30      || 'OK'      | /this machine's is (29|30|31) s ahead of the platform's/
    300     || 'WARNING' | /this machine's is (299|300|301) s ahead of the platform's/
    -300    || 'WARNING' | /this machine's is (299|300|301) s behind the platform's/
  }

  @IgnoreIf({ os.windows || System.getProperty('user.name') == 'root' })
  def "a folder that takes no files: exit 74"() {
    given:
    env.clear()
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString('r-x------'))

    expect:
    def found = examine()
    found.find { it.check() == 'workspace' } == Finding.problem('workspace', "cannot write to $folder/.kinoloom", 'Give another folder (--workspace), or make it yours', 74)
    new DoctorView(found).exit() == 74

    cleanup:
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString('rwx------'))
  }

  def "a folder in a file: exit 74"() {
    given:
    env.clear()
    Files.writeString(folder.resolve('file'), '')

    expect:
    def places = new EngineRoom.Places(folder, folder.resolve('file/ws'), folder.resolve('out'))
    def found = new Doctor(env, places, clock, console()).examine(asked())
    found.find { it.check() == 'workspace' } == Finding.problem('workspace', "cannot write to $folder/file/ws", 'Give another folder (--workspace), or make it yours', 74)
    !found*.check().contains('disk')
  }

  def "a terminal that is not set to UTF-8 is a warning"() {
    expect:
    Machine.check { it.endsWith('encoding') ? encoding : 'x' }.last() == expected

    where:
    encoding             || expected
    'UTF-8'              || Finding.ok('terminal', 'UTF-8')
    'ANSI_X3.4-1968'     || Finding.warning('terminal', 'kino writes UTF-8; here text is ANSI_X3.4-1968 and file names are ANSI_X3.4-1968', 'Set LANG=C.UTF-8 (on Windows: chcp 65001), or Chinese looks wrong and cannot be in file names')
  }

  def "findings are a line each, and a tree for programs"() {
    given:
    def view = new DoctorView([Finding.ok('key', 'from X'), Finding.warning('balance', 'not told', 'Look'), Finding.problem('disk', 'full', 'Make room', 74)])

    expect:
    view.text() == '''\
ok       key      from X
warning  balance  not told. Look
problem  disk     full. Make room'''
    view.verdict() == '1 problem, 1 warning: runs do not work.'
    Json.read(JsonText.of(view.json())) == [usable: false, exit: 74, checks: [
      [check: 'key', level: 'ok', said: 'from X', todo: ''],
      [check: 'balance', level: 'warning', said: 'not told', todo: 'Look'],
      [check: 'disk', level: 'problem', said: 'full', todo: 'Make room']]]
  }

  private List<Finding> examine() {
    def places = new EngineRoom.Places(folder, folder.resolve('.kinoloom'), folder.resolve('out'))
    new Doctor(env, places, clock, console()).examine(asked())
  }

  private static PlatformChoice.Asked asked() { new PlatformChoice.Asked(null, false, null) }

  private static Console console() {
    new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(new ByteArrayOutputStream()))
  }

  private HttpServer server(Closure behaviour) {
    def server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    server.createContext('/') { HttpExchange it -> behaviour(it) }
    server.start()
    env.KINOLOOM_BASE_URL = "http://127.0.0.1:$server.address.port".toString()
    server
  }

  private static void answer(HttpExchange exchange, int status, String body) {
    def bytes = body.getBytes(StandardCharsets.UTF_8)
    exchange.sendResponseHeaders(status, bytes.length)
    exchange.responseBody.withCloseable { it.write(bytes) }
  }
}
