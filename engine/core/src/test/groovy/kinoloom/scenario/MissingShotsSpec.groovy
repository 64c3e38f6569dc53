package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.plan.RunState
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.run.Ending
import kinoloom.run.Ledger
import spock.lang.Specification
import spock.lang.TempDir

/** A film of five shots, of which some cannot be made. */
class MissingShotsSpec extends Specification {
    @TempDir Path folder

    /** A frame and a clip for each word, and a film of the clips. */
    static Workflow film(String onMissing = 'slate', List<String> words = ['a', 'b', 'c', 'd', 'e']) {
        def it = Workflow.builder('film')
        def scenes = it.collect('scenes', kinoloom.graph.Ref.to(kinoloom.graph.Input.literal(words))) { word, turn ->
            def frame = turn.t2i('frame').model('wan2.2-t2i-plus').prompt(word).add()
            def clip = turn.i2v('clip').model('happyhorse-1.0-i2v').firstFrame(frame).prompt(word).duration(5).add()
            [frame: frame, clip: clip]
        }
        def film = it.cut('film').clips(scenes.get('clip'))
        if (onMissing) film.with('onMissing', onMissing)
        it.output('film', film.add()).output('clips', scenes.get('clip')).build()
    }

    /** A task of this category and prompt fails. */
    static failing(FakePlatform platform, String category, String prompt) {
        platform.status = { request ->
            request.category() == category && request.params().prompt == prompt
                ? new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'out of luck')) : null
        }
    }

    Rig rig(FakePlatform platform = new FakePlatform()) { new Rig(folder, platform) }

    def 'a failed #category stops no other shot, and the film is cut as a draft without that shot'() {
        given:
        def rig = rig()
        failing(rig.platform, category, 'c')

        when:
        def ending = rig.run(film(how))

        then: 'everything else was made'
        ending.status() == Ending.Status.FAILED
        ending.reason() == 'A step failed; film is a draft: 1 of 5 shots missing'
        ending.failures()*.step()*.value() == [failed]
        rig.platform.accepted.countBy { it.category() } == [t2i: 5, i2v: category == 't2i' ? 4 : 5]
        ending.outputs().clips.size() == 4

        and: 'the film says by its name what it is'
        ending.files().film*.fileName*.toString() == ['film.draft.mp4']
        !Files.exists(folder.resolve('out/film.mp4'))

        and: 'the ledger, too'
        Ledger.rows(rig.runner.state()).find { it.step().value() == 'film' }.reason() == 'draft: 1 of 5 shots missing'

        where:
        category | how     | failed
        'i2v'    | 'slate' | 'clip[2]'
        't2i'    | 'slate' | 'frame[2]'
        'i2v'    | 'skip'  | 'clip[2]'
    }

    def 'what a draft is made of stands in the journal, with why'() {
        given:
        def rig = rig()
        failing(rig.platform, 't2i', 'c')

        when:
        rig.run(film())

        then:
        with(rig.events.find { it instanceof Event.Prepared && it.step().value() == 'film' }.request().params) {
            missing == ['clip[2]']
            onMissing == 'slate'
            clips[2] == [missing: 'clip[2]', reason: 'frame[2] failed: The task failed on the platform: out of luck']
        }
        rig.events.last().unmade() == [(kinoloom.graph.StepId.of('clip[2]')): kinoloom.graph.StepId.of('frame[2]')]
    }

    def 'a cut that says nothing, or wait, waits: there is no film'() {
        given:
        def rig = rig()
        failing(rig.platform, 'i2v', 'c')

        when:
        def ending = rig.run(film(how))

        then:
        ending.status() == Ending.Status.FAILED
        ending.reason() == 'A step failed'
        !ending.outputs().containsKey('film')
        rig.events.last().unmade()*.toString() == ['film=clip[2]']

        where:
        how << ['wait', '']
    }

    def 'where no shot is there, there is nothing to cut'() {
        given:
        def rig = rig()
        rig.platform.status = { request -> new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'out of luck')) }

        when:
        def ending = rig.run(film())

        then:
        ending.failures()*.step()*.value() == (0..4).collect { "frame[$it]".toString() }
        !ending.outputs().containsKey('film')
        rig.events.last().unmade()*.toString() == ['film=frame[0]'] + (0..4).collect { "clip[$it]=frame[$it]".toString() }
    }

    def 'a shot of unknown fate is not a missing one: the cut waits for the person'() {
        given:
        def rig = rig()
        rig.platform.records = false
        rig.platform.misbehave = { request ->
            if (request.category() == 'i2v' && request.params().prompt == 'c') throw new IOException('connection reset')
        }

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.PAUSED
        !ending.outputs().containsKey('film')

        when: 'who gives it up'
        rig.platform.misbehave = { null }
        rig.ambiguity = kinoloom.run.AmbiguityPolicy.parse('abandon')
        ending = rig.run(film(), rig.events)

        then:
        ending.status() == Ending.Status.FAILED
        ending.files().film*.fileName*.toString() == ['film.draft.mp4']
    }

    def 'once the shot is there the film is made anew, and the draft goes'() {
        given:
        def rig = rig()
        failing(rig.platform, category, 'c')
        rig.run(film())
        def past = rig.events

        expect:
        Files.exists(folder.resolve('out/film.draft.mp4'))

        when:
        rig.platform.status = { null }
        def ending = rig.run(film(), past)

        then:
        ending.status() == Ending.Status.DONE
        rig.events.findAll { it instanceof Event.Done }*.step()*.value() == (category == 't2i' ? ['frame[2]'] : []) + ['clip[2]', 'film']
        Files.exists(folder.resolve('out/film.mp4'))
        !Files.exists(folder.resolve('out/film.draft.mp4'))

        and: 'the journal alone tells the same'
        RunState.of((past + rig.events).withIndex().collect { e, i -> new kinoloom.journal.Entry(i + 1, rig.now, e) }).drafts().empty

        where:
        category << ['i2v', 't2i']
    }

    def 'as long as the shot fails again, a resumed run keeps the draft and cuts nothing'() {
        given:
        def rig = rig()
        failing(rig.platform, 'i2v', 'c')
        rig.run(film())
        def past = rig.events

        when:
        def ending = rig.run(film(), past)

        then:
        ending.reason() == 'A step failed; film is a draft: 1 of 5 shots missing'
        ending.files().film*.fileName*.toString() == ['film.draft.mp4']
        !rig.events.any { it instanceof Event.Done }
    }

    def 'another run takes the whole film, not the draft, as soon as it has all shots'() {
        given:
        def platform = new FakePlatform()
        failing(platform, 'i2v', 'c')
        rig(platform).run(film())
        platform.status = { null }
        platform.accepted.clear()

        when:
        def ending = rig(platform).run(film())

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted*.category() == ['i2v']
        ending.files().film*.fileName*.toString() == ['film.mp4']
    }

    def 'what is whole is one film, whatever it would do about what is missing'() {
        given:
        def platform = new FakePlatform()
        def first = rig(platform)
        first.run(film('slate'))
        def second = rig(platform)
        second.run(film('wait'))

        expect:
        second.events.findAll { it instanceof Event.Done && it.step().value() == 'film' }.empty
        second.events.any { it instanceof Event.Reused && it.step().value() == 'film' }
    }

    def 'nothing is paid for to be made of a draft'() {
        given:
        def it = Workflow.builder('film')
        def a = it.t2v('a').model('happyhorse-1.0-t2v').prompt('a').duration(5).add()
        def b = it.t2v('b').model('happyhorse-1.0-t2v').prompt('b').duration(5).add()
        def act = it.cut('act').clips(a, b).with('onMissing', 'slate').add()
        def after = it.t2i('after').model('wan2.2-t2i-plus').prompt('z').after(act).add()
        def film = it.cut('film').clips(act, a).with('onMissing', 'slate').add()
        def workflow = it.output('film', film).output('after', after).build()
        def rig = rig()
        failing(rig.platform, 't2v', 'b')

        when:
        def ending = rig.run(workflow)

        then:
        !rig.platform.accepted.any { it.category() == 't2i' }
        rig.events.last().unmade()*.toString() == ['after=act']

        and: 'a film with a draft in it is a draft'
        ending.reason() == 'A step failed; act is a draft: 1 of 2 shots missing; film is a draft: 1 of 2 shots missing'
        ending.files().film*.fileName*.toString() == ['film.draft.mp4']

        when:
        rig.platform.status = { null }
        ending = rig.run(workflow, rig.events)

        then:
        ending.status() == Ending.Status.DONE
        ending.files().film*.fileName*.toString() == ['film.mp4']
        rig.events.findAll { it instanceof Event.Done }*.step()*.value().sort() == ['act', 'after', 'b', 'film']
    }

    def 'a run that ends at any event makes the same film in the end'() {
        given:
        def whole = new Rig(folder.resolve('whole'))
        failing(whole.platform, 'i2v', 'b')
        whole.run(film('slate', ['a', 'b']))
        int events = whole.events.size()

        expect:
        (1..<events).step(4).each { crashAfter ->
            def platform = new FakePlatform()
            failing(platform, 'i2v', 'b')
            def rig = new Rig(folder.resolve("run-$crashAfter"), platform)
            List<Event> past = []
            try {
                rig.run(film('slate', ['a', 'b']), [], crashAfter)
            } catch (Rig.Crash e) {
                past = rig.durable
            }
            def resumed = new Rig(folder.resolve("run-$crashAfter"), platform)
            def ending = past ? resumed.run(film('slate', ['a', 'b']), past) : resumed.run(film('slate', ['a', 'b']))
            if (ending.status() != Ending.Status.PAUSED) {
                assert ending.reason() == 'A step failed; film is a draft: 1 of 2 shots missing': "after $crashAfter"
            }
        }
    }

    def 'the status of a run tells what is a draft, and once for each step why it cannot be made'() {
        given:
        def platform = new FakePlatform()
        failing(platform, 't2i', 'c')
        def engine = kinoloom.Kinoloom.builder().platform(platform).media(new Rig(folder.resolve('rig')))
            .workspace(folder.resolve('w')).out(folder.resolve('o')).build()

        when:
        def result = engine.run(film()).withCloseable { it.result().get(20, java.util.concurrent.TimeUnit.SECONDS) }
        def status = engine.status(result.run())

        then:
        result.status() == kinoloom.RunResult.Status.FAILED
        status.steps().findAll { !(it.state() in ['done']) }.collectEntries { [it.id().value(), "${it.state()}: ${it.detail()}".toString()] } == [
            film      : 'draft: 1 of 5 shots missing: clip[2]',
            'frame[2]': 'failed: The task failed on the platform: out of luck',
            'clip[2]' : 'cannot be made: frame[2] failed']

        cleanup:
        engine.close()
    }
}
