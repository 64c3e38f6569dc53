package kinoloom.platform.http

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kinoloom.platform.Answer
import kinoloom.platform.MediaFile
import kinoloom.platform.NotSentException
import kinoloom.platform.Platform
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import kinoloom.platform.TaskId
import okhttp3.MediaType
import okio.Buffer
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** How a paid request is held back, and what is said when it cannot be sent. */
class HttpPlatformOnceSpec extends Specification {
    static final Request PICTURE = new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'a cat'], [:], [])
    static final String TASK = '{"taskid":"t-1","status":"CREATED"}'

    @TempDir
    Path dir
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform

    def "an answer is kept though the key cannot be had any more"() {
        given:
        server = FaultServer.saying(200, TASK)
        def key = { 'sk-0123456789abcdef' }
        platform = HttpPlatform.builder().baseUrl(server.url).apiKey({ key() }).build()

        when:
        def answer = platform.submit(PICTURE, 'tr-1', {
            key = { throw new UncheckedIOException(new IOException('no such file')) }
            CompletableFuture.completedFuture(null)
        }).get(5, TimeUnit.SECONDS)

        then:
        answer.body() == TASK
    }

    def "an answer that breaks its reader is of unknown fate, and not waited for for ever"() {
        given:
        server = FaultServer.saying(200, TASK)
        def body = new OneShotBody(MediaType.get('text/plain'), [], 'x'.bytes, { CompletableFuture.completedFuture(null) })
        def client = new okhttp3.OkHttpClient()
        def call = client.newCall(new okhttp3.Request.Builder().url(server.url).post(body).build())

        when:
        def outcome = outcomeOf(new PaidCall(body, 'there', { it }, { it.close(); throw new IllegalStateException('odd') }).send(call))

        then:
        outcome instanceof IOException
        !(outcome instanceof NotSentException)
        outcome.message == 'the answer of there cannot be read: java.lang.IllegalStateException: odd'

        cleanup:
        client.dispatcher().executorService().shutdown()
    }

    def "a kept connection is not used for a paid request"() {
        given: 'a server that closes each connection after its first request, silently'
        server = new FaultServer({ FaultServer.Got got, Socket s ->
            FaultServer.answer(s, 200, TASK)
            s.close()
        })
        platform = client()

        when:
        def answers = (1..5).collect { outcomeOf(platform.submit(PICTURE, "tr-$it", { CompletableFuture.completedFuture(null) })) }

        then:
        answers.every { it instanceof Answer && it.status() == 200 }
        server.paid*.headers*.'idempotency-key' == ['tr-1', 'tr-2', 'tr-3', 'tr-4', 'tr-5']
    }

    def "a connection that polls have kept is not used for a paid request"() {
        given:
        List<Integer> ports = []
        server = new FaultServer({ FaultServer.Got got, Socket s ->
            ports << s.port
            FaultServer.answer(s, 200, got.paid() ? TASK : '{"status":"RUNNING"}')
        })
        platform = client()

        when:
        2.times { platform.poll(new TaskId('t')).get() }
        def answer = outcomeOf(platform.submit(PICTURE, 'tr-1', { CompletableFuture.completedFuture(null) }))

        then:
        answer instanceof Answer && answer.status() == 200
        ports[0] == ports[1]
        ports[2] != ports[1]
    }

    def "a server on one address of a name with several is found"() {
        given:
        server = FaultServer.saying(200, TASK)
        platform = client("http://localhost:$server.port")

        expect:
        outcomeOf(platform.submit(PICTURE, 'tr-1', { CompletableFuture.completedFuture(null) })) instanceof Answer
    }

    def "when the barrier refuses, the server never has the whole request (#what)"() {
        given:
        server = FaultServer.saying(200, TASK)
        platform = client()

        when:
        def outcome = outcomeOf(platform.submit(request.call(this), 'tr-1', { CompletableFuture.failedFuture(failure) }))

        then:
        outcome instanceof NotSentException
        outcome.message == 'held back: the disk is full'
        Thread.sleep(60)
        server.paid.every { !it.whole && !it.text().contains('"model"') && !it.text().contains('name="model"') }

        where:
        what              | request                   | failure
        'JSON'            | { PICTURE }               | new IOException('the disk is full')
        'a form'          | { it.clip(300_000) }      | new IOException('the disk is full')
        'a broken runner' | { PICTURE }               | new IllegalStateException('the disk is full')
    }

    def "at the barrier the server has all but the tail"() {
        given:
        server = FaultServer.saying(200, TASK)
        platform = client()
        def atBarrier = new CompletableFuture<Boolean>()

        when:
        def outcome = outcomeOf(platform.submit(clip(300_000), 'tr-1', {
            while (server.paid.empty) Thread.sleep(5)
            atBarrier.complete(server.paid*.whole == [false])
            CompletableFuture.completedFuture(null)
        }))

        then:
        atBarrier.get()
        outcome instanceof Answer
        platform.read(PICTURE, outcome) instanceof Submitted.Accepted
    }

    def "a body is written once, even to a client that is allowed to repeat it"() {
        given:
        def passes = 0
        def body = new OneShotBody(MediaType.get('text/plain'), [new OneShotBody.Piece.Bytes('he'.bytes)], 'ad'.bytes, {
            passes++
            CompletableFuture.completedFuture(null)
        })
        def sent = new Buffer()
        body.writeTo(sent)

        when:
        body.writeTo(new Buffer())

        then:
        def e = thrown(IOException)
        e.message == 'a paid request is never sent a second time'
        sent.readUtf8() == 'head'
        body.contentLength() == 4
        body.oneShot
        passes == 1
    }

    def "what cannot be sent says why: #message"() {
        given:
        platform = client(url)

        when:
        def outcome = outcomeOf(platform.submit(request, 'tr-1', { CompletableFuture.completedFuture(null) }))

        then:
        outcome instanceof NotSentException
        outcome.message == message

        where:
        url                        | request | message
        'http://127.0.0.1:1'       | PICTURE | 'cannot connect to 127.0.0.1:1'
        'https://nowhere.invalid'  | PICTURE | 'unknown host nowhere.invalid'
        'http://127.0.0.1:1'       | new Request('t2v', 'wan2.2-t2i-plus', [:], [:], []) | "'wan2.2-t2i-plus' is a t2i model; use t2i { … }"
        'http://127.0.0.1:1'       | new Request('i2v', 'happyhorse-1.0-i2v', [:], [:], [new MediaFile('firstFrame', 'abcd', 'image/png', Path.of('gone.png'))]) | 'cannot read the file for firstFrame, abcd.png'
    }

    def "a server without TLS is no secure connection"() {
        given:
        server = new FaultServer({ got, s -> })
        platform = client("https://127.0.0.1:$server.port")

        when:
        def outcome = outcomeOf(platform.submit(PICTURE, 'tr-1', { CompletableFuture.completedFuture(null) }))

        then:
        outcome instanceof NotSentException
    }

    def "a server that refuses before it has read all is understood"() {
        given: 'an answer after the first bytes of a large body'
        def listener = new ServerSocket(0, 5, InetAddress.getByName('127.0.0.1'))
        Thread.startDaemon {
            def s = listener.accept()
            s.inputStream.read(new byte[1000])
            FaultServer.answer(s, 413, 'too large', 'text/plain', 'Connection: close\r\n')
            s.shutdownOutput()
            Thread.sleep(50)
            FaultServer.reset(s)
        }
        platform = client("http://127.0.0.1:$listener.localPort")

        when:
        def outcome = outcomeOf(platform.submit(clip(30_000_000), 'tr-1', { CompletableFuture.failedFuture(new IOException('not whole')) }))

        then:
        (outcome as Answer).status() == 413
        platform.read(PICTURE, outcome) instanceof Submitted.Rejected

        cleanup:
        listener.close()
    }

    def "closing ends what is under way and leaves no thread"() {
        given:
        server = new FaultServer({ got, s -> Thread.sleep(8000) })
        platform = client(server.url, Duration.ofSeconds(30))
        def pending = platform.submit(PICTURE, 'tr-1', { CompletableFuture.completedFuture(null) })
        while (server.paid.isEmpty()) Thread.sleep(5)

        when:
        platform.close()

        then:
        !(outcomeOf(pending) instanceof Answer)
        outcomeOf(platform.submit(PICTURE, 'tr-2', { CompletableFuture.completedFuture(null) })) instanceof NotSentException
        Thread.allStackTraces.keySet().findAll { it.name.startsWith('kinoloom-http') && it.alive }.empty
        server.paid.size() == 1
    }

    Request clip(int bytes) {
        def file = Files.write(dir.resolve('in.png'), new byte[bytes])
        new Request('i2v', 'happyhorse-1.0-i2v', [prompt: 'it flies', duration: 5, resolution: '720P'], [:],
                [new MediaFile('firstFrame', 'abcdef0123456789abcdef', 'image/png', file)])
    }

    HttpPlatform client(String url = server.url, Duration answer = Duration.ofSeconds(5)) {
        HttpPlatform.builder().baseUrl(url).apiKey { 'sk-canary-123' }
                .timeouts(Duration.ofSeconds(5), answer, Duration.ofSeconds(5)).build()
    }

    static Object outcomeOf(CompletableFuture<?> future) {
        try {
            future.get(10, TimeUnit.SECONDS)
        } catch (ExecutionException e) {
            e.cause
        }
    }
}
