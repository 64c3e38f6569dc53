package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Given
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.Remake
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Ref
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.journal.Descent
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.platform.Money
import kinoloom.run.Verdict
import kinoloom.testing.VirtualTime
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What a person chose in one run counts in the next; what was made of another take is used as it is, and said to be stale. */
class ChoiceAcrossRunsSpec extends Specification {
    @TempDir Path folder
    def platform = new FakePlatform()
    def time = new VirtualTime()
    @AutoCleanup Kinoloom kinoloom

    def setup() {
        kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder)).time(time).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
    }

    /** Three shots: a picture and a clip of each, and the film. */
    static Workflow film(Map<String, String> said = [:]) {
        def flow = Workflow.builder('film')
        def frames = []
        def clips = (0..2).collect { n ->
            def frame = flow.t2i("frame$n").model('wan2.2-t2i-plus').prompt(said["frame$n".toString()] ?: "cat $n").add()
            frames << frame
            flow.i2v("clip$n").model('happyhorse-1.0-i2v').firstFrame(frame).prompt(said["clip$n".toString()] ?: "moves $n").duration(5).add()
        }
        flow.output('film', flow.cut('film').clips(*clips).add()).output('frames', frames).output('clips', clips).build()
    }

    def 'another take of a picture counts in the next run: nothing is paid, and the clip of the old take is stale'() {
        given:
        def first = run(film())
        def redone = redo(['frame1'])
        assert platform.accepted.size() == 7

        expect: 'a plan says so'
        def plan = kinoloom.plan(film())
        plan.high() == Money.ZERO
        states(plan) == [frame0: Plan.State.CACHED, frame1: Plan.State.CACHED, frame2: Plan.State.CACHED,
            clip0: Plan.State.CACHED, clip1: Plan.State.STALE, clip2: Plan.State.CACHED, film: Plan.State.CACHED]

        when:
        def next = run(film())

        then:
        platform.accepted.size() == 7
        next.outputs().frames[1] == redone.outputs().frames[1]
        next.outputs().frames[1] != first.outputs().frames[1]
        next.outputs().clips == first.outputs().clips
        next.outputs().film == first.outputs().film
        standing(next) == [frame0: 'current', frame1: 'current', frame2: 'current', clip0: 'current', clip1: 'stale', clip2: 'current', film: 'stale']

        and: 'so it stays'
        run(film()).outputs() == next.outputs()
        platform.accepted.size() == 7
    }

    def 'what is stale there is made when it is asked for, and counts from then on'() {
        given:
        run(film())
        def redone = redo(['frame1'])
        def next = run(film())

        expect:
        kinoloom.remake(next.run(), [], Remake.Reach.STALE).takes()*.value() == ['clip1', 'film']

        when:
        def result = redo([], Remake.Reach.STALE)

        then:
        platform.accepted.size() == 8
        platform.accepted[7].files()*.sha256() == [redone.outputs().frames[1].sha256()]
        result.outputs().clips[1] != next.outputs().clips[1]
        standing(result).findAll { !it.key.contains('~') }.values() as Set == ['current'] as Set

        when:
        def after = run(film())

        then:
        platform.accepted.size() == 8
        after.outputs() == result.outputs()
        standing(after).values() as Set == ['current'] as Set
    }

    def 'the old take can be chosen again: then all is as it was'() {
        given:
        def first = run(film())
        redo(['frame1'])
        if (remade) {
            run(film())
            redo([], Remake.Reach.STALE)
        }
        def paid = platform.accepted.size()

        when:
        kinoloom.decide(first.run(), StepId.of('frame1'), Verdict.take(1))
        def next = run(film())

        then:
        platform.accepted.size() == paid
        next.outputs() == first.outputs()
        standing(next).values() as Set == ['current'] as Set

        where:
        remade << [false, true]
    }

    def 'what is edited after that is made, and no more than follows from it'() {
        given:
        run(film())
        redo(['frame1'])
        def edited = film([(edit): 'another'])

        expect:
        states(kinoloom.plan(edited)).findAll { it.value == Plan.State.TO_MAKE }.keySet() == made as Set

        when:
        def result = run(edited)

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.drop(7).size() == made.size()
        events(result).findAll { it instanceof Event.Done }*.step()*.value() as Set == (made + 'film') as Set
        standing(result).findAll { it.value == 'stale' }.keySet() == stale as Set

        where: 'the clip of the redone picture, edited, is made of the take that counts'
        edit     || made                 | stale
        'frame0' || ['frame0', 'clip0']  | ['clip1', 'film']
        'clip0'  || ['clip0']            | ['clip1', 'film']
        'clip1'  || ['clip1']            | []
        'frame1' || ['frame1', 'clip1']  | []
    }

    def 'a take of a clip that was chosen counts, though it is made of a picture that does not'() {
        given:
        def first = run(film())
        redo(['frame1'], Remake.Reach.WITH_DEPENDENTS)
        kinoloom.decide(first.run(), StepId.of('clip1'), Verdict.take(1))

        when:
        def next = run(film())

        then:
        platform.accepted.size() == 8
        next.outputs().clips == first.outputs().clips
        standing(next).findAll { it.value == 'stale' }.keySet() == ['clip1', 'film'] as Set
    }

    def 'shots that are chained are stale one after the other, and none is paid'() {
        given:
        def chain = {
            def flow = Workflow.builder('chain')
            def one = flow.t2v('one').model('happyhorse-1.0-t2v').prompt('a cat').duration(5).add()
            def two = flow.i2v('two').model('happyhorse-1.0-i2v').firstFrame(flow.lastFrame(one)).prompt('x').duration(5).add()
            flow.output('film', flow.cut('film').clips(one, two).add()).output('one', one).output('two', two).build()
        }
        def first = run(chain())
        def redone = kinoloom.redo(null, chain(), [StepId.of('one')], Remake.Reach.NAMED).withCloseable { it.result().join() }
        assert platform.accepted.size() == 3

        expect:
        kinoloom.plan(chain()).high() == Money.ZERO

        when:
        def next = run(chain())

        then:
        platform.accepted.size() == 3
        next.outputs() == redone.outputs()
        next.outputs().one != first.outputs().one
        standing(next).findAll { it.value == 'current' }.keySet() == ['one'] as Set
    }

    def 'where several steps ask for the same, each has the take that was chosen of it'() {
        given:
        def same = film([frame0: 'cat', frame1: 'cat', frame2: 'cat'])
        def first = run(same)
        def redone = kinoloom.redo(null, same, [StepId.of('frame1')], Remake.Reach.NAMED).withCloseable { it.result().join() }
        def paid = platform.accepted.size()

        when:
        def next = run(same)

        then:
        platform.accepted.size() == paid
        next.outputs().frames == [first.outputs().frames[0], redone.outputs().frames[1], first.outputs().frames[2]]
        standing(next).findAll { it.value == 'stale' }.keySet() == ['clip1', 'film'] as Set
    }

    def 'a run may be told to make what is stale: exactly that is made, of a script with a storyboard'() {
        given:
        platform.storyboard = '{"shots":[{"scene":"a"},{"scene":"b"},{"scene":"c"}]}'
        def script = Files.writeString(folder.resolve('film.groovy'), """
            def board = chat { model 'qwen3-max'; prompt 'shots'; returns shots: list([scene: String], 3) }
            def clips = board.shots.collect { shot ->
                def frame = t2i { model 'wan2.2-t2i-plus'; prompt shot.scene }
                def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'go'; duration 5 }
                clip
            }
            output film: cut { clips clips }, clips: clips""")
        def make = { Given given -> kinoloom.run(script, given).withCloseable { it.result().join() } }
        def given = Given.params([:])
        def first = make(given)
        def redone = kinoloom.redo(null, [StepId.of('frame[1]')], Remake.Reach.NAMED).withCloseable { it.result().join() }
        assert platform.accepted.size() == 8

        expect:
        make(given).outputs() == first.outputs()
        platform.accepted.size() == 8
        states(kinoloom.plan(script, given))['clip[1]'] == Plan.State.STALE
        states(kinoloom.plan(script, given.remakingStale(true))).findAll { it.value == Plan.State.TO_MAKE }.keySet() == ['clip[1]'] as Set

        when:
        def result = make(given.remakingStale(true))

        then:
        events(result).findAll { it instanceof Event.Done }*.step()*.value() == ['clip[1]', 'film']
        platform.accepted.size() == 9
        result.outputs().clips[1] != first.outputs().clips[1]
        standing(result).values() as Set == ['current'] as Set

        and: 'that is what the next run finds'
        make(given).outputs() == result.outputs()
        platform.accepted.size() == 9
    }

    def 'a choice among takes that is changed afterwards holds too, and leaves what was made of the other as it is'() {
        given:
        def workflow = {
            def flow = Workflow.builder('takes')
            def a = flow.t2i('a').model('wan2.2-t2i-plus').prompt('a cat').takes(2).add()
            flow.output('clip', flow.i2v('clip').model('happyhorse-1.0-i2v').firstFrame(a).prompt('x').duration(5).add()).output('a', a).build()
        }
        def first = run(workflow())
        kinoloom.decide(null, StepId.of('a'), Verdict.take(1))
        def film = kinoloom.resume(first.run(), workflow()).withCloseable { it.result().join() }
        kinoloom.decide(null, StepId.of('a'), Verdict.take(2))

        expect:
        kinoloom.plan(workflow()).high() == Money.ZERO

        when:
        def next = run(workflow())

        then:
        platform.accepted.size() == 3
        next.outputs().a != film.outputs().a
        next.outputs().clip == film.outputs().clip
        standing(next).clip == 'stale'
    }

    def 'the choice is in the journals: losing the results costs nothing'() {
        given:
        def first = run(film())
        redo(['frame1'])
        kinoloom.close()
        folder.resolve('w/results').toFile().deleteDir()
        setup()

        when:
        def next = run(film())

        then:
        platform.accepted.size() == 7
        next.outputs().frames[1] != first.outputs().frames[1]
        standing(next).findAll { it.value == 'stale' }.keySet() == ['clip1', 'film'] as Set
    }

    def 'where nobody chose anything, nothing is kept about it and no request is named another way'() {
        given:
        def first = run(film())
        def files = kept()

        when:
        def next = run(film())

        then:
        kept() == files
        files.size() == 7
        events(next).findAll { it instanceof Event.Prepared }*.descent()*.takes() as Set == [Descent.Takes.FIRST] as Set
        events(next).findAll { it instanceof Event.Prepared }*.key() as Set == events(first).findAll { it instanceof Event.Prepared }*.key() as Set
    }

    def 'another storyboard counts in its own run: in the next, what is made of it would be paid unasked'() {
        given:
        def board = {
            def flow = Workflow.builder('board')
            def board = flow.chat('board').model('qwen3-max').prompt('shots').returns([shots: [[scene: String]]]).add()
            flow.output('frames', flow.collect('scenes', board.get('shots')) { shot, turn ->
                turn.t2i('frame').model('wan2.2-t2i-plus').prompt((shot as Ref).get('scene')).add()
            }).build()
        }
        platform.storyboard = '{"shots":[{"scene":"a"}]}'
        def first = run(board())
        platform.storyboard = '{"shots":[{"scene":"new"}]}'
        kinoloom.redo(null, board(), [StepId.of('board')], Remake.Reach.NAMED).withCloseable { it.result().join() }

        when:
        def next = run(board())

        then:
        platform.accepted.size() == 3
        next.outputs() == first.outputs()
    }

    private Set<String> kept() {
        Files.walk(folder.resolve('w/results')).withCloseable { it.filter { Files.isRegularFile(it) }.map { it.fileName.toString() }.toList() as Set }
    }

    private static Map<String, Plan.State> states(Plan plan) {
        plan.steps().collectEntries { [it.id().value(), it.state()] }
    }

    private List<Event> events(RunResult result) {
        FileJournal.read(folder.resolve("w/runs/${result.run()}/journal.log"))*.event()
    }

    private RunResult run(Workflow workflow) {
        kinoloom.run(workflow).withCloseable { it.result().join() }
    }

    private RunResult redo(List<String> steps, Remake.Reach reach = Remake.Reach.NAMED) {
        kinoloom.redo(null, film(), steps.collect { StepId.of(it) }, reach).withCloseable { it.result().join() }
    }

    private Map<String, String> standing(RunResult result) {
        kinoloom.status(result.run()).steps().collectEntries { [it.id().value(), it.standing()] }
    }
}
