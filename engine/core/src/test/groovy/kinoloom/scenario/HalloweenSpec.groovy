package kinoloom.scenario

import java.nio.file.Path
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.platform.Money
import kinoloom.platform.NotSentException
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.plan.Limits
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** The main job, turn by turn, with a platform in memory and no threads. */
class HalloweenSpec extends Specification {
    static final GroovyLanguage LANGUAGE = new GroovyLanguage()

    @TempDir Path folder

    static Workflow film(Map params = [:], Closure<String> edit = { it }) {
        def file = [Path.of('../../dsl-examples/scripts/02-halloween.groovy'), Path.of('dsl-examples/scripts/02-halloween.groovy')].find { it.toFile().exists() }
        def script = new Script('02-halloween.groovy', edit(file.toFile().text), file.toAbsolutePath().parent)
        def description = LANGUAGE.describe(script, params)
        assert description.problems().isEmpty()
        description.workflow()
    }

    def 'a storyboard becomes a film'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.DONE
        ending.failures().isEmpty()
        rig.platform.accepted*.category().countBy { it } == [t2t: 1, t2i: 3, i2v: 3, ref2v: 1]
        ending.files().keySet() == ['film', 'storyboard', 'frames', 'clips', 'passage', 'ledger'] as Set
        ending.files().frames*.fileName*.toString() == ['01.png', '02.png', '03.png']
    }

    def 'shots go side by side, and the passage waits for the frames alone'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { request ->
            request.category() == 'i2v' && rig.platform.asked.count { it.key } < 99 && !rig.platform.accepted.any { it.category() == 'ref2v' } ? new TaskStatus.Running('RUNNING') : null
        }

        when: 'no clip ends before the passage is submitted'
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted*.category().take(4) == ['t2t', 't2i', 't2i', 't2i']
    }

    def 'a second run submits nothing, and a changed prompt remakes what depends on it'() {
        given:
        def platform = new FakePlatform()
        new Rig(folder, platform).run(film())
        platform.accepted.clear()

        when:
        def again = new Rig(folder, platform).run(film())

        then:
        again.status() == Ending.Status.DONE
        platform.accepted.isEmpty()

        when: 'one shot is drawn differently'
        def edited = new Rig(folder, platform)
        edited.run(film([:], { it.replace('"${shot.scene}, film still, 35mm"', "shot.scene == 'b' ? 'something else' : \"\${shot.scene}, film still, 35mm\"") }))

        then: 'its frame, its clip and the passage are made again, and the film is cut'
        platform.accepted*.category() == ['t2i', 'i2v', 'ref2v']
        edited.events.findAll { it instanceof Event.Done }*.step()*.value().sort() == ['clip[1]', 'film', 'frame[1]', 'passage']
    }

    def 'whatever event was the last on disk, the run goes on and pays nothing twice'() {
        given: 'a run that was not disturbed'
        def whole = new Rig(folder.resolve('whole'))
        whole.run(film())
        int events = whole.events.size()

        expect:
        (1..<events).each { crashAfter ->
            def platform = new FakePlatform()
            def rig = new Rig(folder.resolve("run-$crashAfter"), platform)
            rig.ambiguity = new AmbiguityPolicy(1, false)
            List<Event> past = []
            try {
                rig.run(film(), [], crashAfter)
            } catch (Rig.Crash e) {
                past = rig.events.take(rig.journal.durable)
            }
            def written = past.findAll { it instanceof Event.Accepted }.size()
            def resumed = new Rig(folder.resolve("run-$crashAfter"), platform)
            resumed.ambiguity = new AmbiguityPolicy(1, false)
            def ending = past ? resumed.run(film(), past) : resumed.run(film())

            assert ending.status() == Ending.Status.DONE
            def doubtful = past.findAll { it instanceof Event.Barrier }*.step() - past.findAll { it instanceof Event.Answered }*.step()
            def chats = doubtful.count { it.value() == 'board' }
            assert platform.accepted.size() <= 8 + chats: "crash after $crashAfter"
            def twice = resumed.events.findAll { it instanceof Event.Intent && past.any { p -> p instanceof Event.Accepted && p.step() == it.step() } }
            assert twice.isEmpty()
        }
    }

    def 'a request that did not arrive is sent again'() {
        given:
        def rig = new Rig(folder)
        int failures = 2
        rig.platform.misbehave = { if (failures-- > 0) throw new NotSentException('cannot connect', null) }

        expect:
        rig.run(film()).status() == Ending.Status.DONE
        rig.events.count { it instanceof Event.NotSent } == 2
        rig.platform.accepted.size() == 8
    }

    def 'a platform that cannot be reached ends the process, not the run'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { throw new NotSentException('cannot connect to example', null) }

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.UNAVAILABLE
        ending.reason() == 'The platform cannot be reached: cannot connect to example'

        when: 'it is back'
        rig.platform.misbehave = { null }

        then:
        rig.run(film(), rig.events).status() == Ending.Status.DONE
    }

    def 'a request of unknown fate is held, the other branches go on'() {
        given:
        def rig = new Rig(folder)
        boolean broken = true
        rig.platform.misbehave = { request ->
            if (broken && request.category() == 't2i' && request.params().prompt.startsWith('b')) throw new IOException('connection reset')
        }

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.step()*.value() == ['frame[1]']
        rig.platform.accepted*.category().countBy { it } == [t2t: 1, t2i: 2, i2v: 2]
        rig.runner.state().reserved() == Money.fen(20)

        when: 'its user decides that it be sent again'
        broken = false
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')

        then:
        rig.run(film(), rig.events).status() == Ending.Status.DONE
    }

    def 'a refusal of #reason ends the run as #status'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { request ->
            request.category() == 'i2v' ? FakePlatform.ok("refusal:$reason") : null
        }

        when:
        def ending = rig.run(film())

        then:
        ending.status() == status
        rig.platform.accepted.count { it.category() == 'i2v' } == 0
        ending.outputs().frames.size() == 3

        where:
        reason        | status
        'NO_MONEY'    | Ending.Status.PAUSED
        'KEY_REFUSED' | Ending.Status.KEY_REFUSED
        'BAD_REQUEST' | Ending.Status.FAILED
        'MODERATED'   | Ending.Status.FAILED
    }

    def 'a task that failed does not stop the others; resuming tries it again'() {
        given:
        def rig = new Rig(folder)
        boolean broken = true
        rig.platform.status = { request ->
            broken && request.category() == 'i2v' && request.params().prompt == 'y'
                ? new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'out of luck')) : null
        }

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ['The task failed on the platform: out of luck']
        ending.failures()*.place()*.toString() == ['02-halloween.groovy:19:16']
        ending.outputs().clips.size() == 2

        when:
        broken = false
        rig.platform.accepted.clear()
        def resumed = rig.run(film(), rig.events)

        then:
        resumed.status() == Ending.Status.DONE
        rig.platform.accepted*.category() == ['i2v']
    }

    def 'a budget is never exceeded, reservations included'() {
        given:
        def rig = new Rig(folder)
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(1000))

        when:
        def ending = rig.run(film())

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "The budget of 10.00 yuan (as given) holds back 'passage' and 1 more step, which need up to 9.00 yuan; spent 9.70 yuan"
        rig.runner.state().spent() <= Money.fen(1000)
    }

    def 'an answer that is no storyboard fails the step with the reason'() {
        given:
        def rig = new Rig(folder)
        rig.platform.storyboard = '{"title":"T","shots":[{"scene":"a"}]}'

        when:
        def ending = rig.run(film())

        then:
        ending.failures()*.message() ==
            ['The model did not answer as it was asked to, asked 3 times: shots[0].motion is missing']
        ending.failures()*.remedy()*.name() == ['RETRY']
    }
}
