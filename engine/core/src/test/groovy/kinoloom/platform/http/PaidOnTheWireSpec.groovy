package kinoloom.platform.http

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.zip.GZIPOutputStream
import kinoloom.platform.Answer
import kinoloom.platform.MediaFile
import kinoloom.platform.NotSentException
import kinoloom.platform.Platform
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * What a paid request counts as, and how often it arrives whole, for everything a server can do to
 * it. Each row is done to four requests: JSON, a form with a file, a chat, and a chat that is
 * listened to. The server counts by the Idempotency-Key, which is our number for the attempt.
 */
class PaidOnTheWireSpec extends Specification {
    static final String ACCEPTED = 'ACCEPTED'
    static final String REJECTED = 'REJECTED'
    static final String AMBIGUOUS = 'AMBIGUOUS'
    static final String NOT_SENT = 'NOT_SENT'

    static final String TASK = '{"taskid":"t-1","status":"CREATED"}'
    static final String CHAT = '{"choices":[{"index":0,"message":{"role":"assistant","content":"well"}}]}'
    static final String STREAM = 'data: {"choices":[{"index":0,"delta":{"content":"well"}}]}\n\ndata: [DONE]\n\n'
    static final String CHUNKED = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
    static final Duration SHORT = Duration.ofMillis(400)
    static final List<String> KINDS = ['JSON', 'form', 'chat', 'stream']

    @TempDir @Shared
    Path dir
    @AutoCleanup @Shared
    FaultServer elsewhere = new FaultServer({ got, s -> FaultServer.answer(s, 200, good(got)) })
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform

    def "when the server #does, a task counts as #task, a chat as #chat, and each arrived once"() {
        given:
        server = new FaultServer({ FaultServer.Got got, Socket s -> fault.call(got, s) })
        platform = client(does.contains('silent') ? SHORT : Duration.ofSeconds(10))
        def passed = new ConcurrentHashMap<String, Long>()

        when: 'each is sent once, and there is time for a hidden repetition'
        def sent = KINDS.collectEntries { kind -> [kind, submit(kind, { passed[kind] = System.nanoTime(); go() })] }
        def classes = KINDS.collect { outcome(it, sent[it]) }
        Thread.sleep(25)

        then:
        classes == [task, task, chat, chat]

        and: 'each was there whole exactly once, under its own number, on a connection of its own'
        def whole = server.paid.findAll { it.whole }
        whole*.headers*.get('idempotency-key').sort() == KINDS.sort(false)
        server.accepted.get() == KINDS.size()

        and: 'what it may have cost was known to us before the last byte was there'
        whole.every { passed[it.headers['idempotency-key']] <= it.wholeAt }

        and: 'nobody else heard of it'
        elsewhere.requests.empty

        where:
        does                                        | task      | chat      | fault
        'answers well'                              | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.answer(s, 200, good(got)) }
        'answers well and closes'                   | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.answer(s, 200, good(got), 'application/json', 'Connection: close\r\n'); s.close() }
        'is slow but says a byte now and then, never silent' | ACCEPTED | ACCEPTED | { got, s -> slowly(s, good(got)) }

        // No answer, or part of one.
        'closes'                                    | AMBIGUOUS | AMBIGUOUS | { got, s -> s.close() }
        'resets the connection'                     | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.reset(s) }
        'is silent'                                 | AMBIGUOUS | AMBIGUOUS | { got, s -> Thread.sleep(8000) }
        'is silent after half a head'               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Le'); Thread.sleep(8000) }
        'is silent after the head'                  | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'); Thread.sleep(8000) }
        'is silent after half an answer'            | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"task'); Thread.sleep(8000) }
        'closes after half a head'                  | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Le'); s.close() }
        'closes after the head'                     | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n'); s.close() }
        'closes after half an answer'               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"task'); s.close() }
        'resets after half an answer'               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"task'); FaultServer.reset(s) }

        // Statuses after which HTTP clients like to try again.
        'answers 408'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 408, '') }
        'answers 408 and closes'                    | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 408, '', 'text/plain', 'Connection: close\r\n'); s.close() }
        'answers 425'                               | REJECTED  | REJECTED  | { got, s -> FaultServer.answer(s, 425, 'too early') }
        'answers 421'                               | REJECTED  | REJECTED  | { got, s -> FaultServer.answer(s, 421, 'not me') }
        'answers 429 with Retry-After: 0'           | REJECTED  | REJECTED  | { got, s -> FaultServer.answer(s, 429, 'too many requests', 'text/plain', 'Retry-After: 0\r\n') }
        'answers 503 with Retry-After: 0'           | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 503, 'busy', 'text/plain', 'Retry-After: 0\r\n') }
        'answers 500'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 500, 'oops') }
        'answers 502'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 502, '<html>Bad Gateway</html>', 'text/html') }
        'answers 504'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 504, '<html>Gateway Time-out</html>', 'text/html') }
        'answers 500 with a good body'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 500, good(got)) }
        'answers 409'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 409, 'in progress') }
        'answers 424'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 424, 'vendor failed') }
        'answers 499'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 499, '') }
        'answers 304'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 304 X\r\n\r\n') }
        'answers 600'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 600, '') }

        // Redirects and requests for credentials.
        'redirects to itself with 301'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 301, '', 'text/plain', 'Location: /x\r\n') }
        'redirects to itself with 302'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 302, '', 'text/plain', 'Location: /x\r\n') }
        'redirects to itself with 303'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 303, '', 'text/plain', 'Location: /x\r\n') }
        'redirects to itself with 307'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 307, '', 'text/plain', 'Location: /x\r\n') }
        'redirects to itself with 308'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 308, '', 'text/plain', 'Location: /x\r\n') }
        'redirects elsewhere with 301'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 301, '', 'text/plain', "Location: $elsewhere.url/x\r\n") }
        'redirects elsewhere with 302'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 302, '', 'text/plain', "Location: $elsewhere.url/x\r\n") }
        'redirects elsewhere with 307'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 307, '', 'text/plain', "Location: $elsewhere.url/x\r\n") }
        'redirects elsewhere with 308'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 308, '', 'text/plain', "Location: $elsewhere.url/x\r\n") }
        'answers 401 and asks for a password'       | REJECTED  | REJECTED  | { got, s -> FaultServer.answer(s, 401, '', 'text/plain', 'WWW-Authenticate: Basic realm="x"\r\n') }
        'answers 401 and asks for a token'          | REJECTED  | REJECTED  | { got, s -> FaultServer.answer(s, 401, '', 'text/plain', 'WWW-Authenticate: Bearer\r\n') }
        'answers 407 as a proxy'                    | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 407, '', 'text/plain', 'Proxy-Authenticate: Basic realm="x"\r\n') }

        // What comes before the answer.
        'says 100 first'                            | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, 'HTTP/1.1 100 Continue\r\n\r\n'); FaultServer.answer(s, 200, good(got)) }
        'says 100 and no more: silent'              | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 100 Continue\r\n\r\n'); Thread.sleep(8000) }
        'gives a hint with 103 first'               | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, 'HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n'); FaultServer.answer(s, 200, good(got)) }
        'gives twenty hints first'                  | ACCEPTED  | ACCEPTED  | { got, s -> 20.times { FaultServer.raw(s, 'HTTP/1.1 103 Early Hints\r\n\r\n') }; FaultServer.answer(s, 200, good(got)) }
        'says 102 for a while'                      | ACCEPTED  | ACCEPTED  | { got, s -> 5.times { FaultServer.raw(s, 'HTTP/1.1 102 Processing\r\n\r\n') }; FaultServer.answer(s, 200, good(got)) }
        'switches protocols'                        | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'); s.close() }
        'offers HTTP/2 with its answer'             | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.answer(s, 200, good(got), 'application/json', 'Upgrade: h2c\r\nConnection: Upgrade\r\nAlt-Svc: h2=":443"\r\n') }

        // Odd frames.
        'sends two answers'                         | ACCEPTED  | ACCEPTED  | { got, s -> 2.times { FaultServer.answer(s, 200, good(got)) } }
        'sends one answer twice in one body'        | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.answer(s, 200, good(got) * 2) }
        'names two tasks in one body'               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, '{"taskid":"t-1"}{"taskid":"t-2"}') }
        'names two tasks in one object'             | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, '{"taskid":"t-1","taskid":"t-2"}') }
        'speaks HTTP/1.0'                           | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, "HTTP/1.0 200 OK\r\n\r\n${good(got)}"); s.close() }
        'speaks HTTP/1.0 and breaks off'            | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, "HTTP/1.0 200 OK\r\n\r\n${good(got)[0..20]}"); s.close() }
        'speaks something else'                     | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'SSH-2.0-OpenSSH\r\n\r\n'); s.close() }
        'has a status of four digits'               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 2000 OK\r\n\r\n'); s.close() }
        'sends chunks'                              | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, CHUNKED + chunk(good(got)) + '0\r\n\r\n') }
        'sends a chunk of no size'                  | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, CHUNKED + 'zz\r\n' + good(got)); s.close() }
        'breaks off within a chunk'                 | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, CHUNKED + chunk(good(got))[0..24]); s.close() }
        'breaks off after the last word'            | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, CHUNKED + chunk(good(got))); s.close() }
        'states too great a length'                 | ACCEPTED  | ACCEPTED  | { got, s -> FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n${good(got)}"); s.close() }
        'states too small a length'                 | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n${good(got)}") }
        'has 400 KiB of headers'                    | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, good(got), 'text/plain', "X-Y: ${'z' * 400_000}\r\n") }

        // Bodies that are no answer.
        'sends nothing'                             | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, '') }
        'answers 204'                               | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 204 X\r\n\r\n') }
        'shows a page to log in on'                 | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, '<html>log in</html>', 'text/html') }
        'sends a bomb of gzip'                      | AMBIGUOUS | AMBIGUOUS | { got, s -> bomb(s) }
        'sends more than 1 MiB'                     | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.answer(s, 200, '{"x":"' + 'y' * 2_000_000 + '","taskid":"t-1"}') }
        'sends without end'                         | AMBIGUOUS | AMBIGUOUS | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\n\r\n{"x":"'); while (true) FaultServer.raw(s, 'y' * 65536) }
    }

    def "when the server #does before the request is whole, it counts as #expected"() {
        given: 'a request larger than what a network holds on its way'
        server = new FaultServer({ got, s -> FaultServer.answer(s, 200, good(got)) })
        server.early = { got, Socket s -> s.inputStream.readNBytes(100_000); fault.call(s); false }
        platform = client(Duration.ofSeconds(10))
        def asked = false

        expect:
        outcome('form', platform.submit(clip(30_000_000), 'form', { asked = true; go() })) == expected
        server.paid*.whole == [false]
        !asked

        where:
        does                | expected | fault
        'closes'            | NOT_SENT | { s -> s.close() }
        'resets'            | NOT_SENT | { s -> FaultServer.reset(s) }
        'answers 413'       | REJECTED | { s -> last(s, 413, 'too large') }
        'answers 401'       | REJECTED | { s -> last(s, 401, 'Invalid API Key') }
        'answers 408'       | NOT_SENT | { s -> last(s, 408, '') }
        'answers 500'       | NOT_SENT | { s -> last(s, 500, '') }
        'answers 503'       | NOT_SENT | { s -> last(s, 503, '') }
        'redirects'         | NOT_SENT | { s -> FaultServer.raw(s, 'HTTP/1.1 307 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n'); s.shutdownOutput(); Thread.sleep(50) }
        'names a task'      | NOT_SENT | { s -> last(s, 200, TASK) }
    }

    def "an answer to a request that is still on its way is its answer once it is whole"() {
        given: 'a server that answers when it has the head, and reads on'
        server = new FaultServer({ got, s -> })
        server.early = { got, s -> FaultServer.answer(s, 200, good(got)); true }
        platform = client(Duration.ofSeconds(10))

        expect:
        KINDS.collect { outcome(it, submit(it, { go() })) } == [ACCEPTED] * 4
        eventually { server.paid*.whole == [true] * 4 }
    }

    def "a server that wants to be asked first does not get it twice"() {
        given: '100 before the body, and 417 after it'
        server = new FaultServer({ got, s -> FaultServer.answer(s, 417, 'no expectations') })
        server.early = { got, s -> FaultServer.raw(s, 'HTTP/1.1 100 Continue\r\n\r\n'); true }
        platform = client(Duration.ofSeconds(10))

        expect:
        KINDS.collect { outcome(it, submit(it, { go() })) } == [REJECTED] * 4
        server.paid*.whole == [true] * 4
        server.paid.every { !it.headers.expect }
    }

    def "what the barrier refuses arrives nowhere whole (#kind)"() {
        given:
        server = new FaultServer({ got, s -> FaultServer.answer(s, 200, good(got)) })
        platform = client(Duration.ofSeconds(10))

        expect:
        outcome(kind, submit(kind, { CompletableFuture.failedFuture(new IOException('disk full')) })) == NOT_SENT
        Thread.sleep(25)
        server.paid.every { !it.whole }

        where:
        kind << KINDS
    }

    def "where nobody listens nothing is sent (#kind)"() {
        given:
        platform = HttpPlatform.builder().baseUrl('http://127.0.0.1:1').build()

        expect:
        outcome(kind, submit(kind, { throw new AssertionError('asked') })) == NOT_SENT

        where:
        kind << KINDS
    }

    def "HTTP/2 is not offered, so it cannot be taken"() {
        given: 'what a client says first to a server with TLS'
        def hello = new CompletableFuture<String>()
        def listener = new ServerSocket(0, 5, InetAddress.getByName('127.0.0.1'))
        Thread.startDaemon {
            def bytes = new byte[4096]
            listener.accept().withCloseable { hello.complete(new String(bytes, 0, it.inputStream.read(bytes), 'ISO-8859-1')) }
        }
        platform = HttpPlatform.builder().baseUrl("https://127.0.0.1:$listener.localPort").build()

        when:
        def counts = outcome('JSON', submit('JSON', { go() }))

        then: 'a list of protocols has h2 as a 2 and these letters'
        counts == NOT_SENT
        hello.get(5, TimeUnit.SECONDS).startsWith('\u0016\u0003')
        !hello.get().contains('\u0002h2')

        cleanup:
        listener.close()
    }

    def "how long a server asks to be left alone is kept with its answer: #header"() {
        given:
        server = new FaultServer({ got, s -> FaultServer.answer(s, 429, 'too many requests', 'text/plain', header.replace('|', '\r\n') + '\r\n') })
        platform = client(Duration.ofSeconds(10))

        expect:
        submit('JSON', { go() }).get(5, TimeUnit.SECONDS).retryAfter()?.toSeconds() == seconds
        submit('chat', { go() }).get(5, TimeUnit.SECONDS).retryAfter()?.toSeconds() == seconds

        where:
        header                                                                                | seconds
        'X: y'                                                                                | null
        'Retry-After: 0'                                                                      | 0
        'Retry-After: 7'                                                                      | 7
        'Retry-After: 600'                                                                    | 600
        'Retry-After: 86400'                                                                  | 600
        'Retry-After: 99999999999999999999'                                                   | 600
        'Retry-After: -1'                                                                     | null
        'Retry-After: soon'                                                                   | null
        'Retry-After: 1.5'                                                                    | null
        'Date: Sun, 22 Nov 2026 09:30:00 GMT|Retry-After: Sun, 22 Nov 2026 09:30:09 GMT'      | 9
        'Date: Sun, 22 Nov 2026 09:30:00 GMT|Retry-After: Sun, 22 Nov 2026 09:29:00 GMT'      | 0
        'Retry-After: Sun, 22 Nov 2099 09:30:09 GMT'                                          | 600
    }

    // --- what it is done with ----------------------------------------------------------------------

    static CompletableFuture<Void> go() { CompletableFuture.completedFuture(null) }

    CompletableFuture<Answer> submit(String kind, Platform.Barrier barrier) {
        kind == 'stream' ? platform.submit(request(kind), kind, barrier, { text, reasoning -> }) : platform.submit(request(kind), kind, barrier)
    }

    Request request(String kind) {
        switch (kind) {
            case 'JSON': return new Request('t2i', 'wan2.2-t2i-plus', [prompt: 'a cat'], [:], [])
            case 'form': return clip(100_000)
            default: return new Request('t2t', 'qwen3-max', [prompt: 'hi'], [:], [])
        }
    }

    Request clip(int bytes) {
        def file = dir.resolve("$bytes")
        if (!Files.exists(file)) Files.write(file, new byte[bytes])
        new Request('i2v', 'happyhorse-1.0-i2v', [prompt: 'it flies', duration: 5, resolution: '720P'], [:],
                [new MediaFile('firstFrame', 'abcdef0123456789abcdef', 'image/png', file)])
    }

    /** The engine's four classes. */
    String outcome(String kind, CompletableFuture<Answer> sent) {
        try {
            def meaning = platform.read(request(kind), sent.get(15, TimeUnit.SECONDS))
            meaning instanceof Submitted.Rejected ? REJECTED : meaning instanceof Submitted.Ambiguous ? AMBIGUOUS : ACCEPTED
        } catch (ExecutionException e) {
            e.cause instanceof NotSentException ? NOT_SENT : AMBIGUOUS
        }
    }

    HttpPlatform client(Duration answer) {
        HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }
                .timeouts(Duration.ofSeconds(10), answer, Duration.ofSeconds(5)).build()
    }

    static String good(FaultServer.Got got) {
        if (!got.path().endsWith('/chat/completions')) return TASK
        got.text().contains('"stream":true') || got.headers['idempotency-key'] == 'stream' ? STREAM : CHAT
    }

    static void slowly(Socket s, String body) {
        FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: ${body.length()}\r\n\r\n")
        body.split('(?<=\\G.{5})').each {
            Thread.sleep(60)
            FaultServer.raw(s, it)
        }
    }

    static String chunk(String text) { "${Integer.toHexString(text.length())}\r\n$text\r\n" }

    /** Sixty-four kilobytes that would be sixty-four megabytes. */
    static byte[] packed() {
        def bytes = new ByteArrayOutputStream()
        new GZIPOutputStream(bytes).withCloseable { out -> 64.times { out.write(new byte[1024 * 1024]) } }
        bytes.toByteArray()
    }

    static void bomb(Socket s) {
        def packed = packed()
        FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n", packed)
    }

    /** Says its last word and goes, without losing the word to a reset. */
    static void last(Socket s, int status, String body) {
        FaultServer.answer(s, status, body, 'text/plain', 'Connection: close\r\n')
        s.shutdownOutput()
        Thread.sleep(50)
        FaultServer.reset(s)
    }

    static boolean eventually(Closure<Boolean> holds) {
        for (int i = 0; i < 100 && !holds(); i++) Thread.sleep(20)
        holds()
    }
}
