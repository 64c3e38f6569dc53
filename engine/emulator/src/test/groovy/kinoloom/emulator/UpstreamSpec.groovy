package kinoloom.emulator

import java.time.Duration
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.emulator.task.Timer
import kinoloom.emulator.upstream.Upstream
import kinoloom.emulator.upstream.UpstreamChat
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** Chats answered by another server. An emulator is one: it speaks OpenAI's protocol itself. */
class UpstreamSpec extends Specification {
    static final PATH = '/llmage/v1/chat/completions'
    static final SECRET = 'sk-upstream-0123456789abcdef'

    @Shared
    @AutoCleanup
    Emulator other = Emulator.builder().timeScale(0).seed(7).key(SECRET).start()
    @AutoCleanup
    Emulator emulator
    @AutoCleanup
    Faulty faulty
    Wire wire

    def "the answer is the other server's, in the platform's shape, charged by the tokens it counted"() {
        given:
        start(Emulator.builder().upstream(otherBase(), { SECRET }))

        when:
        def asked = [model: 'qwen3-max', prompt: '2 shots about: rain', sys_prompt: 'JSON: {"shots": [{"scene": "string"}]}', transno: 'k-1']
        def body = wire.post(PATH, asked).body
        def original = new Wire(other).post(PATH, asked).body

        then:
        body.content == original.content
        body.keySet() == original.keySet()
        body.choices == original.choices
        body.usage == original.usage
        body.model == 'qwen3-max'
        def entries = emulator.ledger().findAll { it.taskid() == body.id }
        entries*.kind()*.name() == ['RESERVE', 'RELEASE', 'RESERVE', 'CHARGE']
        entries*.transno().unique() == ['k-1']
        emulator.balanceFen() == 10000 - entries.last().amountFen()
    }

    def "a stream is passed on chunk by chunk, then usage, then DONE"() {
        given:
        start(Emulator.builder().upstream(otherBase(), { SECRET }))

        when:
        def reply = wire.post(PATH, [prompt: '介绍一下南瓜', stream: true])
        def chunks = chunks(reply)
        def spoken = chunks.findAll { it.choices }

        then:
        reply.text.endsWith('data: [DONE]\n\n')
        spoken.size() > 10
        spoken*.content.join('') == new Wire(other).post(PATH, [prompt: '介绍一下南瓜']).body.content
        spoken.every { it.finish == '0' && it.content == it.choices[0].delta.content && it.object == 'chat.completion.chunk' }
        chunks*.id.toUnique().size() == 1
        chunks*.llmusageid.toUnique()*.length() == [21]
        chunks.last().choices == []
        chunks.last().finish == '1'
        chunks.last().usage.completion_tokens > 0
        charged() == 1
    }

    def "a piece arrives while the next is not yet written"() {
        given:
        def second = new CountDownLatch(1)
        faulty = new Faulty({ socket ->
            Faulty.say(socket, 200, 'text/event-stream', piece('One'))
            second.await()
            socket.outputStream << (piece(' two') + 'data: [DONE]\n\n').bytes
        })
        start(Emulator.builder().upstream(faulty.url, { null }))

        when:
        def connection = new URL("${emulator.url()}$PATH").openConnection() as HttpURLConnection
        connection.setRequestProperty('Authorization', "Bearer ${emulator.key()}")
        connection.setRequestProperty('Content-Type', 'application/json')
        connection.doOutput = true
        connection.outputStream << '{"prompt": "count", "stream": true}'.bytes
        def lines = connection.inputStream.newReader('UTF-8')
        def heard = (1..4).collect { lines.readLine() }
        second.countDown()
        def rest = lines.text

        then:
        heard[2].contains('"content":"One"')
        rest.contains('"content":" two"')
        faulty.requests[0].contains('"stream":true,"stream_options":{"include_usage":true}')
        !faulty.requests[0].contains('Authorization')
    }

    def "the model can be another than the one that is asked for, and only known fields go through"() {
        given:
        faulty = new Faulty({ Faulty.say(it, 200, 'application/json', '{"choices":[{"message":{"content":"Hello."}}],"usage":{"prompt_tokens":9000000,"completion_tokens":1}}') })
        start(Emulator.builder().upstream(faulty.url, { SECRET }).upstreamModel('llama3').balance('500'))

        when:
        def body = wire.post(PATH, [prompt: 'Say hello.', sys_prompt: 'Be brief.', temperature: 0.2, catelogid: 't2t', transno: 'k-1']).body

        then:
        body.content == 'Hello.'
        body.model == 'qwen3-max'
        body.usage == [prompt_tokens: 9000000, completion_tokens: 1, total_tokens: 9000001, model: 'qwen3-max']
        faulty.requests[0].startsWith('POST /v1/chat/completions HTTP/1.1\r\n')
        faulty.requests[0].contains("Authorization: Bearer $SECRET\r\n")
        Wire.JSON.readValue(faulty.requests[0].split('\r\n\r\n')[1], Map) == [temperature: 0.2d, model: 'llama3', stream: false,
                messages: [[role: 'system', content: 'Be brief.'], [role: 'user', content: 'Say hello.']]]
    }

    def "an upstream that #does fails the chat as the platform does, and nothing is charged"() {
        given:
        faulty = new Faulty(answer)
        start(Emulator.builder().upstream(faulty.url, { SECRET }).upstreamPatience(Duration.ofMillis(400)))

        when:
        def whole = wire.post(PATH, [prompt: 'hi'])
        def stream = wire.post(PATH, [prompt: 'hi', stream: true])

        then:
        whole.status == 200
        whole.body == [status: 'FAILED', error: 'ERROR: ' + error]
        stream.status == 200
        with(chunks(stream).last()) {
            it.status == 'FAILED'
            it.error == 'ERROR: ' + error
            llmusageid.length() == 21
        }
        stream.text.endsWith('data: [DONE]\n\n')
        charged() == 0
        heldFen() == 0
        emulator.balanceFen() == 10000

        where:
        does                      | answer                                                                                             || error
        'refuses the key'         | { Faulty.say(it, 401, 'application/json', """{"error":{"message":"Incorrect key: $SECRET"}}""") }   || 'the upstream refused its key (HTTP 401)'
        'is overloaded'           | { Faulty.say(it, 503, 'application/json', '{"error":{"message":"model is overloaded"}}') }          || 'the upstream answered HTTP 503: model is overloaded'
        'quotes a key'            | { Faulty.say(it, 400, 'application/json', """{"error":"no model for $SECRET, api_key=abc123, Bearer xyz"}""") } || 'the upstream answered HTTP 400: no model for ***, api_key=***, Bearer ***'
        'answers 200 and an error' | { Faulty.say(it, 200, 'application/json', '{"error":{"message":"out of memory"}}') }               || 'out of memory'
        'answers HTML'            | { Faulty.say(it, 200, 'text/html', '<html>Welcome</html>') }                                        || "the upstream's answer is no JSON"
        'answers HTML and 502'    | { Faulty.say(it, 502, 'text/html', '<html>Bad gateway</html>') }                                    || 'the upstream answered HTTP 502'
        'redirects'               | { Faulty.say(it, 307, 'text/html', '') }                                                            || 'the upstream answered HTTP 307'
        'is cut off'              | { Faulty.say(it, 200, 'text/event-stream', piece('One')) }                                          || "the upstream's answer was cut off"
        'says nothing'            | { Faulty.say(it, 200, 'application/json', '{}') }                                                   || "the upstream's answer holds no text"
        'hangs up'                | { }                                                                                                || 'the connection to the upstream was lost before its answer was whole'
        'never begins'            | { Thread.sleep(5000) }                                                                              || 'the upstream did not answer in 0.4 seconds (timeout)'
        'never ends'              | { Faulty.say(it, 200, 'text/event-stream', piece('One')); Thread.sleep(5000) }                      || 'the upstream did not answer in 0.4 seconds (timeout)'
        'fails in the middle'     | { Faulty.say(it, 200, 'text/event-stream', piece('One') + 'data: {"error": "lost"}\n\ndata: [DONE]\n\n') } || 'lost'
    }

    def "a server that is not there is told so"() {
        given:
        faulty = new Faulty({})
        def gone = faulty.url
        faulty.close()
        start(Emulator.builder().upstream(gone, { null }))

        expect:
        wire.post(PATH, [prompt: 'hi']).body == [status: 'FAILED', error: "ERROR: cannot connect to the upstream at $gone.authority"]
    }

    def "what a long answer may cost is held first: of 20 chats at once with #balance yuan, #asked is asked for"() {
        given:
        def gate = new CountDownLatch(1)
        faulty = new Faulty({ gate.await(); Faulty.say(it, 200, 'application/json', answer(2, 1)) })
        start(Emulator.builder().upstream(faulty.url, { null }).balance(balance))

        when:
        def statuses = new CopyOnWriteArrayList<Integer>()
        def refused = new CountDownLatch(20 - asked)
        def clients = (1..20).collect { n ->
            Thread.startDaemon {
                def status = wire.post(PATH, [prompt: 'hi', stream: n % 2 == 0]).status
                statuses << status
                if (status == 429) refused.countDown()
            }
        }
        def othersRefused = refused.await(10, TimeUnit.SECONDS)
        gate.countDown()
        clients*.join(10_000)

        then:
        othersRefused
        statuses.countBy { it } == [200: asked, 429: 20 - asked].findAll { it.value }
        faulty.requests.size() == asked
        emulator.balanceFen() == fen(balance) - asked
        heldFen() == 0

        where:
        balance | asked
        '0.01'  | 0
        '0.05'  | 1
        '0.11'  | 2
    }

    def "an answer that costs more than there is takes all there is, and the next is not asked for"() {
        given:
        faulty = new Faulty({ Faulty.say(it, 200, 'application/json', answer(9_000_000, 1)) })
        start(Emulator.builder().upstream(faulty.url, { null }).balance('0.10'))

        expect:
        wire.post(PATH, [prompt: 'hi']).body.content == 'Hello.'
        emulator.balanceFen() == 0
        wire.post(PATH, [prompt: 'hi']).with { [status, body] } == [429, [error: 'Insufficient balance']]
        faulty.requests.size() == 1
    }

    def "a key goes over the network encrypted or not at all"() {
        given:
        start(Emulator.builder().upstream(URI.create('http://192.0.2.1/v1'), { SECRET }))

        expect:
        wire.post(PATH, [prompt: 'hi']).body.error ==
                "ERROR: the upstream's key would cross the network unencrypted to 192.0.2.1; use https"
    }

    def "'#url' is no upstream"() {
        when:
        Emulator.builder().upstream(URI.create(url), { null })

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "upstream is no base URL. Give the server's address, such as http://127.0.0.1:11434/v1, " +
                'without a user, a key or a query in it'

        where:
        url << ['ftp://h/v1', '/v1', 'http:///v1', 'http://me:sk-1@h/v1', 'https://h/v1?key=1', 'https://h/v1#x']
    }

    def "closing the emulator ends a chat that is under way"() {
        given:
        def asked = new CountDownLatch(1)
        faulty = new Faulty({ asked.countDown(); Thread.sleep(20_000) })
        start(Emulator.builder().upstream(faulty.url, { null }))
        def client = Thread.startDaemon {
            try {
                wire.post(PATH, [prompt: 'hi'])
            } catch (IOException cut) {
            }
        }

        when:
        asked.await()
        emulator.close()
        client.join(5000)

        then:
        !client.alive
        heldFen() == 0
    }

    def "who stops waiting for an answer stops the asking"() {
        given:
        def asked = new CountDownLatch(1)
        def hungUp = new CountDownLatch(1)
        faulty = new Faulty({ socket ->
            asked.countDown()
            try {
                if (socket.inputStream.read() < 0) hungUp.countDown()
            } catch (SocketException reset) {
                hungUp.countDown()
            }
        })
        def timer = new Timer()
        def upstream = new UpstreamChat(new Upstream(faulty.url, { null }, 'm', Duration.ofMinutes(1)), timer)
        def waiting = Thread.startDaemon {
            try {
                upstream.ask('m', Wire.JSON.createArrayNode(), Wire.JSON.createObjectNode(), false, { content, reasoning -> })
            } catch (InterruptedException expected) {
            }
        }

        when:
        asked.await()
        waiting.interrupt()

        then:
        hungUp.await(5, TimeUnit.SECONDS)

        cleanup:
        timer.close()
    }

    private void start(EmulatorBuilder builder) {
        emulator = builder.timeScale(0).start()
        wire = new Wire(emulator)
    }

    private URI otherBase() {
        URI.create("${other.url()}/llmage/v1/")
    }

    private static String piece(String text) {
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"$text\"}}]}\n\n"
    }

    private static List<Map> chunks(Wire.Reply reply) {
        reply.text.split('\n\n').toList()[0..-2].collect { Wire.JSON.readValue(it.substring('data: '.length()), Map) }
    }

    private static String answer(int input, int output) {
        """{"choices":[{"message":{"content":"Hello."}}],"usage":{"prompt_tokens":$input,"completion_tokens":$output}}"""
    }

    private static int fen(String yuan) {
        (yuan as BigDecimal) * 100
    }

    private long heldFen() {
        def of = { String kind -> emulator.ledger().findAll { it.kind().name() == kind }*.amountFen().sum() ?: 0 }
        of('RESERVE') - of('CHARGE') - of('RELEASE')
    }

    private int charged() {
        emulator.ledger().count { it.kind().name() == 'CHARGE' }
    }
}
