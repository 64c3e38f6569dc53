package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** Choosing among takes, answering a question, and making again: by {@code kino takes, pick, approve} and {@code redo}. */
class TakesCommandsSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'
  static SCRIPT = '''\
def frame = t2i { model 'cogview-3-flash'; prompt 'clouds'; takes 2 }
def good = approve('Is it good?', frame)
def words = chat { model 'qwen3-max'; prompt 'Describe clouds'; after good }
output frame: good, words: words
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

  def "takes are chosen, a question is answered, and another take makes the rest stale"() {
    expect: 'the run waits for a choice'
    kino('run', 'clouds.groovy') == 75
    err.toString().contains("takes/frame_2.png")
    err.toString().contains("frame (clouds.groovy:1:13): It waits for your word: Which take is it to be?")
    err.toString().contains("hint: kino takes frame --run ${theRun()} shows them; kino pick frame N --run ${theRun()}")

    and: 'what is not asked yet cannot be answered'
    kino('approve', 'good') == 2
    err.toString() == "kino: 'good' does not ask yet: what it shows is not there\n"
    kino('takes', 'good') == 0
    err.toString() == "'good' has no take yet.\n"
    kino('pick', 'fram', '1') == 2
    err.toString().endsWith("hint: did you mean 'frame'?\n")

    and:
    kino('takes', 'frame') == 0
    out.toString().readLines()*.split(/ {2,}/)*.toList()*.take(2) == [['TAKE', 'STATE'], ['1', 'done'], ['2', 'done']]
    kino('approve', 'frame') == 2
    err.toString() == "kino: 'frame' has several takes: pick one of them\n"
    kino('pick', 'frame', '3') == 2
    err.toString() == "kino: 'frame' has no take 3: there are 1, 2\n"
    kino('pick', 'frame', '2') == 0
    out.toString() == 'frame: take 2 counts\n'

    and: 'then for an answer'
    kino('resume') == 75
    err.toString().contains('Is it good?')
    kino('approve', 'good', '--json') == 0
    Json.read(out.toString()) == [run: theRun(), step: 'good', decision: 'approve', goesOn: false]
    kino('resume') == 0

    and: 'another take is made and counts; what was made of the other is stale'
    kino('redo', 'frame') == 0
    err.toString().contains('Makes again: frame. At most ')
    err.toString().contains('Stale, and kept as it is: good. kino redo --stale makes it again.')
    kino('takes', 'frame', '--json') == 0
    Json.read(out.toString()).takes*.picked == [false, false, true]
    kino('status', '--json') == 0
    Json.read(out.toString()).steps.collectEntries { [it.id, it.standing] }.subMap(['frame', 'good', 'words']) ==
      [frame: 'current', good: 'stale', words: 'current']

    and: 'what is stale is asked about again'
    kino('redo', '--stale') == 75
    kino('approve', 'good', '--reject') == 0
    kino('resume') == 1
    err.toString().contains('good (clouds.groovy:2:12): it was rejected (by user)')
  }

  def "a process that works on the run hears an answer and goes on"() {
    given: 'a run that waits for an answer until tomorrow'
    Files.writeString(folder.resolve('clouds.groovy'), SCRIPT.replace("frame)\n", "frame) { deadline '1d'; otherwise 'reject' }\n").replace('; takes 2', ''))
    def other = new ByteArrayOutputStream()
    def run = new FutureTask<Integer>({ kino(other, new ByteArrayOutputStream(), 'run', 'clouds.groovy') })
    Thread.startDaemon { run.run() }
    while (!(kino('status') == 0 && out.toString().contains('asks you'))) TimeUnit.MILLISECONDS.sleep(100)

    when:
    int code = kino('approve', 'good')

    then:
    code == 0
    err.toString() == 'The process that works on the run was told.\n'
    run.get(30, TimeUnit.SECONDS) == 0
  }

  private String theRun() {
    Files.list(folder.resolve('.kinoloom/runs')).withCloseable { it.toList() }*.fileName*.toString().find()
  }

  private int kino(String... args) {
    out.reset()
    err.reset()
    kino(out, err, args)
  }

  private int kino(OutputStream out, OutputStream err, String... args) {
    Main.run(args, new PrintStream(out), new PrintStream(err), env, folder)
  }
}
