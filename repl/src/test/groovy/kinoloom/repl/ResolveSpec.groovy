package kinoloom.repl

import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import kinoloom.emulator.Emulator
import kinoloom.graph.StepId
import kinoloom.journal.RunLock
import kinoloom.journal.Workspace
import kinoloom.platform.TaskId
import kinoloom.run.RescueLine
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** When nobody knows: what {@code kino resolve} shows, and what it takes. */
class ResolveSpec extends Specification {
  static KEY = 'sk-for-the-specs-0123456789'

  @Shared @AutoCleanup
  Emulator emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.001d).key(KEY).start()
  @Shared @AutoCleanup LossyLine line
  @Shared @TempDir Path doubtful

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()
  @Shared def saidFirst = new ByteArrayOutputStream()

  /** One run that waits for a decision; most features begin with a copy of it, which is accepted as one. */
  def setupSpec() {
    line = new LossyLine(emulator.url())
    Files.writeString(doubtful.resolve('one.groovy'), """\
def frame = t2i('frame') { model 'wan2.2-t2i-plus'; prompt 'A fox ${(char) 27}[31min the snow, seen from above, while the first light of the day falls on the ridge behind it' }
output frame: frame
""")
    def nowhere = new PrintStream(OutputStream.nullOutputStream())
    assert Main.run(['run', 'one.groovy'] as String[], nowhere, new PrintStream(saidFirst), env(), doubtful) == 75
  }

  def setup() {
    line.lossy = true
    Files.walk(doubtful).withCloseable { paths ->
      paths.filter { it != doubtful }.each { Files.copy(it, folder.resolve(doubtful.relativize(it).toString())) }
    }
    // Nothing is decided about a copy before somebody says that nobody goes on with the original.
    assert kino('doctor', theRun(), '--accept-copy') == 0
  }

  def "a request in doubt is shown with all that helps to decide: exit 75"() {
    given:
    def id = theRun()
    def said = saidFirst.toString()

    expect:
    said.contains("hint: kino resolve $id frame shows what is known and takes your decision; or resume with --on-ambiguous")
    said.readLines().last() == "  hint: kino resolve $id; or kino resume $id --on-ambiguous resubmit:1 (it may be paid twice) or --on-ambiguous abandon"

    when:
    int exit = kino('resolve')
    def text = out.toString()

    then:
    exit == 75
    !text.contains('\u001b')
    text.replaceAll(/\d\d:\d\d:\d\d/, 'TIME').replaceAll(/\d{4}-\d\d-\d\d/, 'DAY').replaceAll(/kl[0-9a-f]{24}/, 'kl1')
      .replaceAll(/[0-9a-f]{64}/, 'HASH').replace(id, 'RUN').replaceAll(/ \(DAY TIME in Beijing\)/, '') == '''\
frame (one.groovy:1:13) of run RUN: UNCLEAR_REQUEST: nobody knows whether its request was accepted (HTTP 504: [31mgateway [0m timed out)
  asked      t2i wan2.2-t2i-plus, attempt 1
  prompt     A fox in the snow, seen from above, while the first light of the day falls on th…
  number     kl1
  key        HASH
  time       DAY TIME announced, sent but for its end TIME, last heard TIME
  may cost   0.20 yuan; it counts against the budget
  answer     HTTP 504: <html>gateway timed out</html>
  looked up  today's records and the history, for its number: nothing
  Look in the account's usage for an entry at DAY TIME.
  kino resolve RUN frame --adopt TASKID  it was accepted, and this is its task
  kino resolve RUN frame --resubmit      make it again; it may be paid twice
  kino resolve RUN frame --abandon       give it up
'''

    when: 'it is told to a program'
    exit = kino('resolve', id, 'frame', '--json')
    def json = Json.read(out.toString())

    then:
    exit == 75
    json.run == id
    json.unclear*.code == ['UNCLEAR_REQUEST']
    json.unclear[0].worst == 0.20
    json.unclear[0].answer.status == 504
    json.unclear[0].commands == ["kino resolve $id frame --adopt TASKID", "kino resolve $id frame --resubmit", "kino resolve $id frame --abandon"]

    when: 'its user has found the task'
    def task = Json.read(line.lost[0]).taskid
    exit = kino('resolve', 'frame', '--adopt', task)

    then:
    exit == 0
    out.toString() ==~ /'frame' goes on as task $task \([A-Za-z ]+\)\n/
    err.toString() == "kino resume $id goes on.\n"
    kino('resolve') == 0
    err.toString() == "Nothing of run $id needs a decision.\n"
    kino('resume', '--progress', 'none') == 0
    Files.exists(folder.resolve("out/$id/frame.png"))
    emulator.ledger().count { it.kind().name() == 'CHARGE' && it.transno() == json.unclear[0].transno } == 1
  }

  def "to make it again is to consent; another charge may follow"() {
    expect:
    kino('resolve', 'frame', '--resubmit') == 0
    out.toString() == "'frame' is made again when the run goes on; it may be paid twice\n"

    when:
    line.lossy = false

    then:
    kino('resume', '--progress', 'none') == 0
    kino('status') == 0
    out.toString().contains('spent 0.20 yuan, in doubt 0.20 yuan')
  }

  def "what was given up stays so, and can be decided anew"() {
    given:
    def id = theRun()
    line.lossy = false

    expect:
    kino('resolve', id, 'frame', '--abandon', '--json') == 0
    Json.read(out.toString()).with { it.decided*.choice == ['ABANDON'] && it.unclear*.abandoned == [true] }
    kino('resume', '--progress', 'none') == 1
    err.toString().readLines().last() == "  hint: kino resolve $id frame; or kino resume $id --on-ambiguous resubmit:1 (it may be paid twice)"
    kino('resolve') == 0
    err.toString() == "Nothing of run $id needs a decision.\nGiven up: frame; kino resolve $id STEP decides anew\n"
    kino('resolve', 'frame') == 75
    kino('resolve', 'frame', '--adopt', Json.read(line.lost[0]).taskid) == 0
    kino('resume', '--progress', 'none') == 0
  }

  def "a mistake is told: #args"() {
    given:
    def id = theRun()

    expect:
    kino(*args.collect { it instanceof Closure ? it() : it.replace('RUN', id) }) == exit
    err.toString().replace(id, 'RUN') == told
    Files.readString(folder.resolve(".kinoloom/runs/$id/journal.log")).readLines().every { !it.contains('submit.resolved') }

    where:
    args                                               | exit || told
    ['resolve', 'frame', '--resubmit', '--abandon']    | 2    || 'kino: --adopt, --resubmit and --abandon exclude each other\n  hint: Give one of them\n'
    ['resolve', '--abandon']                           | 2    || 'kino: no step is named to decide about\n  hint: kino resolve RUN shows them\n'
    ['resolve', 'frme']                                | 2    || "kino: there is no step 'frme' in run RUN\n  hint: Did you mean 'frame'?\n"
    ['resolve', 'RUN', 'frme', '--abandon']            | 2    || "kino: there is no step 'frme' in run RUN\n  hint: Did you mean 'frame'?\n"
    ['resolve', '20010101-000000-x', 'frame']          | 2    || "kino: there is no run '20010101-000000-x'\n  hint: The runs are:\n        RUN\n"
    ['resolve', 'frame', '--adopt', 'no id; at all']   | 2    || "kino: 'no id; at all' is no task id\n  hint: give the id that the account's records show, or the whole line\n"
    ['resolve', 'frame', '--adopt', { rescue('r2') }]  | 2    || "kino: The RESCUE line is of run 'r2', and this is 'RUN'\n  hint: name the run and the step that the line names\n"
    ['resolve', 'frame', '--adopt', 'nobodys-task']    | 2    || "kino: The platform does not know task nobodys-task: the task does not exist: taskid=nobodys-task not exist\n  hint: look again at its id; a task that was made just now may take a minute to be known\n"
  }

  def "a step that is done needs no decision"() {
    given:
    def id = theRun()
    kino('resolve', 'frame', '--adopt', Json.read(line.lost[0]).taskid)
    kino('resume', '--progress', 'none')

    expect:
    kino('resolve', 'frame') == 2
    err.toString() == "kino: 'frame' of run $id needs no decision: it is done\n  hint: kino resolve $id shows what does\n"
    kino('resolve', 'frame', '--resubmit') == 2
  }

  def "nobody decides while somebody works on the run, or on a journal that is damaged"() {
    given:
    def id = theRun()
    def lock = RunLock.acquire(Workspace.open(folder.resolve('.kinoloom'), InstantSource.system()).run(id), InstantSource.system())

    expect:
    kino('resolve', 'frame', '--abandon') == 75

    when:
    lock.close()
    def journal = folder.resolve(".kinoloom/runs/$id/journal.log")
    Files.writeString(journal, Files.readString(journal).replaceFirst('submit.intent', 'submit.intend'))

    then:
    kino('resolve', 'frame', '--abandon') == 65
    kino('resolve') == 65
  }

  def "of a run that was copied nothing is decided until that is accepted: the original may go on"() {
    given:
    def id = theRun()
    def runs = folder.resolve('.kinoloom/runs')
    def journal = runs.resolve(id).resolve('journal.log')
    Files.move(journal, journal.resolveSibling('original'))
    Files.copy(journal.resolveSibling('original'), journal)
    def before = Files.readAllBytes(journal)

    expect:
    kino('resolve', 'frame', '--resubmit') == 75
    err.toString().startsWith("kino: The run $id was copied or set back: its journal is another file than the one written last.")
    Files.readAllBytes(journal) == before

    and: 'what is in doubt is shown all the same'
    kino('resolve') == 75
    out.toString().startsWith('frame (one.groovy:1:13)')
  }

  def "without runs there is nothing to decide"() {
    given:
    folder.resolve('.kinoloom').toFile().deleteDir()

    expect:
    kino('resolve') == 2
    err.toString() == 'kino: there are no runs in this workspace\n  hint: kino run SCRIPT begins one\n'
    kino('resolve', 'frame') == 2
  }

  private Map<String, String> env() {
    [KINOLOOM_BASE_URL: line.url, KINOLOOM_API_KEY: KEY]
  }

  private int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out), new PrintStream(err), env(), folder)
  }

  private static String rescue(String run) {
    new RescueLine(run, StepId.of('frame'), 1, 'kl0', new TaskId('t'), null).text()
  }

  private String theRun() {
    Files.list(folder.resolve('.kinoloom/runs')).withCloseable { it*.fileName*.toString().max() }
  }
}
