package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.platform.Answer
import kinoloom.platform.Platform
import kinoloom.platform.Request
import kinoloom.platform.TaskId
import kinoloom.plan.Phase
import kinoloom.run.Ending
import kinoloom.run.LostJournalException
import kinoloom.run.Rescue
import kinoloom.run.RescueLine
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** The answer that cannot be written down. */
class RescueSpec extends Specification {
    static final String PICTURE = "output a: t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }"

    @TempDir Path folder
    Kept kept = new Kept()

    static class Kept implements Rescue {
        final List<RescueLine> lines = [].asSynchronized()

        void save(RescueLine line) { lines << line }

        List<RescueLine> saved(String run) { lines.findAll { it.run() == run } }
    }

    /** A wire on which each request comes to its barrier, and each answer comes, when the spec says so. */
    static class Slow extends FakePlatform {
        final Map<String, Closure> barriers = [:]
        final Map<String, Closure> answers = [:]
        final Set<String> refused = []

        CompletableFuture<Answer> submit(Request request, String transno, Platform.Barrier beforeTail) {
            def answer = new CompletableFuture<Answer>()
            def prompt = request.params().prompt as String
            barriers[prompt] = {
                beforeTail.pass().whenComplete { nothing, error ->
                    if (error) refused << prompt
                    if (error) answer.completeExceptionally(error)
                    else answers[prompt] = { answer.complete(this.answer(request, transno)) }
                }
            }
            answer
        }
    }

    Rig rig(FakePlatform platform = new FakePlatform()) {
        new Rig(folder, platform).tap { rescue = kept }
    }

    static Closure failsWith(Class type, String words = 'Input/output error') {
        { List<Event> events -> if (events.any { type.isInstance(it) }) throw new IOException(words) }
    }

    def 'an answer whose #event.simpleName cannot be written is rescued; resumed, the run adopts its task and pays nothing again'() {
        given:
        def platform = new FakePlatform(records: false)
        def rig = rig(platform)
        rig.beforeCommit = failsWith(event)

        when:
        rig.run(MishapSpec.workflow(PICTURE))

        then:
        def e = thrown(CompletionException)
        def lost = e.cause as LostJournalException
        lost.message == 'the journal of the run run-1 cannot be written: Input/output error; an answer that came too late for it is in a RESCUE line'
        lost.rescued() == kept.lines
        kept.lines*.task() == [new TaskId('task-1')]
        kept.lines*.step() == [StepId.of('a')]
        kept.lines*.transno() == rig.durable.findAll { it instanceof Event.Intent }*.transno()

        when:
        def past = rig.durable
        rig.beforeCommit = { }
        def ending = rig.run(MishapSpec.workflow(PICTURE), past)

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted.size() == 1
        rig.runner.state().reserved().fen() == 0
        rig.events.findAll { it instanceof Event.Resolved } == adopted

        where:
        event          || adopted
        Event.Answered || [new Event.Resolved(StepId.of('a'), 'adopt', new TaskId('task-1'))]
        Event.Accepted || []
    }

    def 'an answer that is #what is rescued as it came, and read when the run is resumed'() {
        given:
        def platform = new FakePlatform(records: false, atOnce: atOnce)
        def rig = rig(platform)
        rig.beforeCommit = failsWith(Event.Answered)

        when:
        rig.run(MishapSpec.workflow(script))

        then:
        thrown(CompletionException)
        kept.lines*.task() == [null]
        RescueLine.parse(kept.lines[0].text()) == kept.lines[0]

        when:
        rig.beforeCommit = { }
        def ending = rig.run(MishapSpec.workflow(script), rig.durable)

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted.size() == 1

        where:
        what                | atOnce | script
        'a picture at once' | true   | PICTURE
        'what a chat said'  | false  | "output a: chat { model 'qwen3-max'; prompt 'x' }"
    }

    /** Two requests are being answered and a third waits at its barrier when the disk fails. */
    private Rig twoOnTheirWay(Slow platform) {
        def rig = rig(platform)
        rig.start(MishapSpec.workflow(['a', 'b', 'c'].collect { "t2i('$it') { model 'wan2.2-t2i-plus'; prompt '$it' }" }.join('\n')))
        4.times { rig.runner.turn(false) }
        ['a', 'b'].each {
            platform.barriers[it]()
            rig.runner.turn(false)
        }
        rig.beforeCommit = { throw new IOException('No space left on device') }
        platform.barriers.c()
        rig.runner.turn(false)
        rig
    }

    def 'what waits at its barrier goes nowhere, at once; answers on their way are waited for and rescued'() {
        given:
        def platform = new Slow(records: false)

        when:
        def rig = twoOnTheirWay(platform)

        then:
        platform.refused == ['c'] as Set
        !rig.runner.ending().isDone()

        when:
        platform.answers.a()
        rig.runner.turn(false)

        then:
        kept.lines*.task() == [new TaskId('task-1')]
        !rig.runner.ending().isDone()

        when:
        platform.answers.b()
        rig.runner.turn(false)
        rig.runner.ending().get()

        then:
        def e = thrown(ExecutionException)
        (e.cause as LostJournalException).rescued() == kept.lines
        kept.lines*.step()*.value() == ['a', 'b']
        e.cause.message.endsWith('; 2 answers that came too late for it are in RESCUE lines')

        when: 'room is made'
        rig.beforeCommit = { }
        def resumed = new FakePlatform(records: false)
        resumed.tasks.putAll(platform.tasks)
        def later = new Rig(folder, resumed).tap { it.rescue = kept }
        def workflow = MishapSpec.workflow(['a', 'b', 'c'].collect { "t2i('$it') { model 'wan2.2-t2i-plus'; prompt '$it' }" }.join('\n'))

        then:
        later.run(workflow, rig.durable).status() == Ending.Status.DONE
        resumed.accepted*.params()*.prompt == ['c']
    }

    def 'an answer that comes when nobody waits for it any more is rescued all the same'() {
        given:
        def platform = new Slow(records: false)
        def rig = twoOnTheirWay(platform)

        when: 'five minutes pass'
        platform.answers.a()
        rig.crank()

        then:
        rig.runner.ending().isCompletedExceptionally()
        kept.lines*.step()*.value() == ['a']

        when:
        platform.answers.b()

        then:
        kept.lines*.step()*.value() == ['a', 'b']
    }

    def 'an answer that only says #body is rescued, for a person: nobody would know what became of the request'() {
        given:
        def platform = new FakePlatform() {
            kinoloom.platform.Submitted read(Request request, Answer answer) { throw new IllegalStateException('no idea') }
        }
        platform.misbehave = { new Answer(500, 'text/html', body, true) }
        def rig = rig(platform)
        rig.beforeCommit = failsWith(Event.Answered)

        when:
        rig.run(MishapSpec.workflow(PICTURE))

        then:
        thrown(CompletionException)
        kept.lines*.answer() == [new Answer(500, 'text/html', body, true)]

        where:
        body = '<h1>Bad gateway</h1>'
    }

    def 'a line for another run, step, attempt or request is not taken'() {
        given:
        def platform = new FakePlatform(records: false)
        def rig = rig(platform)
        rig.beforeCommit = failsWith(Event.Answered)
        try {
            rig.run(MishapSpec.workflow(PICTURE))
        } catch (CompletionException ignored) {
        }
        def line = kept.lines.remove(0)
        kept.lines << change(line)
        rig.beforeCommit = { }

        expect:
        rig.run(MishapSpec.workflow(PICTURE), rig.durable).status() == Ending.Status.PAUSED
        rig.runner.state().step(StepId.of('a')).phase() == Phase.AMBIGUOUS

        where:
        change << [
            { it -> new RescueLine('run-2', it.step(), it.attempt(), it.transno(), it.task(), null) },
            { it -> new RescueLine(it.run(), StepId.of('b'), it.attempt(), it.transno(), it.task(), null) },
            { it -> new RescueLine(it.run(), it.step(), 2, it.transno(), it.task(), null) },
            { it -> new RescueLine(it.run(), it.step(), it.attempt(), 'kl0', it.task(), null) },
        ]
    }

    def 'a step of unknown fate that meets an unexpected error waits; it is not begun anew'() {
        given:
        def lookUps = 0
        def rig = rig(new FakePlatform() {
            CompletableFuture<Optional<TaskId>> lookUp(String category, String transno) {
                lookUps++
                throw new IllegalStateException('unexpected')
            }
        })
        rig.platform.silent = true

        when:
        rig.run(MishapSpec.workflow(PICTURE))
        def again = rig.run(MishapSpec.workflow(PICTURE), rig.durable)

        then:
        lookUps == 2
        again.status() == Ending.Status.PAUSED
        rig.platform.accepted.size() == 1
    }

    @Timeout(20)
    def 'with the real journal and the real loop: #how, the line is in the file of the user and the engine closes'() {
        given:
        def platform = new FakePlatform(records: false)
        def workspace = folder.resolve('w')
        def told = [].asSynchronized()
        def rescue = new kinoloom.run.RescueLog([folder.resolve('state')], { told << it })
        def script = folder.resolve('film.groovy')
        script.toFile().text = PICTURE
        def meddle = true
        def open = {
            Kinoloom.builder().platform(platform).workspace(workspace).out(folder.resolve('o')).rescue(rescue).listener { entry ->
                if (meddle && entry.event() instanceof Event.Barrier) {
                    workspace.resolve('runs').toFile().eachFileRecurse { if (it.name == 'journal.log') it << 'x' }
                }
            }.build()
        }

        when:
        String id
        Throwable error = null
        try (def kinoloom = open()) {
            def run = kinoloom.run(script, [:])
            id = run.id()
            run.result().get(10, TimeUnit.SECONDS)
        } catch (ExecutionException e) {
            error = e.cause
        }

        then:
        error instanceof LostJournalException
        told*.startsWith("RESCUE run=$id step=a attempt=1 task=task-1 transno=kl") == [true]
        Files.readString(folder.resolve('state/rescue.log')) == told[0] + '\n'

        when:
        meddle = false
        def result
        try (def kinoloom = open()) {
            result = kinoloom.resume(id).result().get(10, TimeUnit.SECONDS)
        }

        then:
        result.status() == kinoloom.RunResult.Status.DONE
        platform.accepted.size() == 1

        where:
        how = 'somebody writes into the journal'
    }
}
