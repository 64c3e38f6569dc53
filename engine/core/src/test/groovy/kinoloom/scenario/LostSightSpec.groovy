package kinoloom.scenario

import java.nio.file.Path
import java.time.Duration
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.journal.Event
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Work that is paid for and out of sight: the platform does not know its task any more, or the way to its result is
 * lost. It is asked for again wherever it may be known; it is paid again only by a person's decision.
 */
class LostSightSpec extends Specification {
    static final LOST = new TaskStatus.Lost('the platform answers UNKNOWN')
    static final HINT = 'resume asks for it again; kino resolve run-1 a takes your decision; or resume with --on-ambiguous resubmit:1 (it may be paid twice) or --on-ambiguous abandon'

    @TempDir Path folder
    def workflow = MishapSpec.workflow("def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\noutput a: a")

    def 'a task that is out of sight is asked for two more minutes, then it is for a person to decide'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { LOST }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == 'A request needs your decision'
        ending.failures()*.message() == ['Nobody knows what became of its task task-1: the platform answers UNKNOWN']
        ending.failures()*.hint() == [HINT]
        rig.platform.asked['task-1'] > 5
        took(rig) > Duration.ofSeconds(120)
        took(rig) < Duration.ofSeconds(130)
    }

    def 'a task that comes into sight again is waited for'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { rig.platform.asked['task-1'] < 20 ? LOST : null }

        expect:
        rig.run(workflow).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'while the platform cannot be asked, nothing is concluded from its having been out of sight'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = {
            int n = rig.platform.asked['task-1']
            n < 8 ? LOST : n < 400 ? new TaskStatus.Unclear('HTTP 500') : n < 410 ? LOST : null
        }
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')

        expect:
        rig.run(workflow).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
        took(rig) > Duration.ofMinutes(10)
    }

    def 'a platform that answers every other time only is asked for longer, not for ever'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { rig.platform.asked['task-1'] % 2 ? new TaskStatus.Unclear('HTTP 500') : LOST }

        when:
        def ending = rig.run(workflow)

        then:
        ending.failures()*.message() == ['Nobody knows what became of its task task-1: the platform answers UNKNOWN']
        took(rig) > Duration.ofSeconds(120)
        took(rig) < Duration.ofMinutes(5)
    }

    def 'a key that is refused when it is asked for again ends the process, and decides nothing'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { LOST }
        rig.run(workflow)

        when:
        rig.platform.status = { new TaskStatus.Refused(new Refusal(Refusal.Reason.KEY_REFUSED, 'expired')) }
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')
        def ending = rig.run(workflow, rig.events)

        then:
        ending.status() == Ending.Status.KEY_REFUSED
        ending.reason() == 'The platform refused the key: expired'
        rig.platform.accepted.size() == 1
    }

    def 'resuming asks for it again before anything else, whatever the policy'() {
        given:
        def rig = new Rig(folder)
        boolean lost = true
        rig.platform.status = { lost ? LOST : null }
        rig.run(workflow)

        when:
        lost = false
        rig.ambiguity = AmbiguityPolicy.parse(policy)

        then:
        rig.run(workflow, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1

        where:
        policy << ['hold', 'resubmit:1', 'abandon']
    }

    def 'it is made again when its user says so and nobody knows of it, as the hint tells'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { rig.platform.accepted.size() == 1 ? LOST : null }
        rig.run(workflow)

        when:
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')

        then:
        rig.run(workflow, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 2
    }

    def "what the platform has forgotten is taken out of the account's records"() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { LOST }
        rig.platform.recalled = { task -> FakePlatform.succeeded('image', "mem:$task") }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'a failure that the records tell of is a failure'() {
        given:
        def rig = new Rig(folder)
        rig.platform.status = { LOST }
        rig.platform.recalled = { new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'it broke')) }

        when:
        def ending = rig.run(workflow)

        then:
        ending.failures()*.message() == ['The task failed on the platform: it broke']
        ending.failures()*.remedy()*.name() == ['RETRY']
    }

    def 'a picture that was the answer itself and whose link has expired gets a new link from the records'() {
        given:
        def rig = new Rig(folder)
        rig.platform.atOnce = true
        rig.platform.expired = { String url -> !url.endsWith('#fresh') }
        rig.platform.recalled = { task -> FakePlatform.succeeded('image', "mem:$task#fresh") }

        expect:
        rig.run(workflow).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'a picture whose link has expired, and of which no record tells, is for a person to decide'() {
        given:
        def rig = new Rig(folder)
        rig.platform.atOnce = true
        rig.platform.records = false
        rig.platform.expired = { String url -> rig.platform.accepted.size() == 1 }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.message() == ['OUTPUT_EXPIRED: its result is made and paid, and cannot be fetched any more: the link of the result has expired (HTTP 403 from h)']
        ending.failures()*.hint() == [HINT]
        ending.failures()*.code() == ['OUTPUT_EXPIRED']
        rig.platform.accepted.size() == 1

        when:
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')

        then:
        rig.run(workflow, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 2
    }

    def 'a result that is no good file, however often it is fetched, is for a person to decide'() {
        given:
        def rig = new Rig(folder)
        rig.platform.still = { String url -> rig.platform.accepted.size() == 1 ? '<html>Gone</html>'.bytes : Pictures.png(url) }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.failures()*.message()[0].startsWith('OUTPUT_UNUSABLE: its result is made and paid, and what is fetched as it is no good file: ')
        ending.failures()*.code() == ['OUTPUT_UNUSABLE']
        ending.failures()*.hint() == [HINT]
        rig.platform.accepted.size() == 1

        when: 'it is given up, or made again'
        def past = rig.events
        rig = new Rig(folder, rig.platform)
        rig.ambiguity = AmbiguityPolicy.parse(decision)
        ending = rig.run(workflow, past)

        then: 'what it was paid with stays paid'
        ending.status() == status
        rig.platform.accepted.size() == sent
        rig.runner.state().spent() == Money.fen(20 * sent)
        rig.runner.state().reserved() == Money.ZERO

        where:
        decision     || status               | sent
        'abandon'    || Ending.Status.FAILED | 1
        'resubmit:1' || Ending.Status.DONE   | 2
    }

    def 'a picture whose link has expired is asked for again when the run is resumed, and found in the records'() {
        given:
        def rig = new Rig(folder)
        rig.platform.atOnce = true
        rig.platform.expired = { String url -> !url.endsWith('#fresh') }
        rig.run(workflow)

        when:
        rig.platform.recalled = { task -> FakePlatform.succeeded('image', "mem:$task#fresh") }
        def ending = rig.run(workflow, rig.events)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'a picture that was the answer itself, and whose answer was lost, is taken out of the records'() {
        given:
        def rig = new Rig(folder)
        rig.platform.atOnce = true
        rig.platform.silent = true
        rig.platform.records = false
        rig.platform.recalled = { task -> FakePlatform.succeeded('image', "mem:$task") }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'a record of a failure that was no task tells that nothing was accepted: that is no question'() {
        given:
        def rig = new Rig(folder)
        rig.platform.silent = true
        rig.platform.records = false
        rig.platform.recalled = { new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'no such size')) }

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ['The task failed on the platform: no such size']
        ending.failures()*.remedy()*.name() == ['RETRY']
        rig.runner.state().reserved() == Money.ZERO
    }

    def 'a request that a busy platform turned away may have been accepted all the same, and is not sent again'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { FakePlatform.ok('refusal:BUSY') }

        when:
        def ending = rig.run(workflow)

        then:
        def number = rig.events.find { it instanceof Event.Intent }.transno()
        ending.failures()*.message() == ["Nobody knows whether its request $number was accepted: no"]
        rig.events.count { it instanceof Event.Intent } == 1
    }

    def 'a chat is sent once more without asking; the hint then names the number that lets it be sent again'() {
        given:
        def rig = new Rig(folder)
        int broken = 2
        rig.platform.misbehave = { if (broken-- > 0) throw new IOException('connection reset') }
        def chat = MishapSpec.workflow("def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a")

        when:
        def ending = rig.run(chat)

        then:
        ending.failures()*.hint() == ['kino resolve run-1 a shows what is known and takes your decision; or resume with --on-ambiguous resubmit:2 (it may be paid twice) or --on-ambiguous abandon']

        when:
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:2')

        then:
        rig.run(chat, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'after as many resubmissions as there can be the hint offers only to abandon'() {
        given:
        def rig = new Rig(folder)
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:9')
        rig.platform.misbehave = { throw new IOException('connection reset') }

        when:
        def ending = rig.run(MishapSpec.workflow("def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a"))

        then:
        rig.events.count { it instanceof Event.Intent } == 10
        ending.failures()*.hint() == ['kino resolve run-1 a shows what is known and takes your decision; or resume with --on-ambiguous abandon']
    }

    def 'a request that was one too many is sent again a little later'() {
        given:
        def rig = new Rig(folder)
        int refusals = 3
        rig.platform.misbehave = { refusals-- > 0 ? FakePlatform.ok('refusal:THROTTLED') : null }

        expect:
        rig.run(workflow).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    private static Duration took(Rig rig) {
        Duration.between(rig.journal.entries.first().at(), rig.journal.entries.last().at())
    }
}
