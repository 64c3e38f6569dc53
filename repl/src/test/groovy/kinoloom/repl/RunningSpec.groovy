package kinoloom.repl

import com.sun.net.httpserver.HttpServer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.IgnoreIf
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** The program against a whole platform, over a socket. */
class RunningSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'
  static SCRIPT = '''\
title 'Clouds'
param 'mood', 'quiet'
def board = chat {
  model 'qwen3-max'
  prompt "One picture of clouds, ${params.mood}"
  returns scene: String
}
def frame = t2i {
  model 'cogview-3-flash'
  prompt board.scene
}
output frame: frame, board: board
'''

  @Shared @AutoCleanup
  Emulator emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).start()

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  Map<String, String> env = [:]

  def setup() {
    env = [KINOLOOM_BASE_URL: emulator.url().toString(), KINOLOOM_API_KEY: KEY]
    Files.writeString(folder.resolve('clouds.groovy'), SCRIPT)
  }

  def "a run puts its results on stdout and all else on stderr"() {
    expect:
    kino('run', 'clouds.groovy', '-p', 'mood=stormy') == 0

    and:
    def id = theRun()
    shown().take(2) == ["frame   out/$id/frame.png", "board   out/$id/board.json"]
    shown().last() ==~ /spent \d+\.\d\d yuan/
    Files.size(folder.resolve("out/$id/frame.png")) > 0

    and:
    def told = err.toString().readLines()*.replaceFirst(/^ +\d:\d\d  /, '')
    told.findAll { it.startsWith('board') }*.split(/ {2,}/)*.getAt(1) == ['submitted', 'done']
    told.findAll { it.startsWith('frame') }*.split(/ {2,}/)*.getAt(1).with { first() == 'submitted' && last() == 'done' }
    !err.toString().contains(KEY)
  }

  def "what a chat says is told while it says it, and is its answer"() {
    given:
    Files.writeString(folder.resolve('talk.groovy'), '''\
def idea = chat { model 'qwen3-max'; prompt 'One sentence about: a lighthouse' }
def board = chat {
  model  'qwen3-max'
  system 'You direct films.'
  messages([role: 'user', content: 'I have an idea.'], [role: 'assistant', content: 'Tell me.'],
      [role: 'user', content: [[type: 'text', text: "A storyboard of 2 shots about: ${idea}"]]])
  returns shots: [[scene: String]]
}
output idea: idea, board: board
''')

    expect:
    kino('run', 'talk.groovy', '--progress', 'json') == 0

    and:
    def events = out.toString().readLines().collect { Json.read(it) }
    def said = events.findAll { it.type == 'ChatText' }
    def idea = said.findAll { it.event.step == 'idea' }*.event*.text.join('')
    idea == Files.readString(folder.resolve("out/${theRun()}/idea.txt")).strip()
    said.findAll { it.event.step == 'board' }*.event*.text.join('').contains('"shots"')
    said.every { !it.containsKey('seq') && it.event.attempt == 1 && !it.event.reasoning }

    and: 'the journal has the answer as it came, its pieces folded'
    def answers = events.findAll { it.type == 'Answered' }*.event*.answer
    answers*.body.every { it.startsWith('data: {') && it.contains('"folded"') && it.contains('data: [DONE]') }

    and: 'the messages were understood: two shots were asked for'
    events.findAll { it.type == 'Done' && it.event.step == 'board' }*.event*.value*.shots*.size() == [2]
  }

  def "without progress nothing is streamed"() {
    given:
    Files.writeString(folder.resolve('one.groovy'), "def a = chat { model 'qwen3-max'; prompt 'quietly' }\noutput a: a")

    expect:
    kino('run', 'one.groovy', '--progress', 'none') == 0
    Files.readString(folder.resolve(".kinoloom/runs/${theRun()}/journal.log")).contains('chat.completion\\"')
  }

  def "a request whose fate nobody knows ends the run, and waits for a person: exit 75"() {
    given:
    def stranger = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    stranger.createContext('/') { exchange ->
      exchange.requestBody.readAllBytes()
      def page = '<html>hello</html>'.bytes
      exchange.sendResponseHeaders(501, page.length)
      exchange.responseBody.withCloseable { it.write(page) }
    }
    stranger.start()
    Files.writeString(folder.resolve('one.groovy'), "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\noutput a: a")

    when:
    def exit = new FutureTask<Integer>({ kino('run', 'one.groovy', '--base-url', "http://127.0.0.1:$stranger.address.port") })
    Thread.startDaemon { exit.run() }

    then:
    exit.get(30, TimeUnit.SECONDS) == 75
    err.toString() =~ /Nobody knows whether its request kl\w+ was accepted/

    cleanup:
    stranger.stop(0)
  }

  def "a damaged run is named among the others"() {
    given:
    kino('run', 'clouds.groovy', '--progress', 'none')
    def id = theRun()
    Files.writeString(folder.resolve(".kinoloom/runs/$id/journal.log"), 'garbage\n')

    expect:
    kino('runs') == 0
    shown().last() ==~ /$id  damaged .* \(kino doctor $id explains\)/
    kino('status', id) == 65
    err.toString() == """\
kino: its journal is damaged: this is what is left of it
  hint: kino doctor $id explains
"""
  }

  def "a folder that takes no files is told before anything is paid"() {
    given:
    def entries = emulator.ledger().size()

    expect:
    kino('run', 'clouds.groovy', '--out', 'clouds.groovy/films') == 74
    err.toString() == """\
      kino: cannot write to 'clouds.groovy/films' (--out)
        hint: Give another folder
      """.stripIndent()
    emulator.ledger().size() == entries
  }

  def "what was paid for once is not paid for again"() {
    given:
    kino('run', 'clouds.groovy', '--progress', 'none')
    def entries = emulator.ledger().size()

    expect:
    kino('run', 'clouds.groovy') == 0
    shown().last() == 'spent 0.00 yuan'
    err.toString().contains('reused     from ')
    emulator.ledger().size() == entries
  }

  def "--json is one document on stdout"() {
    expect:
    kino('run', 'clouds.groovy', '--json') == 0

    and:
    def result = Json.read(out.toString())
    result.run == theRun()
    result.status == 'done'
    result.spent > 0
    !result.emulator
    result.failures == []
    Files.exists(Path.of(result.outputs.frame[0]))
    result.values.board.scene instanceof String
  }

  def "--progress json is an event a line on stdout, and the summary is not there"() {
    expect:
    kino('run', 'clouds.groovy', '--progress', 'json') == 0

    and:
    def all = shown().collect { Json.read(it) }
    def events = all.findAll { it.type != 'ChatText' }
    events*.seq == (1..events.size())
    all.size() > events.size()
    events[0].type == 'RunStarted'
    events.last().type == 'RunEnded'
    err.toString().contains('spent ')
  }

  def "--progress none says nothing on the way"() {
    expect:
    kino('run', 'clouds.groovy', '--progress', 'none') == 0
    err.toString() == ''
  }

  def "a plan sends nothing, and needs no key"() {
    given:
    env.remove('KINOLOOM_API_KEY')
    def entries = emulator.ledger().size()

    expect:
    kino('plan', 'clouds.groovy', '--budget', '5') == 0
    shown().findAll { it =~ /^(board|frame)/ }.size() == 2
    out.toString().contains('\nbudget: 5.00 yuan (as given), enough')
    emulator.ledger().size() == entries

    and:
    kino('plan', 'clouds.groovy', '--json') == 0
    Json.read(out.toString()).steps*.step == ['board', 'frame']
  }

  def "mistakes in a script: exit 64, each with its line, and nothing is paid"() {
    given:
    Files.writeString(folder.resolve('wrong.groovy'), "def a = t2i {\n  model 'cogview-3-flahs'\n  prompt 'x'\n}\noutput a: a\n")

    expect:
    kino('run', 'wrong.groovy') == 64
    err.toString().startsWith("kino: wrong.groovy:2:3: There is no t2i model 'cogview-3-flahs'. Did you mean 'cogview-3-flash'?")
    err.toString().readLines()[1, 2] == ["      model 'cogview-3-flahs'", '      ^^^^^']
    err.toString().endsWith('1 mistake in the script; nothing was paid.\n')
    out.toString() == ''
  }

  def "mistakes in a script are a document too, for a program that waits for one"() {
    given:
    Files.writeString(folder.resolve('wrong.groovy'), "def a = t2i {\n  model 'cogview-3-flahs'\n  prompt 'x'\n}\noutput a: a\n")

    expect:
    kino('run', 'wrong.groovy', '--json') == 64
    def answer = Json.read(out.toString())
    answer.status == 'error'
    answer.exit == 64
    answer.problems*.place == ['wrong.groovy:2:3']
  }

  def "a script that does not compile: exit 64 and where"() {
    given:
    Files.writeString(folder.resolve('wrong.groovy'), "def a = t2i {\n")

    expect:
    kino('plan', 'wrong.groovy') == 64
    err.toString() =~ /kino: wrong.groovy:1:13: This '\{' is not closed/
  }

  def "a budget that cannot be enough: exit 64 before anything is paid"() {
    expect:
    kino('run', 'clouds.groovy', '--budget', '0') == 64
    err.toString().contains('; the budget of 0.00 yuan (as given) does not allow it. The dearest: ')
  }

  def "a key the platform refuses: exit 77, and it is not shown"() {
    given:
    env.KINOLOOM_API_KEY = 'sk-wrong-0123456789'

    expect:
    kino('run', 'clouds.groovy') == 77
    err.toString().endsWith("a new key may take ten minutes to be known everywhere; then kino resume ${theRun()}\n")
    !err.toString().contains('sk-wrong')
  }

  def "no money: exit 75, and it goes on when there is some"() {
    given:
    def poor = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).balance('0.00').start()
    env.KINOLOOM_BASE_URL = poor.url().toString()

    expect:
    kino('run', 'clouds.groovy') == 75
    err.toString().contains("hint: kino resume ${theRun()}")

    when:
    env.KINOLOOM_BASE_URL = emulator.url().toString()

    then:
    kino('resume') == 0
    shown()[0].startsWith('frame ')

    cleanup:
    poor.close()
  }

  def "status and runs tell of it, and need no platform"() {
    given:
    kino('run', 'clouds.groovy')
    env.clear()

    expect:
    kino('status') == 0
    shown()[0] == "${theRun()}  done  Clouds"
    kino('status', theRun().take(8), '--json') == 0
    Json.read(out.toString()).steps*.state == ['done', 'done']
    kino('status', '--watch') == 0
    kino('runs') == 0
    shown()[1].startsWith("${theRun()}  done ")
    kino('runs', '--json') == 0
    Json.read(out.toString())*.run == [theRun()]
  }

  def "a run that is not known: exit 2 and what there is"() {
    given:
    kino('run', 'clouds.groovy')

    expect:
    kino('status', 'zzz') == 2
    err.toString() == "kino: there is no run 'zzz'\n  hint: The runs are:\n        ${theRun()}\n"
  }

  def "a beginning that two runs share: exit 2 and both"() {
    given:
    2.times { kino('run', 'clouds.groovy') }

    expect:
    kino('resume', '20') == 2
    err.toString().startsWith("kino: several runs begin with '20'\n  hint: Give more of one:\n")
  }

  def "no runs at all"() {
    expect:
    kino('status') == 2
    err.toString() == 'kino: there are no runs in this workspace\n  hint: kino run SCRIPT begins one\n'
    kino('runs') == 0
    err.toString() == 'There are no runs in this workspace.\n'
  }

  def "a damaged journal: exit 65, with file and line"() {
    given:
    kino('run', 'clouds.groovy')
    def journal = folder.resolve(".kinoloom/runs/${theRun()}/journal.log")
    def lines = Files.readAllLines(journal)
    lines[2] = lines[2].replaceFirst(/"/, "'")
    Files.write(journal, lines)

    expect:
    kino('resume') == 65
    err.toString().contains('is damaged in line 3')
  }

  def "without a key it runs on the built-in emulator, and says so first"() {
    given:
    env = [KINOLOOM_TIME_SCALE: '0.001']

    expect:
    kino('run', 'clouds.groovy') == 0
    err.toString().readLines()[0] == 'No API key: running on the built-in emulator. Nothing is paid.' +
        ' (KINOLOOM_API_KEY chooses the real platform)'
    shown().last() ==~ /spent \d+\.\d\d yuan \(emulator money\)/

    and:
    def key = folder.resolve('.kinoloom/emulator/key')
    PosixFilePermissions.toString(Files.getPosixFilePermissions(key)) == 'rw-------'
    !err.toString().contains(Files.readString(key).trim())
    kino('run', 'clouds.groovy', '-p', 'mood=loud') == 0
  }

  def "the built-in emulator of a workspace is run by one kino at a time"() {
    given:
    def emulators = Files.createDirectories(folder.resolve('.kinoloom/emulator'))
    def channel = FileChannel.open(emulators.resolve('in-use'), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
    channel.lock()

    expect:
    kino('run', 'clouds.groovy', '--emulator') == 69
    err.toString().contains('the built-in emulator of this workspace is in use by another kino')

    cleanup:
    channel.close()
  }

  def "kino emulator says where it listens, on stdout, and ends when it is told to"() {
    given:
    def stop = new Interruption({})
    def ended = []
    def thread = Thread.start {
      ended << Main.run(['emulator', '--key', KEY, '--time-scale', '0'] as String[], new PrintStream(out),
          new PrintStream(err), [:], folder, stop)
    }

    when:
    while (thread.alive && !out.toString().contains('\n')) Thread.sleep(20)
    def line = out.toString()
    stop.signalled()
    thread.join(10_000)

    then:
    line ==~ /listening on http:\/\/127\.0\.0\.1:\d+, key $KEY\n/
    ended == [0]
  }

  def "kino emulator tells who logs in, and that an account it already has keeps its money"() {
    given:
    Emulator.builder().dataDir(folder.resolve('books')).balance('87.30').start().close()
    def stop = new Interruption({})
    def thread = Thread.start {
      Main.run(['emulator', '--data', 'books', '--balance', '20', '--phone', '13912345678'] as String[], new PrintStream(out),
          new PrintStream(err), [:], folder, stop)
    }

    when:
    while (thread.alive && err.toString().readLines().size() < 2) Thread.sleep(20)
    stop.signalled()
    thread.join(10_000)
    def url = (out.toString() =~ /http:\S+(?=,)/)[0]

    then:
    err.toString() == """\
Its console is at $url (log in as 13912345678).
--balance is for a new account: the one in books has 87.30 yuan and keeps them. Recharge it in the console, or give another --data.
"""
  }

  def "kino emulator lets another server answer chats; its key stays between the two"() {
    given:
    def asked = Emulator.builder().timeScale(0).key('sk-of-the-other-one').start()
    def stop = new Interruption({})
    def thread = Thread.start {
      Main.run(['emulator', '--key', KEY, '--time-scale', '0', '--upstream', "${asked.url()}/llmage/v1".toString(), '--upstream-model', 'qwen3.6-35b-a3b']
          as String[], new PrintStream(out), new PrintStream(err), [KINOLOOM_UPSTREAM_KEY: 'sk-of-the-other-one'], folder, stop)
    }
    Files.writeString(folder.resolve('ask.groovy'), "def a = chat { model 'qwen3-max'; prompt 'Who are you?' }\noutput a: a\n")

    when:
    while (thread.alive && !out.toString().contains('\n')) Thread.sleep(20)
    env = [KINOLOOM_BASE_URL: (out.toString() =~ /http:\S+(?=,)/)[0], KINOLOOM_API_KEY: KEY]

    then:
    kino('run', 'ask.groovy') == 0
    asked.ledger().findAll { it.kind().name() == 'CHARGE' }*.model() == ['qwen3.6-35b-a3b']

    cleanup:
    stop.signalled()
    thread.join(10_000)
    asked.close()
  }

  @IgnoreIf({ os.windows })
  def "Ctrl-C stops a run in order: exit 130, and how to go on"() {
    given:
    Files.writeString(folder.resolve('slow.groovy'), "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\noutput a: a\n")
    def command = [Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-XX:TieredStopAtLevel=1',
        '-cp', System.getProperty('java.class.path'), 'kinoloom.repl.Main', 'run', 'slow.groovy', '--time-scale', '10']
    def builder = new ProcessBuilder(command).directory(folder.toFile())
    builder.environment().keySet().removeIf { it.startsWith('KINOLOOM') }
    builder.environment().XDG_STATE_HOME = folder.resolve('state').toString()
    def process = builder.start()
    def errors = process.errorStream.newReader('UTF-8')

    when:
    def line
    while ((line = errors.readLine()) != null && !line.contains('submitted')) {}
    new ProcessBuilder('kill', '-INT', "${process.pid()}").start().waitFor()
    def rest = errors.text

    then:
    process.waitFor(20, TimeUnit.SECONDS)
    process.exitValue() == 130
    rest.contains('Stopping: waiting for the answer on its way.')
    rest.contains("hint: kino resume ${theRun()}\n")

    cleanup:
    process?.destroyForcibly()
  }

  private int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out), new PrintStream(err), env, folder)
  }

  private List<String> shown() {
    out.toString().readLines()
  }

  private String theRun() {
    Files.list(folder.resolve('.kinoloom/runs')).withCloseable { it*.fileName*.toString().max() }
  }
}
