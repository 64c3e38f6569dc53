package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.plan.Limits
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** Nothing is paid twice without being asked, nothing paid is lost or left out of the sum. */
class MoneySpec extends Specification {
    @TempDir Path folder

    static final String PICTURE = "t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }"

    def 'a task whose answer was lost is found by our number for it, and not paid again'() {
        given: 'a platform that accepts and says nothing'
        def rig = new Rig(folder)
        rig.platform.silent = true

        when:
        def ending = rig.run(MishapSpec.workflow(PICTURE))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
        rig.events.find { it instanceof Event.Resolved }.decision() == 'adopt'
    }

    def 'results that are #harm are taken out of the journals again, and nothing is paid'() {
        given:
        def platform = new FakePlatform()
        def script = Files.writeString(folder.resolve('film.groovy'), PICTURE)
        def engine = { Kinoloom.builder().platform(platform).workspace(folder.resolve('ws')).out(folder.resolve('out')).build() }
        def run = { engine().withCloseable { e -> e.run(script, [:]).withCloseable { it.result().get(10, TimeUnit.SECONDS) } } }
        run()

        when:
        Files.walk(folder.resolve('ws/results')).filter { Files.isRegularFile(it) }.toList().each { damage(it) }
        if (harm == 'lost') folder.resolve('ws/results').toFile().deleteDir()

        then:
        run().status() == RunResult.Status.DONE
        platform.accepted.size() == 1

        where:
        harm      | damage
        'damaged' | { Files.writeString(it, Files.readString(it).replace('a', 'b')) }
        'emptied' | { Files.writeString(it, '') }
        'lost'    | { }
    }

    def 'a chat of unknown fate is sent again once if nobody says anything, and not at all if told to #policy'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { throw new IOException('connection reset') }
        if (policy) rig.ambiguity = AmbiguityPolicy.parse(policy)

        when:
        rig.run(MishapSpec.workflow("def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a"))

        then:
        rig.events.count { it instanceof Event.Barrier } == sent

        where:
        policy       || sent
        ''           || 2
        'hold'       || 1
        'abandon'    || 1
        'resubmit:2' || 3
    }

    def 'what may have been charged stays reserved though the request is sent again'() {
        given:
        def rig = new Rig(folder)
        int n = 0
        rig.platform.misbehave = { if (n++ == 0) throw new IOException('connection reset') }
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(budget))

        when:
        def ending = rig.run(MishapSpec.workflow(PICTURE))

        then:
        ending.status() == status
        rig.runner.state().reserved() == Money.fen(20)
        rig.runner.state().spent() <= Money.fen(20)

        where:
        budget | status
        20     | Ending.Status.PAUSED
        40     | Ending.Status.DONE
    }

    def 'a key that is refused while a task is asked for ends the process, and the task is asked for again'() {
        given:
        def rig = new Rig(folder)
        boolean refused = true
        rig.platform.status = { refused ? new TaskStatus.Refused(new Refusal(Refusal.Reason.KEY_REFUSED, 'expired')) : null }

        when:
        def ending = rig.run(MishapSpec.workflow(PICTURE))

        then:
        ending.status() == Ending.Status.KEY_REFUSED
        ending.reason() == 'The platform refused the key: expired'

        when:
        refused = false

        then:
        rig.run(MishapSpec.workflow(PICTURE), rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'an answer that was no use has been paid for'() {
        given:
        def rig = new Rig(folder)
        rig.platform.storyboard = 'Sorry, no.'
        def workflow = MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x'; asks 1; returns title: String }")

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.FAILED
        rig.runner.state().spent() == rig.runner.state().step(StepId.of('a')).prepared().estimate()
        rig.runner.state().spent() > Money.ZERO
        rig.runner.state().reserved() == Money.ZERO
    }

    def 'what was given up is not sent again by resuming alone: that takes a decision anew'() {
        given:
        def rig = new Rig(folder)
        boolean broken = true
        rig.platform.misbehave = { if (broken) throw new IOException('connection reset') }
        rig.ambiguity = AmbiguityPolicy.parse('abandon')
        def workflow = MishapSpec.workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }")

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ['given up: connection reset']
        ending.failures()*.remedy()*.name() == ['DECIDE']

        when:
        broken = false
        rig.ambiguity = AmbiguityPolicy.HOLD
        def past = rig.events
        def held = rig.run(workflow, past)

        then:
        held.status() == Ending.Status.FAILED
        held.failures()*.message() == ['given up: connection reset']
        rig.platform.accepted.isEmpty()

        and: 'what it may have cost stays reserved, once'
        rig.runner.state().reserved() == rig.runner.state().step(StepId.of('a')).prepared().estimate()

        when:
        rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')
        def decided = rig.run(workflow, past + rig.events)

        then:
        decided.status() == Ending.Status.DONE
        rig.events.findAll { it instanceof Event.Resolved } == [new Event.Resolved(StepId.of('a'), 'resubmit', null, 'policy')]
        rig.platform.accepted.size() == 1
    }

    def 'a chat that its user gave up is not sent once more without asking'() {
        given:
        def rig = new Rig(folder)
        def workflow = MishapSpec.workflow("chat('a') { model 'qwen3-max'; prompt 'x' }")
        rig.run(workflow)
        def barrier = rig.events.findIndexOf { it instanceof Event.Barrier }
        def past = rig.events.take(barrier + 1) + [
            new Event.Ambiguous(StepId.of('a'), 1, 'the process ended'),
            new Event.Resolved(StepId.of('a'), 'abandon', null, 'user')]
        rig.platform.accepted.clear()

        when:
        def ending = new Rig(folder.resolve('other'), rig.platform).run(workflow, past)

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ['given up: the process ended']
        rig.platform.accepted.isEmpty()
    }

    def 'what was given up and turns up in the records after all is taken'() {
        given:
        def rig = new Rig(folder)
        rig.platform.silent = true
        rig.platform.records = false
        rig.ambiguity = AmbiguityPolicy.parse('abandon')
        def workflow = MishapSpec.workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }")
        rig.run(workflow)

        when:
        rig.platform.records = true
        rig.ambiguity = AmbiguityPolicy.HOLD
        def ending = rig.run(workflow, rig.events)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
        rig.runner.state().reserved() == Money.ZERO
    }

    def 'what a given up request may have cost is reserved once, however often the run is resumed'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { throw new IOException('connection reset') }
        rig.ambiguity = AmbiguityPolicy.parse('abandon')
        def workflow = MishapSpec.workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }")
        def past = []

        expect:
        (1..3).every {
            rig.run(workflow, past)
            past += rig.events
            rig.runner.state().reserved() == rig.runner.state().step(StepId.of('a')).prepared().estimate()
        }
    }

    def 'equal requests stay takes of one another when the run is resumed between them'() {
        given:
        def workflow = MishapSpec.workflow("""
            def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def b = t2i { model 'wan2.2-t2i-plus'; prompt 'x'; after a }
        """)
        def whole = new Rig(folder.resolve('whole'))
        whole.run(workflow)

        expect:
        whole.platform.accepted.size() == 2

        when: 'a process ends with the first on disk'
        def platform = new FakePlatform()
        def rig = new Rig(folder.resolve('broken'), platform)
        rig.run(workflow)
        int done = rig.events.findIndexOf { it instanceof Event.Done }
        def past = rig.events.take(done + 1)
        Files.walk(folder.resolve('broken/.kinoloom/results')).filter { it.toString().endsWith('.json') }
            .filter { it.toFile().text.contains('"step":"b"') }.each { Files.delete(it) }
        platform.accepted.clear()
        rig.run(workflow, past)

        then:
        platform.accepted.size() == 1
        rig.events.find { it instanceof Event.Prepared }.take() == 2
    }

    def 'what was done and not kept when the process ended is kept on resume'() {
        given:
        def platform = new FakePlatform()
        def rig = new Rig(folder, platform)
        def workflow = MishapSpec.workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }")
        rig.run(workflow)
        def past = rig.events.take(rig.events.findIndexOf { it instanceof Event.Done } + 1)
        folder.resolve('.kinoloom/results').toFile().deleteDir()

        when:
        rig.run(workflow, past)
        platform.accepted.clear()
        new Rig(folder, platform).run(workflow)

        then:
        platform.accepted.isEmpty()
    }

    def 'a run whose process ended before its first event begins when it is resumed'() {
        given:
        def script = folder.resolve('film.groovy')
        script.toFile().text = "def a = chat { model 'qwen3-max'; prompt 'x' }\noutput a: a"
        def platform = new FakePlatform()
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
        def run = kinoloom.run(script, [:])
        run.result().get(20, TimeUnit.SECONDS)
        run.close()
        def journal = folder.resolve("w/runs/${run.id()}/journal.log")
        Files.delete(journal)
        FileJournal.create(journal, run.id(), InstantSource.system()).close()
        folder.resolve('w/results').toFile().deleteDir()

        when:
        def result = kinoloom.resume(run.id()).result().get(20, TimeUnit.SECONDS)

        then:
        result.status() == RunResult.Status.DONE

        cleanup:
        kinoloom.close()
    }
}
