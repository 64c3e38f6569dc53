package kinoloom.repl.show

import kinoloom.repl.Json
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kinoloom.Plan
import kinoloom.RunResult
import kinoloom.RunResult.Remedy
import kinoloom.RunStatus
import kinoloom.graph.Budget
import kinoloom.graph.Kind
import kinoloom.graph.Place
import kinoloom.graph.StepId
import kinoloom.platform.Catalogue
import kinoloom.plan.Allowance
import kinoloom.plan.Allowance.By
import kinoloom.platform.Counts
import kinoloom.platform.Money
import kinoloom.platform.TaskId
import kinoloom.repl.console.Console
import kinoloom.run.Ledger
import spock.lang.Specification

class ViewsSpec extends Specification {
  static CATALOGUE = Catalogue.load()

  def plan = halloween([
      planned('board', Kind.CHAT, 'qwen3-max', Plan.State.DAMAGED, 0, 0, 0, null),
      planned('frame[0]', Kind.T2I, 'wan2.2-t2i-plus', Plan.State.TO_MAKE, 14, 14, 12, 'scenes'),
      planned('clip[0]', Kind.I2V, 'happyhorse-1.0-i2v', Plan.State.UNKNOWN_UNTIL_RUN, 450, 900, 150, 'scenes'),
      planned('film', Kind.CUT, null, Plan.State.LOCAL, 0, 0, 5, null),
  ])

  static Plan halloween(List<Plan.PlannedStep> steps, Allowance allowance = Allowance.NONE) {
    def scenes = new Plan.Expansion(StepId.of('scenes'), null, 'board.shots', 2, false, new Place('h.groovy', 3))
    def total = new Plan.Total(Money.fen(464), Money.fen(914), Money.fen(1000), Duration.ofSeconds(167), Duration.ofSeconds(400))
    new Plan('Halloween', steps, [scenes], total, allowance)
  }

  def "a plan is a table of steps with what they cost, and the sum against the budget"() {
    expect:
    new PlanView(within(Budget.fen(500)), CATALOGUE).text() == '''\
Halloween

STEP        KIND     MODEL               STATE                   YUAN   TIME  WHERE
board       chat     qwen3-max           damaged                              h.groovy:3
scenes      collect  board.shots         2 turns, a guess                     h.groovy:3
  frame[0]  t2i      wan2.2-t2i-plus     to make                 0.14   12 s  h.groovy:3
  clip[0]   i2v      happyhorse-1.0-i2v  unknown until run  4.50–9.00  3 min  h.groovy:3
film        cut                          local                           5 s  h.groovy:3

4 steps: 1 to make, 0 cached, 1 damaged, 1 unknown until run
to pay: 4.64–9.14 yuan, with a guess for what is unknown until run; at most 10.00 if all is asked again that may be
time: about 3 min, 7 min if every step is slow
to make: 1 clip, 5 seconds of clips, 1 image
damaged: made and paid, but a file of it is gone from the disk or was changed; a run fetches it again or asks you
budget: 5.00 yuan (as given), enough for what is known; steps that are not may be held back'''
  }

  def "a model that is not in the platform's document is marked"() {
    given:
    def plan = new Plan('T', [planned('a', Kind.T2I, 'qwen-image-2.0', Plan.State.TO_MAKE, 50, 50, 20, null)], Money.fen(50), Money.fen(50))

    expect:
    new PlanView(plan, CATALOGUE).text() == '''\
T

STEP  KIND  MODEL               STATE    YUAN  TIME  WHERE
a     t2i   qwen-image-2.0 (?)  to make  0.50  20 s  h.groovy:3

1 step: 1 to make, 0 cached
to pay: 0.50 yuan
to make: 1 image
(?): not in the platform's document, so unverified; kino models MODEL says more'''
    Json.read(JsonText.of(new PlanView(plan, CATALOGUE).json())).steps*.documented == [false]
  }

  def "a limit is told with who set it: #verdict"() {
    expect:
    new PlanView(within(budget, by), CATALOGUE).text().endsWith('\n' + verdict)

    where:
    budget                         | by         || verdict
    Budget.fen(914)                | By.SCRIPT  || 'budget: 9.14 yuan (from the script), enough'
    Budget.fen(14)                 | By.DEFAULT || 'budget: 0.14 yuan (the default where none is given), enough for what is known; steps that are not may be held back'
    Budget.fen(13)                 | By.CALLER  || 'budget: 0.13 yuan (as given), not enough: up to 0.14 yuan for what is known'
    Budget.UNSAID.counting('clips', 0) | By.CALLER || 'limit: 0 clips (as given), enough for what is known; steps that are not may be held back'
    Budget.UNSAID.counting('seconds', 5) | By.CALLER || 'limit: 5 seconds of clips (as given), enough'
    Budget.UNSAID.counting('images', 0) | By.CALLER || 'limit: 0 images (as given), not enough: up to 1 image for what is known'
  }

  def "a plan is a tree for programs"() {
    given:
    def json = Json.read(JsonText.of(new PlanView(plan, CATALOGUE).json()))

    expect:
    json.low == 4.64
    json.high == 9.14
    json.budget == null
    json.makes == [clips: 1, seconds: 5, images: 1]
    json.limits == [:]
    [json.most, json.typicalSeconds, json.slowSeconds, json.change] == [10.00, 167.0, 400.0, null]
    json.expansions == [[step: 'scenes', of: 'board.shots', turns: 2, certain: false, place: 'h.groovy:3', within: null]]
    json.steps[2] == [step: 'clip[0]', kind: 'i2v', model: 'happyhorse-1.0-i2v', documented: true, state: 'unknown until run', low: 4.50,
        high: 9.00, typicalSeconds: 150.0, slowSeconds: 300.0, place: 'h.groovy:3', within: 'scenes',
        fitted: false, uses: [:], before: null, why: []]
  }

  def "a run that is done ends with its files and what it cost"() {
    given:
    def result = result(RunResult.Status.DONE, '', [])

    expect:
    new ResultView(result, false, Path.of('/home/me')).summary() == '''\
mood   "dark"
film   out/r1/film.mp4
clips  out/r1/clips-1.mp4
       /elsewhere/clips-2.mp4
spent 12.40 yuan'''
    new ResultView(result, true, Path.of('/home/me')).summary().endsWith('spent 12.40 yuan (emulator money)')
  }

  def "what failed comes last, with its place, a hint and how to go on"() {
    given:
    def err = new ByteArrayOutputStream()
    def failure = failure(Remedy.EDIT, 0)

    when:
    new ResultView(result(RunResult.Status.FAILED, '1 step failed', [failure]), false, Path.of('/'))
        .tellFailures(new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)))

    then:
    err.toString() == '''\
kino: clip[1] (h.groovy:22): refused for its content
  hint: Change the prompt
kino: run r1 failed: 1 step failed
  hint: edit the script and run it again: what is made is reused
'''
  }

  def "the last hint can help: #status with #remedies"() {
    given:
    def err = new ByteArrayOutputStream()
    def failures = remedies.collect { failure(it, resubmissions) }

    when:
    new ResultView(result(status, '', failures), false, Path.of('/'))
        .tellFailures(new Console(new PrintStream(new ByteArrayOutputStream()), new PrintStream(err)))

    then:
    err.toString().readLines().last() == "  hint: $hint"

    where:
    status                       | remedies                      | resubmissions || hint
    RunResult.Status.FAILED      | [Remedy.RETRY]                | 0             || 'kino resume r1'
    RunResult.Status.FAILED      | [Remedy.RETRY, Remedy.EDIT]   | 0             || 'edit the script and run it again: what is made is reused'
    RunResult.Status.FAILED      | [Remedy.DECIDE]               | 0             || "kino resolve r1 'clip[1]'; or kino resume r1 --on-ambiguous resubmit:1 (it may be paid twice)"
    RunResult.Status.PAUSED      | []                            | 0             || 'kino resume r1'
    RunResult.Status.PAUSED      | [Remedy.DECIDE]               | 0             || 'kino resolve r1; or kino resume r1 --on-ambiguous resubmit:1 (it may be paid twice) or --on-ambiguous abandon'
    RunResult.Status.PAUSED      | [Remedy.EDIT, Remedy.DECIDE]  | 2             || 'kino resolve r1; or kino resume r1 --on-ambiguous resubmit:3 (it may be paid twice) or --on-ambiguous abandon'
    RunResult.Status.PAUSED      | [Remedy.DECIDE]               | 9             || 'kino resolve r1; or kino resume r1 --on-ambiguous abandon'
    RunResult.Status.CANCELLED   | [Remedy.EDIT]                 | 0             || 'kino resume r1'
    RunResult.Status.UNAVAILABLE | []                            | 0             || 'kino resume r1'
    RunResult.Status.KEY_REFUSED | []                            | 0             || "Make a key in the platform's web console and set KINOLOOM_API_KEY to it; a new key may take ten minutes to be known everywhere; then kino resume r1"
  }

  def "a status of a run that waits for a decision says how to give it"() {
    given:
    def step = new RunStatus.StepStatus(StepId.of('clip'), Kind.I2V, 'h', 'needs a decision', '', Money.ZERO, new Place('h.groovy', 3))
    def run = new RunStatus('r1', 'T', 'paused', Instant.parse('2026-11-22T09:30:12Z'), new RunStatus.Spending(Money.ZERO, Money.ZERO), [step], [])

    expect:
    StatusView.text(run).endsWith('\n\nkino resolve r1; or kino resume r1 --on-ambiguous resubmit:N (it may be paid twice) or --on-ambiguous abandon')
  }

  def "the result for programs has absolute paths"() {
    given:
    def json = Json.read(JsonText.of(new ResultView(result(RunResult.Status.DONE, '', []), true, Path.of('/home/me')).json()))

    expect:
    json == [run: 'r1', status: 'done', reason: '', outputs: [film: ['/home/me/out/r1/film.mp4'],
        clips: ['/home/me/out/r1/clips-1.mp4', '/elsewhere/clips-2.mp4']], values: [mood: 'dark'], spent: 12.40, reserved: 0.00, inDoubt: 0.00,
        emulator: true, failures: []]
  }

  def "a status tells of each step, and how to go on"() {
    given:
    def status = status('interrupted')
    def text = StatusView.text(status)

    expect:
    text.startsWith('r1  interrupted  Halloween\nstarted 2026-11-2')
    text.contains(', spent 1.20 yuan, reserved 3.00 yuan\n')
    text.contains('''
STEP   KIND  MODEL  STATE    YUAN  DETAIL
board  chat  q      done     1.20
clip   i2v   h      running        task-7 RUNNING
''')
    text.endsWith('\nout/r1/board.json\n\nkino resume r1')
    !StatusView.text(this.status('running')).contains('kino resume')
  }

  def "a status tells what may be spent, what may have been, and what would let the run go on"() {
    given:
    def allowance = Allowance.NONE.with(Budget.yuan(20), By.SCRIPT).with(Budget.UNSAID.counting('clips', 12), By.CALLER)
    def sent = new Ledger.Sent(1, 'first', 'kl1', new TaskId('t-1'), Instant.parse('2026-11-22T09:30:12Z'))
    def row = new Ledger.Row(StepId.of('clip'), Kind.I2V, 'h', 1, 'made', sent, new Ledger.Amount(Money.fen(300), Money.fen(280)))
    def spending = new RunStatus.Spending(Money.fen(1720), Money.fen(100), Money.fen(20), new Counts(3, 15, 4), allowance,
        Budget.yuan('33.20').counting('clips', 14), [row])
    def run = new RunStatus('r1', 'T', 'paused', Instant.parse('2026-11-22T09:30:12Z'), spending, [], [])
    def json = Json.read(JsonText.of(StatusView.json(run)))

    expect:
    StatusView.text(run).contains(', spent 17.20 of 20.00 yuan (from the script), reserved 1.00 yuan, in doubt 0.20 yuan, 3 of 12 clips (as given)')
    StatusView.text(run).endsWith('\n\nkino resume r1 --budget 33.20 --limit clips=14')
    [json.spent, json.reserved, json.inDoubt, json.budget] == [17.20, 1.00, 0.20, 20.00]
    json.makes == [clips: 3, seconds: 15, images: 4]
    json.limits == [clips: 12]
    json.ledger == [[step: 'clip', take: 1, attempt: 1, kind: 'i2v', model: 'h', sent: 'first', reason: 'made', transno: 'kl1',
        task: 't-1', when: '2026-11-22T09:30:12Z', estimate: 3.00, actual: 2.80, difference: -0.20]]
  }

  def "a run that a budget holds back ends with one line and the command that goes on"() {
    given:
    def spending = new RunStatus.Spending(Money.fen(1720), Money.ZERO, Money.fen(20), Counts.ZERO, Allowance.NONE, Budget.yuan('33.20'), [])
    def view = new ResultView(new RunResult('r1', RunResult.Status.PAUSED, 'The budget holds', [:], [:], [], spending), false, Path.of('/home/me'))
    def err = new ByteArrayOutputStream()

    when:
    view.tellFailures(new Console(System.out, new PrintStream(err, true)))

    then:
    err.toString() == 'kino: run r1 is paused: The budget holds\n  hint: kino resume r1 --budget 33.20\n'
    view.summary() == 'spent 17.20 yuan, and up to 0.20 yuan in doubt'
  }

  def "a call that cost more than its highest estimate is told of, though all is done"() {
    given:
    def row = new Ledger.Row(StepId.of('clip'), Kind.I2V, 'h', 1, 'made', null, new Ledger.Amount(Money.fen(300), Money.fen(320)))
    def spending = new RunStatus.Spending(Money.fen(320), Money.ZERO, Money.ZERO, Counts.ZERO, Allowance.NONE, Budget.UNSAID, [row])
    def view = new ResultView(new RunResult('r1', RunResult.Status.DONE, '', [:], [:], [], spending), false, Path.of('/home/me'))
    def err = new ByteArrayOutputStream()

    when:
    view.tellFailures(new Console(System.out, new PrintStream(err, true)))

    then:
    err.toString() == 'Charged 0.20 yuan more than the highest estimate; the ledger says for what. A price in kinoloom.json corrects the estimate.\n'
  }

  def "runs are a table, newest first as the engine gives them"() {
    expect:
    StatusView.text([status('done')]).readLines()*.replaceAll(/\d{4}-\S+ \S+/, 'TIME') == [
        'RUN  STATE  STARTED              STEPS  YUAN  TITLE', 'r1   done   TIME  1/2    1.20  Halloween']
    Json.read(JsonText.of(StatusView.json(status('done')))).steps[1] ==
        [id: 'clip', kind: 'i2v', model: 'h', state: 'running', detail: 'task-7 RUNNING', cost: 0.00, place: 'h.groovy:3', standing: '', repairs: []]
  }

  def "times are written as #text"() {
    expect:
    Clock.about(Duration.ofSeconds(seconds)) == text

    where:
    seconds || text
    1       || '1 s'
    89      || '89 s'
    150     || '3 min'
    5400    || '1 h 30 min'
  }

  private within(Budget budget, By by = By.CALLER) {
    halloween(plan.steps(), Allowance.NONE.with(budget, by))
  }

  private static planned(String id, Kind kind, String model, Plan.State state, int low, int high, int seconds, String within) {
    def cost = new Plan.Cost(Money.fen(low), Money.fen(high), Duration.ofSeconds(seconds), Duration.ofSeconds(seconds * 2),
        Counts.of(kind.verb(), [duration: 5], [:]))
    new Plan.PlannedStep(StepId.of(id), kind, model, state, cost, new Place('h.groovy', 3), Plan.Made.in(within ? StepId.of(within) : null))
  }

  private static failure(Remedy remedy, int resubmissions) {
    new RunResult.Failure(StepId.of('clip[1]'), new Place('h.groovy', 22), 'refused \u001b[5mfor its content', 'Change the prompt', remedy, resubmissions, '')
  }

  private static result(RunResult.Status status, String reason, List<RunResult.Failure> failures) {
    def files = [film: [Path.of('out/r1/film.mp4')], clips: [Path.of('/home/me/out/r1/clips-1.mp4'), Path.of('/elsewhere/clips-2.mp4')]]
    new RunResult('r1', status, reason, [mood: 'dark'], files, failures, Money.fen(1240))
  }

  private static status(String state) {
    def place = new Place('h.groovy', 3)
    new RunStatus('r1', 'Halloween', state, Instant.parse('2026-11-22T09:30:12Z'),
        new RunStatus.Spending(Money.fen(120), Money.fen(300)),
        [new RunStatus.StepStatus(StepId.of('board'), Kind.CHAT, 'q', 'done', '', Money.fen(120), place),
         new RunStatus.StepStatus(StepId.of('clip'), Kind.I2V, 'h', 'running', 'task-7 RUNNING', Money.ZERO, place)],
        ['out/r1/board.json'])
  }
}
