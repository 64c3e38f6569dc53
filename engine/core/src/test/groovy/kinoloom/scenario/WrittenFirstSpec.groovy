package kinoloom.scenario

import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.platform.Answer
import kinoloom.platform.Platform
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import spock.lang.Specification
import spock.lang.TempDir

/** Before anything is sent, believed or told, it is in the journal on disk. The journal is a real file, read by its name. */
class WrittenFirstSpec extends Specification {
    @TempDir Path folder
    /** What somebody did before it was written down. */
    final Queue<String> tooEarly = new ConcurrentLinkedQueue<>()

    def 'the intent is written before a request is sent, the barrier before its tail, the answer before it is read, and the task before it is asked for'() {
        given:
        def platform = new FakePlatform() {
            CompletableFuture<Answer> submit(Request request, String transno, Platform.Barrier beforeTail) {
                needs("sending $transno") { it instanceof Event.Intent && it.transno() == transno }
                super.submit(request, transno, { beforeTail.pass().thenRun { needs("the tail of $transno") { it instanceof Event.Barrier } } })
            }

            Submitted read(Request request, Answer answer) {
                needs("reading ${answer.body()}") { it instanceof Event.Answered && it.answer() == answer }
                super.read(request, answer)
            }

            CompletableFuture<TaskStatus> poll(TaskId task) {
                needs("asking for $task") { it instanceof Event.Accepted && it.task() == task }
                super.poll(task)
            }
        }

        expect:
        run(platform) { }.status() == RunResult.Status.DONE
        tooEarly.empty
        platform.accepted.size() == 1
    }

    def 'what a listener hears is written'() {
        given:
        def heard = new ConcurrentLinkedQueue<Event>()

        when:
        def result = run(new FakePlatform()) { entry ->
            heard << entry.event()
            needs("hearing of ${entry.event()}") { it == entry.event() }
        }

        then:
        result.status() == RunResult.Status.DONE
        heard.any { it instanceof Event.Accepted } && heard.last() instanceof Event.RunEnded
        tooEarly.empty
    }

    def 'a listener that throws #thrown.class.simpleName does no harm'() {
        given:
        def platform = new FakePlatform()

        expect:
        run(platform) { throw thrown }.status() == RunResult.Status.DONE
        platform.accepted.size() == 1

        where:
        thrown << [new IllegalStateException('a window was closed'), new NullPointerException()]
    }

    private RunResult run(FakePlatform platform, Closure<?> listener) {
        def script = folder.resolve('film.groovy')
        script.toFile().text = "def hero = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }\noutput hero: hero"
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).listener(listener).build()
        try {
            kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)
        } finally {
            kinoloom.close()
        }
    }

    void needs(String what, Closure<Boolean> event) {
        def journal = folder.resolve('w/runs').toFile().listFiles()[0].toPath().resolve('journal.log')
        if (!FileJournal.read(journal)*.event().any(event)) tooEarly << what
    }
}
