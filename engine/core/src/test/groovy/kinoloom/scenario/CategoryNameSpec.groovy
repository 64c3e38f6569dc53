package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.Mp4
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.plan.Limits
import kinoloom.platform.Money
import kinoloom.platform.http.FaultServer
import kinoloom.platform.http.HttpPlatform
import kinoloom.run.AmbiguityPolicy
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** A category the platform knows by another name than its document's. */
class CategoryNameSpec extends Specification {
    @TempDir Path folder

    static final String FILM = """
        def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
        def clip = ref2v { model 'happyhorse-1.0-r2v'; images a; prompt 'y'; duration 5 }
        output clip: clip
    """

    static final String TWO = FILM + """
        def other = ref2v { model 'happyhorse-1.0-r2v'; images a; prompt 'z'; duration 5 }
    """

    def 'a step that is refused under one name is sent once more under the other, and paid once'() {
        given:
        def rig = new Rig(folder)
        rig.platform.onlyName = [ref2v: 'r2v']

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.sentAs == ['t2i', 'ref2v', 'r2v']
        rig.platform.accepted.size() == 2
        rig.events.findAll { it instanceof Event.Intent && it.step().value() == 'clip' }*.attempt() == [1, 2]
        rig.events.findAll { it instanceof Event.Rejected }*.refusal()*.message() == ["no, sent as 'ref2v'"]

        and: 'the refused attempt is neither charged nor held back'
        rig.runner.state().reserved() == Money.ZERO
        rig.runner.state().step(StepId.of('clip')).cost() == Money.fen(800)
    }

    def 'a budget that is enough for one of them is enough'() {
        given:
        def rig = new Rig(folder)
        rig.platform.onlyName = [ref2v: 'r2v']
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(20 + 800))

        expect:
        rig.run(MishapSpec.workflow(FILM)).status() == Ending.Status.DONE
    }

    def 'two steps in flight at the same time both find the other name'() {
        given:
        def rig = new Rig(folder)
        rig.platform.onlyName = [ref2v: 'r2v']

        when:
        def ending = rig.run(MishapSpec.workflow(TWO))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.sentAs.countBy { it } == [t2i: 1, ref2v: 2, r2v: 2]
        rig.platform.accepted.size() == 3
    }

    def 'refused under both names, a step fails with both in its words'() {
        given:
        def rig = new Rig(folder)
        rig.platform.onlyName = [ref2v: 'video2video']

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ["The platform refused it as 'ref2v' and as 'r2v': no"]
        ending.failures()*.hint() == ['it may not offer the model at the moment: kino models tells']
        rig.platform.sentAs == ['t2i', 'ref2v', 'r2v']
        rig.runner.state().spent() == Money.fen(20)
        rig.runner.state().reserved() == Money.ZERO
    }

    def 'a category with one name is not tried again'() {
        given:
        def rig = new Rig(folder)
        rig.platform.onlyName = [t2i: 'text2image']

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.failures()*.message() == ['The platform refused it: no']
        rig.platform.sentAs == ['t2i']
    }

    def 'an answer that is lost under one name is not sent under the other'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { if (it.category() == 'ref2v') throw new IOException('connection reset') }

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.PAUSED
        rig.platform.sentAs == ['t2i', 'ref2v']
    }

    def 'wherever a process ends, the next goes on, and nothing is paid twice'() {
        given:
        def whole = new Rig(folder.resolve('whole'))
        whole.platform.onlyName = [ref2v: 'r2v']
        whole.run(MishapSpec.workflow(FILM))

        expect:
        (1..<whole.events.size()).each { crashAfter ->
            def rig = new Rig(folder.resolve("run-$crashAfter"))
            rig.platform.onlyName = [ref2v: 'r2v']
            rig.ambiguity = AmbiguityPolicy.parse('resubmit:1')
            List<Event> past = []
            try {
                rig.run(MishapSpec.workflow(FILM), [], crashAfter)
            } catch (Rig.Crash e) {
                past = rig.events.take(rig.journal.durable)
            }
            def resumed = new Rig(folder.resolve("run-$crashAfter"), rig.platform)
            resumed.ambiguity = rig.ambiguity
            def ending = resumed.run(MishapSpec.workflow(FILM), past)
            assert ending.status() == Ending.Status.DONE : "crash after $crashAfter"
            assert rig.platform.accepted.size() == 2 : "crash after $crashAfter"
        }
    }

    def 'over a socket: two steps at once are refused as ref2v, accepted as r2v, and the third goes as r2v at once'() {
        given: 'a platform that knows the category as r2v only, and answers the first two together'
        def both = new CountDownLatch(2)
        def accepted = new CopyOnWriteArrayList<String>()
        def server = new FaultServer({ FaultServer.Got got, Socket socket ->
            def path = got.path()
            if (path.endsWith('/image/generations')) {
                FaultServer.answer(socket, 200, '{"status":"SUCCEEDED","image":["/idfile?path=a.png"]}')
            } else if (path.endsWith('/video/generations')) {
                def name = (got.text() =~ /name="catelogid"\r\n\r\n(.*)\r\n/)[0][1]
                if (name == 'ref2v') {
                    both.countDown()
                    both.await(5, TimeUnit.SECONDS)
                    FaultServer.answer(socket, 400, '{"error":{"message":"Parameters error.","type":"invalidparameters","param":null,"code":"invalid"}}')
                } else {
                    def id = "t-${accepted.size()}".toString()
                    accepted << id
                    FaultServer.answer(socket, 200, "{\"taskid\":\"$id\",\"status\":\"CREATED\"}")
                }
            } else if (path.contains('/tasks')) {
                FaultServer.answer(socket, 200, "{\"status\":\"SUCCEEDED\",\"video\":\"/idfile?path=${path.replaceAll(/.*=/, '')}.mp4\"}")
            } else {
                byte[] file = path.contains('.png') ? Pictures.png('a') : Mp4.bytes(path)
                FaultServer.raw(socket, "HTTP/1.1 200 OK\r\nContent-Length: $file.length\r\n\r\n", file)
            }
        })
        def platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }.build()
        def script = Files.writeString(folder.resolve('film.groovy'), TWO + "def third = ref2v('third') { model 'happyhorse-1.0-r2v'; images a; prompt 'w'; duration 5; after other }")

        when:
        RunResult result
        try (def engine = Kinoloom.builder().platform(platform).workspace(folder.resolve('ws')).out(folder.resolve('out')).build()) {
            result = engine.run(script, [:]).result().get(30, TimeUnit.SECONDS)
        }

        then:
        result.status() == RunResult.Status.DONE
        server.paid.collect { (it.text() =~ /catelogid"(?:\r\n\r\n|:")(\w+)/)[0][1] }.countBy { it } == [t2i: 1, ref2v: 2, r2v: 3]
        accepted.size() == 3
        result.spent() == Money.fen(20 + 3 * 800)

        cleanup:
        server?.close()
    }
}
