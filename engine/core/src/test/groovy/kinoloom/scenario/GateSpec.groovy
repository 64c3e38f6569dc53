package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.plan.Phase
import kinoloom.plan.RunState
import kinoloom.run.Ending
import kinoloom.run.Verdict
import spock.lang.Specification
import spock.lang.TempDir

/** A person is asked: whether something is good, or which of several takes it is to be. */
class GateSpec extends Specification {
    @TempDir Path folder

    static Workflow workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    static final String CAST = '''
        def hero = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }
        def cast = approve('Is the cast right?', hero) BLOCK
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame cast; prompt 'it runs'; duration 5 }
        def other = t2i { model 'wan2.2-t2i-plus'; prompt 'a dog' }
        output clip: clip, other: other
    '''

    static Workflow cast(String block = '') { workflow(CAST.replace('BLOCK', block)) }

    static final String TAKES = '''
        def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat'; takes TAKES }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'it runs'; duration 5 }
        output frame: frame, clip: clip
    '''

    static Workflow takes(String words = '3') { workflow(TAKES.replace('TAKES', words)) }

    def 'what waits for a person waits, the rest is made, and the run is paused with the words that go on'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(cast())

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "'cast' waits for your word"
        ending.failures()*.step()*.value() == ['cast']
        ending.failures()[0].message() == 'It waits for your word: Is the cast right?'
        ending.failures()[0].hint() == 'kino approve cast --run run-1 (or with --reject)'
        ending.failures()[0].remedy() == Ending.Remedy.APPROVE
        ending.outputs().keySet() == ['other'] as Set
        rig.platform.accepted*.category() == ['t2i', 't2i']

        and: 'what is asked about can be looked at'
        def opened = rig.events.find { it instanceof Event.GateOpened }
        opened.files() == [folder.resolve('out/takes/cast.png').toString()]
        Files.size(Path.of(opened.files()[0])) > 0

        when: 'the person says yes'
        def again = new Rig(folder, rig.platform)
        def later = again.run(cast(), rig.durable + new Event.GateDecided(StepId.of('cast'), 'approve', 'user'))

        then:
        later.status() == Ending.Status.DONE
        rig.platform.accepted*.category() == ['t2i', 't2i', 'i2v']
    }

    def 'what is rejected fails, and resuming the run does not ask again'() {
        given:
        def rig = new Rig(folder)
        rig.run(cast())

        when:
        def again = new Rig(folder, rig.platform)
        def ending = again.run(cast(), rig.durable + new Event.GateDecided(StepId.of('cast'), 'reject', 'user'))

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ['it was rejected (by user)']
        rig.platform.accepted*.category() == ['t2i', 't2i']
    }

    def 'after the deadline it is decided alone: #otherwise'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(cast("{ deadline '2h'; otherwise '$otherwise' }"))

        then:
        ending.status() == status
        rig.now >= Instant.parse('2026-11-22T11:30:12Z')
        rig.events.findAll { it instanceof Event.GateDecided } == [new Event.GateDecided(StepId.of('cast'), otherwise, 'deadline')]

        where:
        otherwise | status
        'approve' | Ending.Status.DONE
        'reject'  | Ending.Status.FAILED
    }

    def 'a deadline is counted from when the gate opened, also by a later process'() {
        given: 'a process that ended while it waited'
        def rig = new Rig(folder)
        rig.start(cast("{ deadline '2h'; otherwise 'approve' }"))
        while (!rig.durable.any { it instanceof Event.GateOpened }) {
            rig.runner.turn(false)
            if (rig.timers && !rig.durable.any { it instanceof Event.GateOpened }) rig.timers.poll()[2].run()
        }
        def past = rig.durable

        when: 'it is taken up again when the time is over'
        def again = new Rig(folder, rig.platform)
        again.now = Instant.parse('2026-11-22T11:31:00Z')
        def ending = again.run(cast("{ deadline '2h'; otherwise 'approve' }"), past)

        then:
        ending.status() == Ending.Status.DONE
        again.now < Instant.parse('2026-11-22T11:40:00Z')
    }

    def 'several takes are made, and one of them is what others use'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(takes())

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.hint() == ['kino takes frame --run run-1 shows them; kino pick frame N --run run-1']
        rig.platform.accepted.size() == 3
        rig.events.find { it instanceof Event.GateOpened }.files()*.replaceAll('.*/', '') == ['frame_1.png', 'frame_2.png', 'frame_3.png']

        when:
        def again = new Rig(folder, rig.platform)
        def later = again.run(takes(), rig.durable + new Event.GateDecided(StepId.of('frame'), '2', 'user'))

        then:
        later.status() == Ending.Status.DONE
        later.outputs().frame == done(rig.events, 'frame~2')
        rig.platform.accepted[3].files()*.sha256() == [later.outputs().frame.sha256()]
    }

    def 'a process that takes up a question hears the answer that was put there, and looks for one while others work'() {
        given: 'a run that asks, and a picture that takes its time'
        def rig = new Rig(folder)
        rig.platform.polls = 6
        rig.answers = [(StepId.of('cast')): Verdict.APPROVE]

        when:
        def ending = rig.run(cast())

        then:
        ending.status() == Ending.Status.DONE
        rig.events.findAll { it instanceof Event.GateDecided } == [new Event.GateDecided(StepId.of('cast'), 'approve', 'user')]
    }

    def 'a take that fails is not chosen from; a choice that nobody makes in time is the next best'() {
        given: 'the first picture fails'
        def rig = new Rig(folder)
        int asked = 0
        rig.platform.misbehave = { asked++ == 0 ? kinoloom.fixture.FakePlatform.ok('refusal:BAD_REQUEST') : null }

        when:
        def ending = rig.run(takes("3, deadline: '10 min', otherwise: 1"))

        then:
        rig.events.findAll { it instanceof Event.Failed }*.step()*.value() == ['frame~1']
        rig.events.findAll { it instanceof Event.GateDecided } == [new Event.GateDecided(StepId.of('frame'), '2', 'deadline')]
        ending.status() == Ending.Status.FAILED
        ending.outputs().frame == done(rig.events, 'frame~2')
    }

    def 'takes within a collect are takes of its turns'() {
        given:
        def text = '''
            def frames = ['a', 'b'].collect { word -> t2i('frame-' + word) { model 'wan2.2-t2i-plus'; prompt word; takes 2 } }
            output frames: frames
        '''
        def rig = new Rig(folder)
        rig.platform.storyboard = '{"words":["a","b"]}'
        def scenes = workflow('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns words: [String] }
            def frames = board.words.collect { word -> def frame = t2i { model 'wan2.2-t2i-plus'; prompt word; takes 2 } }
            output frames: frames
        ''')

        when:
        rig.run(scenes)

        then:
        rig.runner.state().steps().findAll { it.phase() == Phase.DONE && it.info().kind().remote() }*.id()*.value() ==
            ['board', 'frame[0]~1', 'frame[0]~2', 'frame[1]~1', 'frame[1]~2']
        rig.runner.state().steps().findAll { it.phase() == Phase.OPEN }*.id()*.value() == ['frame[0]', 'frame[1]']
    }

    def 'a mistake in it is told where it is: #words'() {
        when:
        def description = new GroovyLanguage().describe(new Script('film.groovy', "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\n$words", Path.of('/films')), [:])

        then:
        Told.byLine(description.problems()).any { it.contains(message) }

        where:
        words                                                  || message
        "t2i { prompt 'x'; takes 0 }"                          || 'film.groovy:2: takes wants a number from 1 to 20, and this is 0'
        "t2i('b~2') { prompt 'x' }"                            || "film.groovy:2: 'b~2' is called like a take of another step"
        "t2i { prompt 'x'; takes 3, deadlin: '2h' }"           || "takes knows no 'deadlin'. Did you mean 'deadline'?"
        "t2i { prompt 'x'; takes 3, deadline: '2h' }"          || "A deadline needs 'otherwise': a number"
        "approve('ok?', a) { deadline 'soon'; otherwise 'approve' }" || "'soon' is no length of time: write 30s, 10 min, 2h, 3d"
        "approve('ok?', a) { deadline '2h'; otherwise 'maybe' }"     || "'otherwise' is 'approve' or 'reject', not 'maybe'"
        "approve('ok?', a) { otherwise 'approve' }"            || "'otherwise' says what holds after a deadline, and there is none"
        'approve("is $a ok?", a)'                              || 'The question of approve must be known'
    }

    static Object done(List<Event> events, String step) {
        events.find { it instanceof Event.Done && it.step().value() == step }.value()
    }
}
