package kinoloom.repl

import com.fasterxml.jackson.databind.ObjectMapper
import com.sun.net.httpserver.HttpServer
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.emulator.Emulator
import spock.lang.Specification
import spock.lang.TempDir

/** A storyboard that comes damaged, over a socket; and one that a person edits. */
class StoryboardSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'
  static SCRIPT = '''\
def board = chat {
  model 'qwen3-max'
  prompt 'A storyboard of two pictures'
  returns shots: list([scene: String, seconds: integer(3..8)], 2)
}
output storyboard: board, frames: board.shots.collect { shot -> t2i('frame') { model 'cogview-3-flash'; prompt shot.scene } }
'''

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  def replies = ["Sure!\n```json\n{'shots': [{'scene': 'a fox', 'seconds': '5 s'}, {'scene': 'an owl', 'seconds': 60},]}\n```", '{"shots[1].seconds": 6}']

  def 'what is wrong is asked for, and paid; an edited storyboard is used, and pays only what it changes'() {
    given:
    def model = model()
    def emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY)
        .upstream(URI.create("http://127.0.0.1:${model.address.port}/v1"), { null }).start()
    def env = [KINOLOOM_BASE_URL: emulator.url().toString(), KINOLOOM_API_KEY: KEY]
    Files.writeString(folder.resolve('film.groovy'), SCRIPT)

    expect:
    kino(env, 'run', 'film.groovy', '--progress', 'plain') == 0
    err.toString().readLines().findAll { it.contains('board ') }*.replaceFirst(/^ +\d:\d\d  /, '')*.split(/ {2,}/)*.getAt(1) ==
        ['submitted', 'repaired', 'asked again', 'submitted', 'done']

    and: 'the ledger counts both'
    def run = Files.list(folder.resolve('out')).withCloseable { it.toList() }[0]
    Files.readAllLines(run.resolve('ledger.csv')).findAll { it.startsWith('board') }*.split(',')*.getAt(5) ==
        ['first', 'again: asked for what was wrong']

    when: 'a person edits a shot'
    def edited = Files.writeString(folder.resolve('mine.json'), Files.readString(run.resolve('storyboard.json')).replace('an owl', 'two owls'))
    out.reset()

    then:
    kino(env, 'run', 'film.groovy', '--use', 'storyboard=mine.json', '--progress', 'none') == 0
    out.reset()
    kino(env, 'status', '--json') == 0
    Json.read(out.toString()).steps.collectEntries { [it.step ?: it.id, it.state] } == [board: 'given', 'frame[0]': 'reused', 'frame[1]': 'done']
    edited != null

    cleanup:
    emulator?.close()
    model?.stop(0)
  }

  def 'a file for --use that is #wrong is told before anything begins'() {
    given:
    Files.writeString(folder.resolve('film.groovy'), SCRIPT)
    Files.writeString(folder.resolve('mine.json'), '{"shots": []}')

    expect:
    kino([:], 'plan', 'film.groovy', '--use', use) == exit
    err.toString().contains(told)

    where:
    wrong      | use                      || exit | told
    'no pair'  | 'mine.json'              || 2    | "'--use mine.json' is not NAME=FILE"
    'not there'| 'storyboard=your.json'   || 2    | 'no such file: your.json (--use)'
    'unfit'    | 'storyboard=mine.json'   || 64   | 'mine.json: shots has 0 elements, and must have exactly 2'
  }

  private HttpServer model() {
    def server = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
    server.createContext('/v1/chat/completions') { call ->
      call.requestBody.bytes
      def answer = [id: 'c', object: 'chat.completion', created: 1, model: 'm', usage: [prompt_tokens: 5, completion_tokens: 5, total_tokens: 10],
          choices: [[index: 0, finish_reason: 'stop', message: [role: 'assistant', content: replies.remove(0)]]]]
      def bytes = new ObjectMapper().writeValueAsBytes(answer)
      call.responseHeaders.add('Content-Type', 'application/json')
      call.sendResponseHeaders(200, bytes.length)
      call.responseBody.withCloseable { it.write(bytes) }
    }
    server.start()
    server
  }

  private int kino(Map<String, String> env, String... arguments) {
    Main.run(arguments, new PrintStream(out), new PrintStream(err), env, folder)
  }
}
