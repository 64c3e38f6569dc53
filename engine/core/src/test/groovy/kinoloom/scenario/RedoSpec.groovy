package kinoloom.scenario

import java.nio.file.Path
import kinoloom.DecisionException
import kinoloom.Kinoloom
import kinoloom.Remake
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Ref
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.platform.Money
import kinoloom.run.Verdict
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Another take of a step that is done: the old is kept, and what was made of it is stale, not made again unasked. */
class RedoSpec extends Specification {
    @TempDir Path folder
    def platform = new FakePlatform()
    @AutoCleanup Kinoloom kinoloom

    def setup() {
        kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder)).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
    }

    static Workflow film() {
        def flow = Workflow.builder('film')
        def a = flow.t2i('a').model('wan2.2-t2i-plus').prompt('a cat').add()
        def b = flow.t2i('b').model('wan2.2-t2i-plus').prompt('a cat').after(a).add()
        def one = flow.i2v('one').model('happyhorse-1.0-i2v').firstFrame(a).prompt('x').duration(5).add()
        def two = flow.i2v('two').model('happyhorse-1.0-i2v').firstFrame(b).prompt('y').duration(5).add()
        def film = flow.cut('film').clips(one, two).add()
        flow.output('film', film).output('a', a).output('b', b).build()
    }

    static final String BOARD = '{"title":"T","shots":[{"scene":"a","motion":"x"},{"scene":"b","motion":"y"}]}'

    /** Pictures of what a storyboard says, through a computation. */
    static Workflow board() {
        def flow = Workflow.builder('board')
        def board = flow.chat('board').model('qwen3-max').prompt('shots').returns([shots: [[scene: String]]]).add()
        def scenes = flow.collect('scenes', board.get('shots')) { shot, turn ->
            turn.t2i('frame').model('wan2.2-t2i-plus').prompt((shot as Ref).get('scene')).add()
        }
        def count = flow.compute('count', board.get('shots')) { it.size() }
        def words = flow.chat('words').model('qwen3-max').prompt(Ref.text('say ', count)).add()
        flow.output('frames', scenes).output('words', words).build()
    }

    def 'the old take is kept, the new one counts, and what was made of the old is stale'() {
        given:
        def first = run(film())

        expect:
        standing() == [a: 'current', b: 'current', one: 'current', two: 'current', film: 'current']
        kinoloom.remake(null, [StepId.of('a')], Remake.Reach.NAMED) == new Remake(first.run(), [StepId.of('a')], Money.fen(20), false)

        when:
        def result = redo(film(), ['a'])

        then: 'one picture was made, and nothing else'
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 5
        standing() == [a: 'current', b: 'current', one: 'stale', two: 'current', film: 'stale', 'a~2': 'current']
        result.outputs().a != first.outputs().a
        result.outputs().film == first.outputs().film

        and: 'it did not take that of the step that asks for the same'
        result.outputs().b == first.outputs().b
        ![first.outputs().a, first.outputs().b].contains(result.outputs().a)
        kinoloom.takes(null, StepId.of('a'))*.number() == [1, 2]
        kinoloom.takes(null, StepId.of('a'))*.picked() == [false, true]
        kinoloom.takes(null, StepId.of('a'))*.cost() == [Money.fen(20), Money.fen(20)]

        when: 'the run is taken up again'
        kinoloom.resume(first.run(), film()).withCloseable { it.result().join() }

        then: 'nothing is made unasked'
        platform.accepted.size() == 5

        when: 'the old take is chosen again'
        kinoloom.decide(null, StepId.of('a'), Verdict.take(1))

        then: 'what was made of it is current again'
        standing().findAll { it.key != 'a~2' }.values() as Set == ['current'] as Set
    }

    def 'what is stale is made again when it is asked for, in order, and the rest is not'() {
        given:
        def first = run(film())
        redo(film(), ['a'])

        expect:
        kinoloom.remake(null, [], Remake.Reach.STALE).takes()*.value() == ['one', 'film']

        when:
        def result = redo(film(), [], Remake.Reach.STALE)

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 6
        platform.accepted[5].files()*.sha256() == [result.outputs().a.sha256()]
        kinoloom.takes(null, StepId.of('film'))*.picked() == [false, true]
        standing().findAll { !it.key.contains('~') }.values() as Set == ['current'] as Set

        when:
        kinoloom.remake(null, [], Remake.Reach.STALE)

        then:
        def none = thrown(DecisionException)
        none.message == "Nothing is stale in run ${first.run()}"
    }

    def 'a step and all that follows from it can be made again at once'() {
        given:
        run(film())

        when:
        def result = redo(film(), ['b'], Remake.Reach.WITH_DEPENDENTS)

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 6
        kinoloom.status(null).steps()*.id()*.value().findAll { it.contains('~') } == ['b~2', 'two~2', 'film~2']
        standing().findAll { !it.key.contains('~') }.values() as Set == ['current'] as Set
    }

    def 'a new storyboard leaves what was made of the old one as it is, until it is asked for'() {
        given:
        platform.storyboard = BOARD
        def first = run(board())
        assert platform.accepted.size() == 4

        when:
        platform.storyboard = '{"shots":[{"scene":"a"},{"scene":"new"},{"scene":"more"}]}'
        def second = redo(board(), ['board'])

        then:
        platform.accepted.size() == 5
        second.outputs().frames == first.outputs().frames
        standing() == [board: 'current', words: 'stale', 'frame[0]': 'stale', 'frame[1]': 'stale', count: 'current', 'board~2': 'current']

        when:
        def third = redo(board(), [], Remake.Reach.STALE)

        then: 'the closures run on the new value; what asks for the same as before is not paid again'
        third.status() == RunResult.Status.DONE
        platform.accepted.drop(5)*.params()*.prompt as Set == ['say 3', 'new', 'more'] as Set
        third.outputs().frames[0] == first.outputs().frames[0]
        third.outputs().frames.size() == 3
        standing().findAll { !it.key.contains('~') }.values() as Set == ['current'] as Set
    }

    def 'another take is new to the whole workspace, whatever runs before have made'() {
        given: 'a run with another take, and one that found the first takes there'
        run(film())
        def before = redo(film(), ['a']).outputs().a
        def second = run(film())
        assert platform.accepted.size() == 5

        when:
        def result = redo(film(), ['a'])

        then:
        platform.accepted.size() == 6
        ![before, second.outputs().a, second.outputs().b].contains(result.outputs().a)
    }

    def 'a redo that a crash interrupted goes on, and pays once'() {
        given: 'nobody comes to see what became of the request'
        def first = run(film())
        platform.polls = 1000000
        def redo = kinoloom.redo(null, film(), [StepId.of('a')], Remake.Reach.NAMED)
        while (platform.accepted.size() < 5) java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20)
        redo.close()

        when:
        platform.polls = 1
        def result = kinoloom.resume(first.run(), film()).withCloseable { it.result().join() }

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 5
        kinoloom.takes(null, StepId.of('a'))*.picked() == [false, true]
    }

    def 'another take of one shot, with what follows from it, leaves the other shots and the storyboard alone'() {
        given:
        platform.storyboard = BOARD
        run(board())
        platform.storyboard = '{"shots":[{"scene":"a"},{"scene":"b"},{"scene":"more"}]}'
        redo(board(), ['board'])

        when: 'the storyboard is another by now, and has one shot more'
        def result = redo(board(), ['frame[1]'], Remake.Reach.WITH_DEPENDENTS)

        then: 'nobody asked for that'
        platform.accepted.size() == 6
        result.outputs().frames.size() == 2
    }

    def 'a take that fails leaves the old one in force'() {
        given:
        def first = run(film())
        platform.misbehave = { FakePlatform.ok('refusal:BAD_REQUEST') }

        when:
        def result = redo(film(), ['a'])

        then:
        result.status() == RunResult.Status.FAILED
        result.failures()*.step()*.value() == ['a~2']
        result.outputs().a == first.outputs().a
        result.outputs().film == first.outputs().film

        when: 'it is given up by choosing the old one'
        kinoloom.decide(null, StepId.of('a'), Verdict.take(1))
        def again = kinoloom.resume(first.run(), film()).withCloseable { it.result().join() }

        then:
        again.status() == RunResult.Status.DONE
        platform.accepted.size() == 4
    }

    def 'one more take of a step that has several: it counts when one was chosen, and is offered while none is'() {
        given:
        def workflow = {
            def flow = Workflow.builder('takes')
            flow.output('a', flow.t2i('a').model('wan2.2-t2i-plus').prompt('a cat').takes(2).add()).build()
        }
        run(workflow())

        when: 'none is chosen yet'
        def paused = redo(workflow(), ['a'])

        then:
        paused.status() == RunResult.Status.PAUSED
        kinoloom.takes(null, StepId.of('a'))*.state() == ['done', 'done', 'done']

        when:
        kinoloom.decide(null, StepId.of('a'), Verdict.take(2))
        def result = redo(workflow(), ['a'])

        then:
        result.status() == RunResult.Status.DONE
        kinoloom.takes(null, StepId.of('a'))*.picked() == [false, false, false, true]
        platform.accepted.size() == 4
    }

    def 'what was chosen and approved holds for another run: it asks nobody and pays nothing'() {
        given:
        def workflow = {
            def flow = Workflow.builder('takes')
            def a = flow.t2i('a').model('wan2.2-t2i-plus').prompt('a cat').takes(2).add()
            def good = flow.approve('good', 'Is it good?', a)
            flow.output('clip', flow.i2v('clip').model('happyhorse-1.0-i2v').firstFrame(good).prompt('x').duration(5).add()).build()
        }
        def first = run(workflow())
        def goOn = { kinoloom.resume(first.run(), workflow()).withCloseable { it.result().join() } }
        kinoloom.decide(null, StepId.of('a'), Verdict.take(2))
        assert goOn().status() == RunResult.Status.PAUSED
        kinoloom.decide(null, StepId.of('good'), Verdict.APPROVE)
        def film = goOn()
        assert film.status() == RunResult.Status.DONE
        assert platform.accepted.size() == 3

        expect:
        kinoloom.plan(workflow()).high() == Money.ZERO
        kinoloom.plan(workflow()).steps()*.made()*.reasons().flatten() == []

        when:
        def again = run(workflow())

        then:
        again.status() == RunResult.Status.DONE
        again.outputs() == film.outputs()
        platform.accepted.size() == 3
        kinoloom.takes(again.run(), StepId.of('a'))*.picked() == [false, true]

        when: 'the choice is changed there'
        kinoloom.decide(again.run(), StepId.of('a'), Verdict.take(1))
        def third = run(workflow())

        then: 'it holds for the next, which asks about what it has never shown'
        third.status() == RunResult.Status.PAUSED
        third.failures()*.step()*.value() == ['good']
        platform.accepted.size() == 3
    }

    def 'what cannot be: #what'() {
        given:
        def id = run(film()).run()

        when:
        work.call(kinoloom)

        then:
        def refused = thrown(DecisionException)
        refused.message == message.replace('RUN', id)

        where:
        what                     | work                                                                 || message
        'no such step'           | { it.remake(null, [StepId.of('c')], Remake.Reach.NAMED) }            || "There is no step 'c' in run RUN"
        'no such take'           | { it.decide(null, StepId.of('a'), Verdict.take(3)) }                 || "'a' has no take 3: there are 1"
        'nobody was asked'       | { it.decide(null, StepId.of('a'), Verdict.APPROVE) }                 || "'a' does not wait for your word"
    }

    private RunResult run(Workflow workflow) {
        kinoloom.run(workflow).withCloseable { it.result().join() }
    }

    private RunResult redo(Workflow workflow, List<String> steps, Remake.Reach reach = Remake.Reach.NAMED) {
        kinoloom.redo(null, workflow, steps.collect { StepId.of(it) }, reach).withCloseable { it.result().join() }
    }

    private Map<String, String> standing() {
        kinoloom.status(null).steps().collectEntries { [it.id().value(), it.standing()] }
    }
}
