package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import java.util.concurrent.TimeUnit
import kinoloom.Decided
import kinoloom.Decision
import kinoloom.DecisionException
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.graph.StepId
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.journal.RunBusyException
import kinoloom.journal.RunLock
import kinoloom.journal.Workspace
import kinoloom.plan.Doubt
import kinoloom.platform.Money
import kinoloom.platform.TaskId
import kinoloom.platform.TaskRecord
import kinoloom.platform.TaskStatus
import kinoloom.run.RescueLine
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A person decides about a request whose fate nobody knows: by {@code Kinoloom.unclear} and {@code resolve}. */
class ResolvingSpec extends Specification {
    static final StepId A = StepId.of('a')
    static final StepId B = StepId.of('b')

    @TempDir Path folder
    def platform = new FakePlatform(records: false)
    @AutoCleanup Kinoloom kinoloom

    def setup() {
        kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
    }

    def 'what is known of a request in doubt is told, from the run\'s journal alone'() {
        given:
        platform.silent = true
        run()

        when:
        def unclear = kinoloom.unclear(null)

        then:
        unclear*.step() == [A]
        with(unclear[0]) {
            doubt() == Doubt.UNCLEAR_REQUEST
            !abandoned()
            asked().attempt() == 1
            asked().transno() ==~ /kl[0-9a-f]{24}/
            asked().key() ==~ /[0-9a-f]{64}/
            asked().request().params.prompt == 'x'
            asked().worst() == Money.fen(20)
            heard().message() == 'connection reset'
            heard().answer() == null
            heard().lookedUp()
            window().announced() <= window().sent()
            window().sent() <= window().last()
        }
    }

    def 'a request that a process left behind is in doubt, and was not looked up yet'() {
        given:
        platform.silent = true
        def id = run()
        keep(id) { it instanceof Event.Barrier }

        when:
        def unclear = kinoloom.unclear(id)

        then:
        unclear*.heard()*.message() == ['the process ended after the request was sent and before its answer was written down']
        unclear*.heard()*.lookedUp() == [false]

        when:
        kinoloom.resolve(id, A, Decision.abandon())

        then:
        events(id).takeRight(2) == [
            new Event.Ambiguous(A, 1, 'the process ended after the request was sent and before its answer was written down'),
            new Event.Resolved(A, 'abandon', null, 'user')]
    }

    def 'a task that its user found is adopted, fetched, and paid once'() {
        given:
        platform.silent = true
        def id = run()

        expect:
        kinoloom.resolve(id, A, Decision.adopt('task-1')) == new Decided(A, Decision.Choice.ADOPT, new TaskId('task-1'), 'RUNNING')
        kinoloom.unclear(id) == []
        events(id).last() == new Event.Resolved(A, 'adopt', new TaskId('task-1'), 'user')

        when:
        def result = resume(id)

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 1
        kinoloom.status(id).spending().reserved() == Money.ZERO
        kinoloom.status(id).spending().spent() == Money.fen(20)
    }

    def 'a whole RESCUE line is taken for the id in it, whatever the step is called: #name'() {
        given:
        platform.silent = true
        def id = run(one(name))
        def transno = kinoloom.unclear(id)[0].asked().transno()
        def line = new RescueLine(id, StepId.of(name), 1, transno, new TaskId('task-1'), null).text()

        expect:
        kinoloom.resolve(id, StepId.of(name), Decision.adopt("kino: $line")).task() == new TaskId('task-1')

        where:
        name << ['a', 'frame[2]', '镜头[0]']
    }

    def 'a RESCUE line that #what is no proof: #message'() {
        given:
        platform.silent = true
        def id = run()
        def transno = kinoloom.unclear(id)[0].asked().transno()
        def rescued = line(new RescueLine(id, A, 1, transno, new TaskId('task-1'), null))

        when:
        kinoloom.resolve(id, A, Decision.adopt(rescued))

        then:
        def e = thrown(DecisionException)
        e.message == message
        kinoloom.unclear(id)*.step() == [A]

        where:
        what            | line                                          || message
        'was mistyped'  | { it.text().replace('task-1', 'task-2') }     || 'The RESCUE line is not whole: copy all of it, from RESCUE to the end of sha=…'
        'was cut'       | { it.text()[0..-3] }                          || 'The RESCUE line is not whole: copy all of it, from RESCUE to the end of sha=…'
        'has no task'   | { new RescueLine(it.run(), A, 1, it.transno(), null, FakePlatform.ok('?')).text() } || 'The RESCUE line has an answer and no task'
    }

    def 'a task of a run whose journal is damaged is not adopted by another'() {
        given:
        def other = run()
        damage(other, 'run.started')
        platform.silent = true
        def id = run(one('b', 'y'))

        when:
        kinoloom.resolve(id, B, Decision.adopt('task-1'))

        then:
        def e = thrown(DecisionException)
        e.message == "Task task-1 is the one of 'a' in run $other"
    }

    def 'a task that only the records know of can be adopted'() {
        given:
        platform.silent = true
        def id = run()
        platform.status = { new TaskStatus.Lost('not exist') }
        platform.told = { new TaskRecord('wan2.2-t2i-plus', '') }

        expect:
        kinoloom.resolve(id, A, Decision.adopt('task-1')).told() == 'only the records know of it: not exist'
    }

    def 'a request whose words a damaged journal has lost can be decided about'() {
        given:
        platform.silent = true
        def id = run()
        damage(id, 'prepared', 'run.ended')
        kinoloom.acceptLoss(id)

        expect:
        kinoloom.unclear(id)*.asked()*.request() == [[category: 't2i', model: 'wan2.2-t2i-plus']]
        kinoloom.unclear(id)*.asked()*.worst() == [Money.fen(20)]

        when:
        kinoloom.resolve(id, A, Decision.adopt('task-1'))

        then:
        resume(id).status() == RunResult.Status.DONE
        platform.accepted.size() == 1
    }

    def 'what is made again counts twice against the budget, and is done'() {
        given:
        platform.silent = true
        def id = run()

        when:
        kinoloom.resolve(id, A, Decision.resubmit())

        then:
        kinoloom.unclear(id) == []

        when:
        platform.silent = false
        def result = resume(id)

        then:
        result.status() == RunResult.Status.DONE
        platform.accepted.size() == 2
        with(kinoloom.status(id).spending()) { [spent(), reserved(), inDoubt()] == [20, 0, 20].collect { Money.fen(it) } }
    }

    def 'what was given up stays so when the run is resumed; it can be decided anew'() {
        given:
        platform.silent = true
        def id = run()
        kinoloom.resolve(id, A, Decision.abandon())
        platform.silent = false

        expect:
        resume(id).status() == RunResult.Status.FAILED
        platform.accepted.size() == 1
        kinoloom.unclear(id)*.abandoned() == [true]

        when:
        kinoloom.resolve(id, A, Decision.adopt('task-1'))

        then:
        resume(id).status() == RunResult.Status.DONE
        platform.accepted.size() == 1
        with(kinoloom.status(id).spending()) { [spent(), reserved(), inDoubt()] == [20, 0, 0].collect { Money.fen(it) } }
    }

    def 'several decisions are written together, or none of them'() {
        given:
        platform.silent = true
        def id = run(two())

        when:
        kinoloom.resolve(id, [(A): Decision.resubmit(), (StepId.of('c')): Decision.abandon()])

        then:
        thrown(DecisionException)
        kinoloom.unclear(id)*.step() == [A, B]

        when:
        kinoloom.resolve(id, [(A): Decision.adopt('task-1'), (B): Decision.adopt('task-1')])

        then:
        def e = thrown(DecisionException)
        e.message == 'Task task-1 cannot be the one of two steps'

        when:
        kinoloom.resolve(id, [(A): Decision.abandon(), (B): Decision.abandon()])

        then:
        kinoloom.unclear(id)*.abandoned() == [true, true]
    }

    def 'other branches go on; the run waits for the decision'() {
        given:
        platform.misbehave = { if (it.params().prompt == 'x') throw new IOException('connection reset') }
        def id = run(two())

        expect:
        kinoloom.unclear(id)*.step() == [A]
        kinoloom.status(id).state() == 'paused'
        kinoloom.status(id).steps().find { it.id() == B }.state() == 'done'
        kinoloom.status(id).steps().find { it.id() == A }.detail() == 'UNCLEAR_REQUEST: connection reset'
    }

    def 'a decision that cannot be is refused: #what'() {
        given:
        platform.misbehave = { if (it.params().prompt == 'x') throw new IOException('connection reset') }
        def id = run(two())
        def transno = kinoloom.unclear(id)[0].asked().transno()
        def before = events(id)

        when:
        kinoloom.resolve(id, StepId.of(step), decision instanceof Closure ? decision(id) : decision)

        then:
        def e = thrown(DecisionException)
        [e.message, e.hint()] == [message.replace('RUN', id).replace('TRANSNO', transno), hint.replace('RUN', id)]
        events(id) == before

        where:
        what                  | step | decision                                        || message | hint
        'no such step'        | 'aa' | Decision.resubmit()                             || "There is no step 'aa' in run RUN" | "did you mean 'a'?"
        'it is done'          | 'b'  | Decision.resubmit()                             || "'b' of run RUN needs no decision: it is done" | 'kino resolve RUN shows what does'
        'no id'               | 'a'  | Decision.adopt('../x y')                        || "'../x y' is no task id" | "give the id that the account's records show, or the whole line"
        'a line of another'   | 'a'  | { Decision.adopt(rescue(it, 'b')) }            || "The RESCUE line is of step 'b', and this is 'a'" | 'name the run and the step that the line names'
        'of another attempt'  | 'a'  | { Decision.adopt(rescue(it, 'a')) }            || "The RESCUE line is of transno 'kl0', and this is 'TRANSNO'" | 'name the run and the step that the line names'
        'the task of another' | 'a'  | Decision.adopt('task-1')                        || "Task task-1 is the one of 'b' in run RUN" | 'look for the one that was made at the time of the request'
    }

    def 'a task that #what is refused before it is adopted'() {
        given:
        platform.silent = true
        def id = run()
        def transno = kinoloom.unclear(id)[0].asked().transno()
        platform.status = { status }
        platform.told = { record }

        when:
        kinoloom.resolve(id, A, Decision.adopt('task-1'))

        then:
        def e = thrown(DecisionException)
        e.message == message.replace('TRANSNO', transno)

        where:
        what                        | status                              | record                                || message
        'the platform does not know' | new TaskStatus.Lost('no such task') | null                                 || 'The platform does not know task task-1: no such task'
        'was made for another request' | null | new TaskRecord('', 'kl000000000000000000000000') || "Task task-1 was made for request kl000000000000000000000000, and 'a' sent TRANSNO"
        'is one of another model'   | null                                | new TaskRecord('cogview-3-flash', '') || "Task task-1 is one of cogview-3-flash, and 'a' asked wan2.2-t2i-plus"
    }

    def 'a platform that cannot be asked is no obstacle'() {
        given:
        platform.silent = true
        def id = run()
        platform.status = { new TaskStatus.Unclear('HTTP 502') }

        expect:
        kinoloom.resolve(id, A, Decision.adopt('task-1')).told() == 'could not be asked: HTTP 502'
    }

    def 'nobody decides while somebody works on the run'() {
        given:
        platform.silent = true
        def id = run()
        def lock = RunLock.acquire(Workspace.open(folder.resolve('w'), InstantSource.system()).run(id), InstantSource.system())

        when:
        kinoloom.resolve(id, A, Decision.abandon())

        then:
        thrown(RunBusyException)

        cleanup:
        lock.close()
    }

    private static String rescue(String run, String step) {
        new RescueLine(run, StepId.of(step), 1, 'kl0', new TaskId('t'), null).text()
    }

    private static Workflow one(String name = 'a', String prompt = 'x') {
        def workflow = Workflow.builder('one')
        workflow.output('a', workflow.t2i(name).model('wan2.2-t2i-plus').prompt(prompt).add())
        workflow.build()
    }

    private static Workflow two() {
        def workflow = Workflow.builder('two')
        workflow.t2i('a').model('wan2.2-t2i-plus').prompt('x').add()
        workflow.t2i('b').model('wan2.2-t2i-plus').prompt('y').add()
        workflow.build()
    }

    /** A run of a workflow made in Java, until it pauses. */
    private String run(Workflow workflow = one()) {
        try (def run = kinoloom.run(workflow)) {
            run.result().get(20, TimeUnit.SECONDS)
            run.id()
        }
    }

    private RunResult resume(String id) {
        try (def run = kinoloom.resume(id, one())) {
            run.result().get(20, TimeUnit.SECONDS)
        }
    }

    private List<Event> events(String id) {
        FileJournal.read(folder.resolve("w/runs/$id/journal.log"))*.event()
    }

    /** As if the disk had lost the lines of some types. */
    private void damage(String id, String... types) {
        def journal = folder.resolve("w/runs/$id/journal.log")
        def text = journal.toFile().readLines().collect { line ->
            types.any { line.contains("\"type\":\"$it\"") } ? '00000000' + line.substring(8) : line
        }
        Files.writeString(journal, text.join('\n') + '\n')
    }

    /** Cuts the journal behind the first event that is meant, as if the process had ended there. */
    private void keep(String id, Closure<Boolean> last) {
        def journal = folder.resolve("w/runs/$id/journal.log")
        int kept = events(id).findIndexOf(last) + 1
        Files.write(journal, Files.readAllLines(journal).take(kept + 1))
    }
}
