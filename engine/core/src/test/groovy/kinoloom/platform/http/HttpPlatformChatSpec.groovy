package kinoloom.platform.http

import java.nio.charset.StandardCharsets
import java.nio.file.Path
import java.time.Duration
import java.time.InstantSource
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.graph.StepId
import kinoloom.journal.Event
import kinoloom.journal.FileJournal
import kinoloom.platform.Answer
import kinoloom.platform.Platform
import kinoloom.platform.Refusal.Reason
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A chat over the wire: in pieces or at once, whichever was asked for and whichever comes. */
class HttpPlatformChatSpec extends Specification {
    static final Request CHAT = new Request('t2t', 'qwen3-max', [prompt: 'hi'], [:], [])
    static final String WHOLE = '{"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"你好"}}],"content":"你好","finish":"1"}'

    @TempDir
    Path dir
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform
    List<String> heard = new CopyOnWriteArrayList<>()
    Platform.Hearing hearing = { String text, boolean reasoning -> heard << (reasoning ? "($text)".toString() : text) }

    def "#who, a chat of #options is sent with stream #stream"() {
        given:
        serve { got, s -> FaultServer.answer(s, 200, WHOLE) }

        when:
        ask(new Request('t2t', 'qwen3-max', [prompt: 'hi'], options, []), who == 'when somebody listens' ? hearing : null)

        then:
        server.paid[0].text().contains("\"stream\":$stream,")
        server.paid[0].text().count('"stream"') == 1

        where:
        who                     | options         | stream
        'when nobody listens'   | [:]             | false
        'when somebody listens' | [:]             | true
        'when somebody listens' | [stream: false] | false
        'when nobody listens'   | [stream: true]  | true
    }

    def "messages and options are sent as they are, with the types they have"() {
        given:
        serve { got, s -> FaultServer.answer(s, 200, WHOLE) }
        def messages = [
            [role: 'system', content: 'You direct.'],
            [role: 'user', content: [[type: 'text', text: '什么?'], [type: 'image_url', image_url: [url: 'https://x/a.png']]]]]

        when:
        ask(new Request('t2t', 'qwen3-max', [messages: messages],
            [temperature: 0.7, top_k: 20, stop: ['END', '##'], response_format: [type: 'json_object'], enable_search: false, user: 'u-1'], []), null)

        then:
        server.paid[0].text() == '{"enable_search":false,"response_format":{"type":"json_object"},"stop":["END","##"],"temperature":0.7,"top_k":20,"user":"u-1",' +
            '"stream":false,"transno":"tr-1","catelogid":"t2t",' +
            '"messages":[{"role":"system","content":"You direct."},{"role":"user","content":[{"type":"text","text":"什么?"},{"type":"image_url","image_url":{"url":"https://x/a.png"}}]}],' +
            '"model":"qwen3-max"}'
    }

    def "an answer in pieces is understood, and heard while it comes: #name"() {
        given:
        serve { got, s -> chunked(s, lines.join('\n') + '\n') }

        when:
        def answer = ask(CHAT, hearing)
        def meaning = platform.read(CHAT, answer)

        then:
        meaning instanceof Submitted.Text
        meaning.text() == 'One, two'
        heard.join('') == said
        meaning.usage().values().total_tokens == tokens

        where:
        name                                  | said             | tokens | lines
        'as documented'                       | 'One, two'       | null   | [piece('', 'assistant'), '', piece('One, '), '', piece('two'), '', 'data: [DONE]', '']
        'with usage in a piece of its own'    | 'One, two'       | 9      | [piece('One, '), '', piece('two'), '', 'data: {"choices":[],"finish":"1","usage":{"total_tokens":9}}', '', 'data: [DONE]']
        'with usage so far in every piece'    | 'One, two'       | 2      | [delta('"content":"One, "', ',"usage":{"total_tokens":1}'), delta('"content":"two"', ',"usage":{"total_tokens":2}'), 'data: [DONE]']
        'two pieces in one event'             | 'One, two'       | null   | [piece('One, '), piece('two'), 'data: [DONE]', '']
        'the end mark in the event of a piece' | 'One, two'      | null   | [piece('One, '), '', piece('two'), 'data: [DONE]', '']
        'no end mark'                         | 'One, two'       | null   | [piece('One, '), '', piece('two'), '']
        'just the platform\'s copy'           | 'One, two'       | null   | ['data: {"content":"One, "}', 'data: {"choices":[],"content":"two"}', 'data: [DONE]']
        'null in places'                      | 'One, two'       | null   | ['data: {"choices":[{"delta":{"content":null,"role":null}}],"content":null,"reasoning_content":null}', piece('One, '), piece('two'), 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}']
        'reasoning in the delta'              | '(Hm.)One, two'  | null   | [delta('"reasoning_content":"Hm."', ',"reasoning_content":"Hm.","content":null'), piece('One, '), piece('two'), 'data: [DONE]']
        'reasoning in the copy'               | '(Hm.)One, two'  | null   | ['data: {"choices":[{"delta":{"content":""}}],"reasoning_content":"Hm.","content":""}', piece('One, '), piece('two'), 'data: [DONE]']
        'lines that are no JSON'              | 'One, two'       | null   | [': ping', 'event: message', 'id: 7', 'retry: 10', 'data: ', 'data: oops', 'data: ["a"]', piece('One, '), '<br>', piece('two'), 'data: [DONE]']
        'no space after the colon'            | 'One, two'       | null   | ['data:{"choices":[{"delta":{"content":"One, "}}]}', 'data:{"choices":[{"delta":{"content":"two"}}]}', 'data:[DONE]']
        'a byte order mark'                   | 'One, two'       | null   | ['\uFEFF' + piece('One, '), piece('two'), 'data: [DONE]']
        'several answers, of which the first counts' | 'One, two' | null  | [piece('One, '), 'data: {"choices":[{"index":1,"delta":{"content":"Uno"}}],"content":"Uno"}', piece('two'), 'data: [DONE]']
        'the whole answer once more at the end' | 'One, two'     | null   | [piece('One, '), piece('two'), 'data: {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"One, two"}}]}', 'data: [DONE]']
        'the whole answer as the only piece'  | 'One, two'       | null   | ['data: {"choices":[{"index":0,"message":{"content":"One, two"}}],"content":"One, two"}', 'data: [DONE]', '']
    }

    def "the lines of an answer may end as on Windows"() {
        given:
        serve { got, s -> chunked(s, [piece('One, '), '', piece('two'), '', 'data: [DONE]', ''].join('\r\n')) }

        expect:
        (platform.read(CHAT, ask(CHAT, hearing)) as Submitted.Text).text() == 'One, two'
        heard == ['One, ', 'two']
    }

    def "whatever it is labelled (#type), an answer is read as what it is"() {
        given:
        serve { got, s -> FaultServer.answer(s, 200, body, type) }

        expect:
        (platform.read(CHAT, ask(CHAT, listener)) as Submitted.Text).text() == '你好'

        where:
        [type, body, listener] << [
            ['text/event-stream', 'application/json; utf-8', 'text/html', ''],
            [WHOLE, WHOLE.replace('{', '{\n'), piece('你') + '\n\n' + piece('好') + '\n\ndata: [DONE]\n\n'],
            [null, { String text, boolean reasoning -> } as Platform.Hearing]].combinations()
    }

    def "what a chat says is heard before it has said all, though it comes in bits of a character"() {
        given:
        def go = new CountDownLatch(1)
        serve { got, s ->
            FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n')
            bits(s, piece('南瓜') + '\n\n')
            go.await(5, TimeUnit.SECONDS)
            bits(s, piece(' fly') + '\n\ndata: [DONE]\n\n')
            FaultServer.raw(s, '0\r\n\r\n')
        }

        when:
        def pending = platform.submit(CHAT, 'tr-1', { CompletableFuture.completedFuture(null) }, hearing)
        for (int i = 0; heard.empty && i < 1000; i++) Thread.sleep(5)

        then:
        heard == ['南瓜']
        !pending.done

        when:
        go.countDown()

        then:
        (platform.read(CHAT, pending.get(5, TimeUnit.SECONDS)) as Submitted.Text).text() == '南瓜 fly'
        heard == ['南瓜', ' fly']
    }

    def "after the end mark nothing is waited for"() {
        given:
        serve { got, s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            bits(s, piece('One') + '\n\ndata: [DONE]\n\n')
            Thread.sleep(20_000)
        }

        expect:
        (platform.read(CHAT, ask(CHAT, hearing)) as Submitted.Text).text() == 'One'
    }

    def "an answer that comes to nothing is never taken for a short one: #name"() {
        given:
        serve(behaviour, Duration.ofMillis(400))

        when:
        def answer = ask(CHAT, hearing)

        then:
        platform.read(CHAT, answer) == new Submitted.Ambiguous(message)

        where:
        name                                  | message                                                             | behaviour
        'cut off in a piece'                  | 'the answer was cut off'                                            | { got, s -> chunked(s, piece('One') + '\n\ndata: {"choi', false) }
        'cut off between pieces'              | 'the answer was cut off'                                            | { got, s -> chunked(s, piece('One') + '\n\n', false) }
        'cut off, with usage so far'          | 'the answer was cut off'                                            | { got, s -> chunked(s, delta('"content":"One"', ',"usage":{"total_tokens":1}') + '\n\n', false) }
        'reset'                               | 'the answer was cut off'                                            | { got, s -> chunked(s, piece('One') + '\n\n', false); Thread.sleep(50); FaultServer.reset(s) }
        'stalled'                             | 'the answer was cut off: no more of it came in time'                | { got, s -> chunked(s, piece('One') + '\n\n', false); Thread.sleep(3000) }
        'without a length, ended by its connection' | 'the answer was cut off: it ended without a sign that it is whole' | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\n\r\n' + piece('One') + '\n\n') }
        'too long'                            | 'the answer was cut off: it is longer than 1024 KiB'                | { got, s -> endless(s, piece('x' * 1000) + '\n\n') }
        'one line without end'                | 'the answer was cut off: it is longer than 1024 KiB'                | { got, s -> endless(s, 'data: {"choices":[{"delta":{"content":"' + 'x' * 100_000, 'x' * 1000) }
        'pings without end'                   | 'the answer was cut off: it is longer than 1024 KiB'                | { got, s -> endless(s, 'data: {}\n', ': ping\n' * 100) }
        'much ado about nothing'              | 'the answer was cut off: more than 64 MiB were sent'                | { got, s -> endless(s, 'data: {"choices":[{"delta":{"content":""}}],"id":"' + 'x' * 100_000 + '"}\n') }
        'empty'                               | 'the answer holds no text'                                          | { got, s -> chunked(s, piece('') + '\n\ndata: [DONE]\n\n') }
        'blank'                               | 'the answer holds no text'                                          | { got, s -> chunked(s, piece(' \\n') + '\n\ndata: [DONE]\n\n') }
        'only reasoning'                      | 'the answer holds reasoning and no text'                            | { got, s -> chunked(s, [delta('"reasoning_content":"Hm"'), delta('"reasoning_content":"Hm"'), 'data: [DONE]\n'].join('\n')) }
        'at once, only reasoning'             | 'the answer holds reasoning and no text: {"choices":[{"message":{"content":"","reasoning_content":"Hm"}}],"content":null}' | { got, s -> FaultServer.answer(s, 200, '{"choices":[{"message":{"content":"","reasoning_content":"Hm"}}],"content":null}') }
        'at once, empty'                      | 'the answer holds no text: {"choices":[{"message":{"content":""}}]}' | { got, s -> FaultServer.answer(s, 200, '{"choices":[{"message":{"content":""}}]}') }
        'at once, cut off'                    | 'the answer was cut off; it is no JSON object: {"choices":[{"mess'  | { got, s -> FaultServer.raw(s, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"choices":[{"mess') }
        'an error that may hide an answer'    | 'ERROR:Read timed out.'                                             | { got, s -> chunked(s, piece('One') + '\n\ndata: {"error":"ERROR:Read timed out.","status":"FAILED"}\n\ndata: [DONE]\n\n') }
    }

    def "an answer whose connection broke is whole if it has come to its end: #ending"() {
        given:
        serve { got, s -> chunked(s, piece('One') + '\n\n' + ending + '\n\n', false) }

        expect:
        (platform.read(CHAT, ask(CHAT, hearing)) as Submitted.Text).text() == 'One'

        where:
        ending << ['data: [DONE]', 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}', 'data: {"choices":[],"usage":{"total_tokens":9}}']
    }

    def "an error between the pieces is the answer: #error"() {
        given:
        serve { got, s -> chunked(s, piece('One') + '\n\n' + error + '\n\ndata: [DONE]\n\n') }

        when:
        def meaning = platform.read(CHAT, ask(CHAT, hearing))

        then:
        (meaning as Submitted.Rejected).refusal().reason() == reason
        meaning.refusal().message() == message
        heard == ['One']

        where:
        error                                                                           | reason             | message
        'data: {"error":"ERROR:no model","status":"FAILED","llmusageid":"x"}'           | Reason.FAILED      | 'ERROR:no model'
        '{"error":"ERROR:no model","status":"FAILED"}'                                  | Reason.FAILED      | 'ERROR:no model'
        'data: {"error":{"message":"Requests rate limit exceeded","code":"429"}}'       | Reason.THROTTLED   | 'Requests rate limit exceeded (429)'
        'data: {"status":"FAILED"}'                                                     | Reason.FAILED      | 'the platform gives no reason'
        'data: {"status":"FAILED","error":"Insufficient balance"}'                      | Reason.NO_MONEY    | 'Insufficient balance'
        'event: error\ndata: {"code":"DataInspectionFailed","message":"Input data may contain inappropriate content."}' | Reason.MODERATED | 'Input data may contain inappropriate content.'
    }

    def "a refusal in place of the pieces is one: HTTP #status"() {
        given:
        serve { got, s -> FaultServer.answer(s, status, body) }

        expect:
        (platform.read(CHAT, ask(CHAT, hearing)) as Submitted.Rejected).refusal().reason() == reason
        heard == []

        where:
        status | reason             | body
        200    | Reason.FAILED      | '{"status":"FAILED","error":"ERROR:no model"}'
        200    | Reason.FAILED      | '{"status":"FAILED","error":"ERROR:no model"}\ndata: [DONE]\n'
        429    | Reason.NO_MONEY    | '{"error":"Insufficient balance"}'
        401    | Reason.KEY_REFUSED | piece('not for you')
    }

    def "four thousand pieces are kept in short, and mean the same when they are read again"() {
        given:
        def words = (1..4000).collect { "w${it} \"é\" 南\\n " }
        def thoughts = (1..500).collect { delta('"reasoning_content":"thinking"') }
        serve { got, s ->
            chunked(s, ([piece('', 'assistant')] + thoughts + words.collect { piece(it.replace('"', '\\"')) } +
                ['data: {"choices":[{"index":0,"delta":{"content":"."},"finish_reason":"stop"}]}', 'data: {"choices":[],"usage":{"total_tokens":4500}}', 'data: [DONE]']).join('\n\n') + '\n\n')
        }

        when:
        def answer = ask(CHAT, hearing)
        def meaning = platform.read(CHAT, answer) as Submitted.Text

        then:
        meaning.text() == words.join('').replace('\\n', '\n') + '.'
        meaning.usage().values().total_tokens == 4500
        heard.findAll { it != '(thinking)' }.join('') == meaning.text()
        heard.count('(thinking)') == 500

        and: 'in the journal stands the first piece with its number, and what follows in a few lines'
        def lines = answer.body().readLines()
        lines[0] == piece('', 'assistant')
        lines[2].startsWith('data: {"choices":[{"index":0,"delta":{"content":"w1 \\"é\\" 南\\n w2')
        lines.findAll { it.contains('"folded"') }.size() == lines.count { it.startsWith('data:') } - 4
        lines.find { it.contains('"reasoning":4000') }
        answer.body().length() < 100_000
        answer.complete()

        when: 'another process reads it from the journal'
        FileJournal.create(dir.resolve('journal.log'), 'r', InstantSource.system()).withCloseable {
            it.append(new Event.Answered(StepId.of('a'), 1, answer))
            it.commit()
        }
        def kept = FileJournal.open(dir.resolve('journal.log'), InstantSource.system()).withCloseable { it.entries().last().event().answer() }

        then:
        kept == answer
        platform.read(CHAT, kept) == meaning
    }

    def "half of a character at the end of a piece finds its other half"() {
        given:
        serve { got, s -> chunked(s, [piece('a'), piece('\\ud83c'), piece('\\udf83'), ': ping', piece('\\ud83c'), ': ping', piece('\\udf83'), 'data: [DONE]', ''].join('\n')) }

        expect:
        (platform.read(CHAT, ask(CHAT, hearing)) as Submitted.Text).text() == 'a🎃🎃'
    }

    def "the key is in nothing that is heard or kept, though it comes in two pieces"() {
        given:
        serve { got, s -> chunked(s, [piece('a'), piece('sk-canary-123'), piece('sk-can'), piece('ary-123'), 'data: [DONE]', ''].join('\n\n')) }

        when:
        def answer = ask(CHAT, hearing)

        then:
        !answer.body().contains('sk-canary-123')
        !heard.contains('sk-canary-123')
    }

    def "somebody who cannot bear to listen loses nothing"() {
        given:
        serve { got, s -> chunked(s, [piece('One, '), piece('two'), 'data: [DONE]', ''].join('\n')) }

        expect:
        (platform.read(CHAT, ask(CHAT, { text, reasoning -> throw new IllegalStateException('deaf') })) as Submitted.Text).text() == 'One, two'
    }

    private void serve(Closure behaviour, Duration answer = Duration.ofSeconds(10)) {
        server = new FaultServer(behaviour)
        platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }
            .timeouts(Duration.ofSeconds(5), answer, Duration.ofSeconds(5)).build()
    }

    private Answer ask(Request request, Platform.Hearing hearing) {
        def barrier = { CompletableFuture.completedFuture(null) } as Platform.Barrier
        def answer = hearing == null ? platform.submit(request, 'tr-1', barrier) : platform.submit(request, 'tr-1', barrier, hearing)
        answer.get(15, TimeUnit.SECONDS)
    }

    static String piece(String content, String role = null) {
        delta("\"content\":\"$content\"" + (role ? ",\"role\":\"$role\"" : ''), ",\"id\":\"chatcmpl-7\",\"content\":\"$content\",\"finish\":\"0\"")
    }

    static String delta(String delta, String more = '') {
        "data: {\"choices\":[{\"index\":0,\"delta\":{$delta}}]$more}".toString()
    }

    static void chunked(Socket socket, String body, boolean whole = true) {
        FaultServer.raw(socket, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n')
        chunk(socket, body.getBytes(StandardCharsets.UTF_8))
        if (whole) FaultServer.raw(socket, '0\r\n\r\n')
    }

    static void chunk(Socket socket, byte[] bytes) {
        FaultServer.raw(socket, Integer.toHexString(bytes.length) + '\r\n', bytes)
        FaultServer.raw(socket, '\r\n')
    }

    static void bits(Socket socket, String text) {
        text.getBytes(StandardCharsets.UTF_8).toList().collate(7).each { chunk(socket, it as byte[]) }
    }

    /** Until the other side has had enough. */
    static void endless(Socket socket, String first, String more = first) {
        FaultServer.raw(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
        chunk(socket, first.getBytes(StandardCharsets.UTF_8))
        byte[] again = more.getBytes(StandardCharsets.UTF_8)
        while (true) chunk(socket, again)
    }
}
