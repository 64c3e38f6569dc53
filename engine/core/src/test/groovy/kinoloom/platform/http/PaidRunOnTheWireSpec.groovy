package kinoloom.platform.http

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.Pictures
import kinoloom.journal.Event
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What a whole run makes of each class of outcome; the server looks into the journal when a request is there. */
class PaidRunOnTheWireSpec extends Specification {
    @TempDir Path folder
    @AutoCleanup FaultServer server
    /** The requests that were whole before our journal said that they might be. */
    final List<String> tooEarly = new CopyOnWriteArrayList<>()

    def "a server that #does is sent #times request, and the run is #status"() {
        given:
        serve(faults)

        expect:
        make().status() == status
        posts() == times
        events('submit.not-sent') == []

        where:
        does                                 | times | status                      | faults
        'takes it'                           | 1     | RunResult.Status.DONE       | []
        'refuses it'                         | 1     | RunResult.Status.FAILED     | [{ s -> FaultServer.answer(s, 400, 'Missing required parameter: prompt') }]
        'says that there is no money'        | 1     | RunResult.Status.PAUSED     | [{ s -> FaultServer.answer(s, 429, '{"error":"Insufficient balance"}') }]
        'does not know the key'              | 1     | RunResult.Status.KEY_REFUSED | [{ s -> FaultServer.answer(s, 401, 'Invalid API Key') }]
    }

    def "a request that is turned away for a second is sent again after a second, under another number"() {
        given:
        serve([{ s -> FaultServer.answer(s, 429, 'too many requests', 'text/plain', 'Retry-After: 1\r\n') }])

        expect:
        make().status() == RunResult.Status.DONE
        posts() == 2
        server.paid[1].wholeAt - server.paid[0].wholeAt >= 1_000_000_000L
    }

    def "what nobody heard of is sent again, under another number"() {
        given: 'a server that is started once a request has not found it'
        def port = new ServerSocket(0, 1, InetAddress.getByName('127.0.0.1')).withCloseable { it.localPort }

        expect:
        make("http://127.0.0.1:$port", 'hold') { if (it.event() instanceof Event.NotSent && !server) serve([], port) }.status() == RunResult.Status.DONE
        posts() == 1
        events('submit.intent').size() == events('submit.not-sent').size() + 1
        events('submit.barrier').size() == 1
    }

    def "what may have been taken is not sent again until a person says so"() {
        given:
        serve([{ s -> FaultServer.reset(s) }])

        expect:
        make().status() == RunResult.Status.PAUSED
        posts() == 1

        and:
        make(server.url, 'resubmit:1').status() == RunResult.Status.DONE
        posts() == 2
    }

    // --- a platform for one picture ------------------------------------------------------------------

    /** @param faults what is done to the first paid requests; those after them are taken */
    void serve(List<Closure> faults, int port = 0) {
        def left = new ArrayDeque<Closure>(faults)
        server = new FaultServer({ FaultServer.Got got, Socket s ->
            if (got.paid()) {
                if (!announced(got.headers['idempotency-key'])) tooEarly << got.headers['idempotency-key']
                def fault = left.poll()
                fault ? fault.call(s) : FaultServer.answer(s, 200, '{"taskid":"t-1","status":"CREATED"}')
            } else if (got.path().contains('/tasks?')) {
                FaultServer.answer(s, 200, """{"taskid":"t-1","status":"SUCCEEDED","image":["$server.url/cat.png"]}""")
            } else if (got.path() == '/cat.png') {
                def png = Pictures.png('cat')
                FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: ${png.length}\r\n\r\n", png)
            } else {
                FaultServer.answer(s, 404, '')
            }
        }, port)
    }

    /** Begins the run, or goes on with it. */
    RunResult make(String url = server.url, String policy = 'hold', Closure listener = { }) {
        def platform = HttpPlatform.builder().baseUrl(url).apiKey { 'sk-canary-123' }.build()
        def engine = Kinoloom.builder().platform(platform).workspace(folder.resolve('ws')).out(folder.resolve('out'))
            .onAmbiguous(policy).listener { listener.call(it) }.build()
        def script = Files.writeString(folder.resolve('cat.groovy'), "def cat = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }\noutput cat: cat")
        engine.withCloseable {
            (journal() ? engine.resume(engine.runs()[0].id()) : engine.run(script, [:])).withCloseable { it.result().get(20, TimeUnit.SECONDS) }
        }
    }

    /** How many paid requests were whole at the server: each under a number of its own, announced on disk before. */
    int posts() {
        def numbers = server.paid.findAll { it.whole }*.headers*.get('idempotency-key')
        assert numbers == numbers.toUnique()
        assert tooEarly == []
        assert server.accepted.get() >= numbers.size()
        numbers.size()
    }

    /** Whether an attempt of this number has passed its barrier, by what is on disk now. */
    boolean announced(String number) {
        def intent = events('submit.intent').find { it.contains("\"transno\":\"$number\"") }
        def attempt = (intent =~ /"attempt":(\d+)/)[0][1]
        events('submit.barrier').any { it.contains("\"attempt\":$attempt") }
    }

    List<String> events(String type) {
        journal() ? Files.readAllLines(journal()).findAll { it.contains("\"type\":\"$type\"") } : []
    }

    Path journal() {
        def runs = folder.resolve('ws/runs')
        Files.isDirectory(runs) ? Files.walk(runs).withCloseable { it.filter { it.fileName.toString() == 'journal.log' }.findFirst().orElse(null) } : null
    }
}
