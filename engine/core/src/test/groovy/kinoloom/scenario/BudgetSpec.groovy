package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Budget
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.Quantity
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.plan.Allowance
import kinoloom.plan.Limits
import kinoloom.plan.RunState
import kinoloom.platform.Answer
import kinoloom.platform.Money
import kinoloom.platform.NotSentException
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** A run spends no more than it may, in money and in what it makes. */
@Timeout(60)
class BudgetSpec extends Specification {
    @TempDir Path folder

    /** A chat that names three shots, and a picture for each: 0.10 and 0.20 yuan at most. */
    static final String FILM = """
        def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String]] }
        def frames = board.shots.collect { shot -> def frame = t2i { model 'wan2.2-t2i-plus'; prompt shot.scene }; frame }
        output frames: frames
    """
    static final String CLIP = "t2v('clip') { model 'happyhorse-1.0-t2v'; prompt 'x'; resolution '720p'; duration 5 }\n"
    static final String PICTURE = "t2i('picture') { model 'wan2.2-t2i-plus'; prompt 'x' }\n"

    @Shared Workflow whole = MishapSpec.workflow(CLIP + PICTURE + FILM +
        "cut('film') { clips frames.collect { f -> def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame f; prompt 'x'; resolution '720p'; duration 3 }; clip } }")

    final FakePlatform platform = new FakePlatform(atOnce: true)

    /** A platform that is paid for real, as far as the engine can tell. */
    static class Remote extends FakePlatform {
        String scope() { 'https://example.org' }
    }

    private Kinoloom engine(Budget budget = Budget.UNSAID, FakePlatform on = platform) {
        Kinoloom.builder().platform(on).workspace(folder.resolve('ws')).out(folder.resolve('out')).allow(budget).build()
    }

    private RunResult run(String text, Budget budget = Budget.UNSAID, FakePlatform on = platform) {
        def script = Files.writeString(folder.resolve('film.groovy'), text)
        engine(budget, on).withCloseable { e -> e.run(script, [:]).withCloseable { it.result().get(20, TimeUnit.SECONDS) } }
    }

    private RunResult resume(String run, Budget budget = Budget.UNSAID) {
        engine(budget).withCloseable { e -> e.resume(run).withCloseable { it.result().get(20, TimeUnit.SECONDS) } }
    }

    private List<String> problems(String text, Budget budget = Budget.UNSAID, FakePlatform on = platform) {
        try {
            run(text, budget, on)
            []
        } catch (InvalidWorkflowException e) {
            e.problems().collectMany { [it.message(), it.hint()] }
        }
    }

    def 'a run keeps the budget it was given when it goes on, until it is given another'() {
        when:
        def first = run(FILM, Budget.yuan('0.55'))

        then:
        first.status() == RunResult.Status.PAUSED
        first.reason() == "The budget of 0.55 yuan (as given) holds back 'frame[2]', which needs up to 0.20 yuan; spent 0.50 yuan"
        first.spending().needed() == Budget.yuan('0.70')
        first.files().frames.size() == 2

        when: 'it is resumed without a word about money'
        def second = resume(first.run())

        then:
        second.reason() == first.reason()
        platform.accepted.size() == 3

        when:
        def third = resume(first.run(), Budget.yuan('0.70'))

        then:
        third.status() == RunResult.Status.DONE
        third.spent() == Money.fen(70)
        third.spending().needed() == Budget.UNSAID
        Files.readAllLines(folder.resolve("ws/runs/${first.run()}/journal.log")).findAll { it.contains('budget.set') }
            .collect { it.replaceAll(/.*"type"/, '{"type"') } == [
            '{"type":"budget.set","most":55,"counts":{},"lifted":[],"by":"caller"}',
            '{"type":"budget.set","most":70,"counts":{},"lifted":[],"by":"caller"}']
    }

    def 'a budget in the script holds where the caller says nothing: #said'() {
        expect:
        run(said + FILM).reason() == reason
        run(said + FILM, Budget.NO_LIMIT.without(Quantity.IMAGES)).status() == RunResult.Status.DONE

        where:
        said                      || reason
        'budget 0.55\n'           || "The budget of 0.55 yuan (from the script) holds back 'frame[2]', which needs up to 0.20 yuan; spent 0.50 yuan"
        "budget '0.55'\n"         || "The budget of 0.55 yuan (from the script) holds back 'frame[2]', which needs up to 0.20 yuan; spent 0.50 yuan"
        'budget images: 1\n'      || "The limit of 1 image (from the script) holds back 'frame[1]' and 1 more step, which need up to 2 images; so far 1 image"
        'budget 0.35, images: 1\n' ||
            "The budget of 0.35 yuan (from the script), and the limit of 1 image (from the script) hold back 'frame[1]' and 1 more step," +
            " which need up to 0.40 yuan and 2 images; spent 0.30 yuan; so far 1 image"
    }

    def 'what a script says and what Java says is the same'() {
        given:
        def java = Workflow.builder('t').budget('12.50').limit('clips', 12).limit('seconds', '60').build()

        expect:
        MishapSpec.workflow("budget 12.50, clips: 12, seconds: 60").budget() == java.budget()
        MishapSpec.workflow("param 'most', 12.5\nbudget params.most, seconds: 60, clips: '12'").budget() == java.budget()
        Workflow.builder('t').build().budget() == Budget.UNSAID
    }

    def 'a script that costs more than the budget is refused before its first paid call'() {
        expect:
        problems(CLIP + PICTURE + FILM, Budget.yuan(4)) == [
            "The workflow needs up to 4.80 yuan, and more for what is unknown until run; the budget of 4.00 yuan (as given) does not allow it." +
                " The dearest: 'clip' 4.50, 'picture' 0.20, 'board' 0.10",
            '--budget 4.80 allows it (in Java: Kinoloom.builder().allow(…)); or make the workflow smaller: kino plan shows what costs what']
        problems('budget seconds: 4, clips: 0, images: 1\n' + CLIP + PICTURE)*.replaceAll(/ \(in Java.*/, '') == [
            "The workflow needs up to 1 clip; the limit of 0 clips (from the script) does not allow it. Such as: 'clip' 1", '--limit clips=1 allows it',
            "The workflow needs up to 5 seconds of clips; the limit of 4 seconds of clips (from the script) does not allow it. The longest: 'clip' 5",
            '--limit seconds=5 allows it']
        platform.accepted.isEmpty()
    }

    def 'a run on a real platform has a budget though nobody gave it one; it can be lifted, and stays so'() {
        given:
        def dear = (1..6).collect { "t2v('c$it') { model 'kling-v2-master'; prompt '$it' }" }.join('\n')
        def remote = new Remote(atOnce: true)

        expect:
        problems(dear, Budget.UNSAID, remote)[0] == 'The workflow needs up to 60.00 yuan; the budget of 50.00 yuan (the default where none is given)' +
            " does not allow it. The dearest: 'c1' 10.00, 'c2' 10.00, 'c3' 10.00"

        when:
        def result = run(FILM, Budget.NO_LIMIT, remote)

        then:
        result.status() == RunResult.Status.DONE
        engine().withCloseable { it.status(result.run()).spending().allowance() } == Allowance.NONE.with(Budget.NO_LIMIT, Allowance.By.CALLER)
    }

    def 'on this machine there is no budget unless one is given'() {
        expect:
        run(FILM).spending().allowance() == Allowance.NONE
    }

    def 'what is reused costs nothing and does not count'() {
        given:
        run(FILM)

        when:
        def again = run(FILM + PICTURE, Budget.yuan('0.20').counting('images', 1))

        then:
        again.status() == RunResult.Status.DONE
        again.spent() == Money.fen(20)
        again.spending().counts().images() == 1
    }

    def 'a step that does not fit is held back, and what fits goes on'() {
        given:
        def rig = new Rig(folder)
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(300))

        when:
        def ending = rig.run(MishapSpec.workflow(CLIP + PICTURE))

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "The budget of 3.00 yuan (as given) holds back 'clip', which needs up to 4.50 yuan; spent 0.20 yuan"
        rig.platform.accepted*.category() == ['t2i']
    }

    def 'what costs more than its highest estimate is told, and nothing is submitted beyond'() {
        given: 'a vendor that makes three pictures for one'
        def rig = new Rig(folder)
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(50))
        rig.platform.status = { new TaskStatus.Succeeded([new TaskStatus.Media('image', "mem:${rig.platform.tasks.keySet().last()}")], new Usage([image_count: 3])) }

        when:
        def ending = rig.run(MishapSpec.workflow("def a = t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }\nt2i('b') { model 'wan2.2-t2i-plus'; prompt 'y'; after a }"))

        then:
        ending.reason() == "The budget of 0.50 yuan (as given) holds back 'b', which needs up to 0.20 yuan; spent 0.60 yuan"
        rig.platform.accepted.size() == 1
        Files.readAllLines(rig.out.resolve('ledger.csv')).find { it.startsWith('a,') }.endsWith(',0.20,0.60,0.40')
    }

    def 'without money on the account the run pauses, what was accepted is waited for, and it goes on after recharging'() {
        given:
        boolean poor = true
        def rig = new Rig(folder)
        rig.platform.misbehave = { it.category() == kind && poor ? new Answer(429, 'application/json', 'refusal:NO_MONEY', true) : null }
        def workflow = MishapSpec.workflow(CLIP + PICTURE + FILM)

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == 'The account has no money left (no): recharge, then resume'
        rig.runner.state().reserved() == Money.ZERO
        rig.platform.accepted*.category().toSet() == others as Set

        when:
        poor = false

        then:
        rig.run(workflow, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted*.category().countBy { it } == [t2t: 1, t2i: 4, t2v: 1]

        where:
        kind  || others
        't2v' || ['t2t', 't2i']
        't2i' || ['t2t', 't2v']
        't2t' || ['t2i', 't2v']
    }

    def 'whatever goes wrong, what is spent and reserved stays within the limits: seed #seed'() {
        given:
        def chance = new Random(seed)
        def rig = new Rig(folder)
        rig.platform.atOnce = chance.nextBoolean()
        rig.ambiguity = AmbiguityPolicy.parse(['hold', 'resubmit:2', 'abandon'][chance.nextInt(3)])
        rig.platform.records = chance.nextBoolean()
        rig.platform.misbehave = {
            switch (chance.nextInt(6)) {
                case 0: throw new NotSentException('no route')
                case 1: throw new IOException('connection reset')
                case 2: return new Answer(200, 'application/json', 'refusal:THROTTLED', true)
                default: return null
            }
        }
        rig.platform.status = { chance.nextInt(4) == 0 ? new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'no')) : null }
        def budget = Budget.fen(100 + chance.nextInt(900)).and(Quantity.CLIPS, 1 + chance.nextInt(2)).and(Quantity.IMAGES, 1 + chance.nextInt(4))
        rig.limits = Limits.DEFAULT.allowing(budget)

        when: 'it is run, and taken up again'
        List<Event> events = []
        2.times {
            rig.run(whole, events)
            events = events + rig.events
        }

        then:
        def state = new RunState()
        events.every { event ->
            state.apply(event)
            rig.limits.allowance().allows(state.committed())
        }
        state.committed().money() == state.spent().plus(state.reserved())

        where:
        seed << (1..12)
    }
}
