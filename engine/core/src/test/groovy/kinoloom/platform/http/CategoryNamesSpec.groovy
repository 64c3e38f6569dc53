package kinoloom.platform.http

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.platform.Catalogue
import kinoloom.platform.MediaFile
import kinoloom.platform.Refusal
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import kinoloom.platform.TaskId
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** The platform's document calls a category ref2v, its code r2v: whichever it answers to is used. */
class CategoryNamesSpec extends Specification {
    static final String TASK = '{"taskid":"t-1","status":"CREATED"}'
    static final String NO_MODEL = '{"error":{"message":"Parameters error.","type":"invalidparameters","param":null,"code":"invalid"}}'
    @TempDir
    Path dir
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform

    def "a request goes under the document's name, and after its refusal all go under the other"() {
        given:
        start { got, s -> answer(s, name(got) == 'r2v' ? 200 : 400, name(got) == 'r2v' ? TASK : NO_MODEL) }
        def happyhorse = request()

        expect:
        platform.categoryNames(happyhorse) == ['ref2v', 'r2v']

        when:
        def refused = platform.read(happyhorse, send(happyhorse))

        then:
        refused == new Submitted.Rejected(new Refusal(Refusal.Reason.NO_SUCH_MODEL, 'Parameters error. (invalid)'))
        platform.categoryNames(happyhorse) == ['r2v', 'ref2v']

        when: 'requests of this model and of others follow'
        send(happyhorse)
        send(request('doubao-seedance-2-0-260128'))

        then:
        server.paid.collect { name(it) } == ['ref2v', 'r2v', 'r2v']
        platform.read(happyhorse, send(happyhorse)) == new Submitted.Accepted(new TaskId('t-1'))
    }

    def "#status #body: the name is #kept"() {
        given:
        start { got, s -> if (status) answer(s, status, body) }

        when:
        try {
            send(request())
        } catch (IOException lost) {
        }

        then:
        platform.categoryNames(request())[0] == (kept == 'kept' ? 'ref2v' : 'r2v')

        where:
        status | body                                                 || kept
        400    | NO_MODEL                                             || 'given up'
        400    | 'Model "x" not found or not available'               || 'given up'
        400    | '{"error":"happyhorse-1.0-r2v not found"}'           || 'given up'
        200    | '{"status":"FAILED","error":"llmid:7没找到模型"}'    || 'given up'
        400    | '{"error":"404 Not Found"}'                          || 'kept'
        200    | '{"status":"FAILED","taskid":"t1","error":"ERROR: the model service is temporarily not available"}' || 'kept'
        200    | '{"status":"error","data":{"taskid":"t1","message":"the video model is not available"}}' || 'kept'
        200    | '{"status":"FAILED","error":"model happyhorse-1.0-r2v: reference file not found"}' || 'kept'
        400    | '{"error":"Missing required parameter: prompt"}'     || 'kept'
        401    | '{"error":"Invalid API Key"}'                        || 'kept'
        429    | '{"error":"Insufficient balance"}'                   || 'kept'
        404    | '<html>404: Not Found</html>'                        || 'kept'
        500    | NO_MODEL                                             || 'kept'
        200    | '<html>log in</html>'                                || 'kept'
        200    | '{"error":"ERROR:the model was not reached: timed out","status":"FAILED"}' || 'kept'
        200    | TASK                                                 || 'kept'
        0      | 'the connection is closed without an answer'         || 'kept'
    }

    def "two requests that are refused at the same time give the name up once"() {
        given:
        def both = new CountDownLatch(2)
        start { got, s ->
            both.countDown()
            assert both.await(5, TimeUnit.SECONDS)
            answer(s, 400, NO_MODEL)
        }

        when:
        def sent = (1..2).collect { submit(request()) }
        sent*.get()

        then:
        server.paid.collect { name(it) } == ['ref2v', 'ref2v']
        platform.categoryNames(request()) == ['r2v', 'ref2v']
    }

    def "a name that a request was accepted under stays the first"() {
        given:
        start { got, s -> answer(s, got.text().contains('seedance') ? 400 : 200, got.text().contains('seedance') ? NO_MODEL : TASK) }

        when: 'one model is not offered at all, another is'
        send(request('doubao-seedance-2-0-260128'))
        send(request().as('ref2v'))

        then:
        platform.categoryNames(request()) == ['ref2v', 'r2v']
    }

    def "a user's file may name the category"() {
        given:
        def own = Files.writeString(dir.resolve('kinoloom.json'), '{"models": [{"category": "ref2v", "model": "happyhorse-1.0-r2v", "catelogid": "r2v"}]}')
        start({ got, s -> answer(s, 400, NO_MODEL) }, Catalogue.load(own))

        when:
        send(request())

        then:
        name(server.paid[0]) == 'r2v'
        platform.categoryNames(request()) == ['r2v']
    }

    private void start(Closure behaviour, Catalogue catalogue = null) {
        server = new FaultServer(behaviour)
        platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }.catalogue(catalogue).build()
    }

    private static void answer(Socket socket, int status, String body) {
        FaultServer.answer(socket, status, body)
    }

    private static String name(FaultServer.Got got) {
        (got.text() =~ /name="catelogid"\r\n\r\n(.*)\r\n/)[0][1]
    }

    private Request request(String model = 'happyhorse-1.0-r2v') {
        def picture = Files.writeString(dir.resolve('picture.png'), 'PICTURE')
        new Request('ref2v', model, [prompt: 'x', duration: 5, resolution: '720P'], [:], [new MediaFile('images', 'abcd', 'image/png', picture)])
    }

    private submit(Request request) {
        platform.submit(request, 'tr-1', { CompletableFuture.completedFuture(null) })
    }

    private send(Request request) {
        try {
            submit(request).get(10, TimeUnit.SECONDS)
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.cause
        }
    }
}
