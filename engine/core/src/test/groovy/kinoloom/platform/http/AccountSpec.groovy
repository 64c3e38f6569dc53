package kinoloom.platform.http

import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kinoloom.platform.Money
import kinoloom.platform.TaskId
import kinoloom.platform.http.Told.State
import spock.lang.AutoCleanup
import spock.lang.Specification

/** What the platform tells of an account, and how it says that it does not. */
class AccountSpec extends Specification {
    static final Instant NOW = Instant.parse('2026-11-22T09:30:12.500Z')
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform

    def "the balance is #yuan yuan for #body"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, body, 'text/html') }

        expect:
        account().balance().get() == new Told(State.TOLD, Money.fen(fen), '')
        server.requests*.path() == ['/accounting/mybalance.dspy']
        server.requests[0].headers.authorization == 'Bearer sk-canary-123'

        where:
        fen    | body
        1250   | '{"status":"ok","data":[{"account":"x","balance":12.509}]}'
        1250   | '{"status":"ok","data":[{"account":"x","balance":"12.5"}]}'
        0      | '{"status":"ok","data":[{"account":"x","balance":0}]}'
        -30    | '{"status":"ok","data":[{"account":"x","balance":-0.3}]}'
        10_000 | '{"status":"ok","data":[{"account":"x","balance":1E+2}]}'
        0      | '{"status":"ok","data":[{"account":"x","balance":2.7755575615628914E-17}]}'
        yuan = Money.fen(fen)
    }

    def "the balance is not told, #state: HTTP #status #body"() {
        given:
        start { got, s -> FaultServer.answer(s, status, body, 'text/html') }

        expect:
        account().balance().get() == new Told(state, null, message)

        where:
        status | body                                                  || state             | message
        404    | '<html>404: Not Found</html>'                         || State.NOT_OFFERED | 'HTTP 404'
        403    | '403: Forbidden'                                      || State.NOT_OFFERED | 'HTTP 403'
        302    | ''                                                    || State.NOT_OFFERED | 'HTTP 302'
        200    | '<html><title>Please log in</title></html>'           || State.NOT_OFFERED | 'no JSON object (text/html): Please log in'
        200    | '{"status":"ok","data":[]}'                           || State.NOT_OFFERED | 'it answers {"status":"ok","data":[]}'
        200    | '{"status":"ok","data":[{"balance":"much"}]}'         || State.NOT_OFFERED | 'it answers {"status":"ok","data":[{"balance":"much"}]}'
        200    | '{"status":"ok","data":[{"balance":"1e300000000"}]}'  || State.NOT_OFFERED | 'it answers {"status":"ok","data":[{"balance":"1e300000000"}]}'
        200    | '{"status":"ok","data":[{"balance":"1e-300000000"}]}' || State.NOT_OFFERED | 'it answers {"status":"ok","data":[{"balance":"1e-300000000"}]}'
        200    | '{"status":"ok","data":[{"balance":1e300000000}]}'    || State.NOT_OFFERED | 'it answers {"status":"ok","data":[{"balance":"Infinity"}]}'
        200    | '{"status":"ok","data":[{"balance":"1e20"}]}'         || State.NOT_OFFERED | 'it answers {"status":"ok","data":[{"balance":"1e20"}]}'
        200    | '{"status":"error","data":{"message":"no such org"}}' || State.NOT_OFFERED | 'no such org'
        401    | '{"error":"Invalid API Key"}'                         || State.KEY_REFUSED | 'the key was refused (HTTP 401): Invalid API Key'
        401    | '401: Unauthorized'                                   || State.KEY_REFUSED | 'the key was refused (HTTP 401)'
        200    | '{"status":"error","data":{"message":"Authoration Error"}}' || State.KEY_REFUSED | 'the key was refused (HTTP 200): Authoration Error'
        502    | '<html>Bad Gateway</html>'                            || State.UNREACHABLE | 'HTTP 502'
        503    | '{"error":"busy"}'                                    || State.UNREACHABLE | 'HTTP 503: busy'
        429    | '{"error":"slow down"}'                               || State.UNREACHABLE | 'HTTP 429: slow down'
    }

    def "nobody answers: every question says so, and none fails"() {
        given:
        start { got, s -> FaultServer.reset(s) }
        def account = account()

        when:
        def told = [account.balance(), account.key(), account.models('t2v'), account.models(null), account.today('t2v'),
                    account.history(5), account.clockAhead()]*.get()

        then:
        told*.state().every { it == State.UNREACHABLE }
        told*.message().every { it.startsWith("127.0.0.1:$server.port cannot be asked: ") }
        !told.join().contains('canary')
    }

    def "the key is #state when a task of nobody is asked for: HTTP #status #body"() {
        given:
        start { got, s -> FaultServer.answer(s, status, body) }

        expect:
        account().key().get().state() == state
        server.requests[0].path() == '/llmage/v1/tasks?taskid=kinoloom-asks-whether-its-key-is-good'
        !server.paid

        where:
        status | body                                                        || state
        200    | '{"taskid":"x","status":"FAILED","error":"taskid=x not exist"}' || State.TOLD
        200    | '{"status":"ok","data":{"status":"FAILED","error":"x not exist"}}' || State.TOLD
        401    | '{"error":"Invalid API Key"}'                               || State.KEY_REFUSED
        403    | '403: Forbidden'                                            || State.KEY_REFUSED
        404    | ''                                                          || State.NOT_OFFERED
        200    | '<html>log in</html>'                                       || State.NOT_OFFERED
        500    | ''                                                          || State.UNREACHABLE
    }

    def "models are listed once each, under every name of their category"() {
        given:
        start { got, s ->
            def more = got.path().endsWith('=r2v') ? ',{"id":"c"}' : ''
            FaultServer.answer(s, 200, '{"object":"list","data":[{"id":"a","created":1779465600.0},{"id":"b"},{"id":"a"}' + more + ']}')
        }

        expect:
        account().models('t2v').get().value() == ['a', 'b']
        account().models(null).get().value() == ['a', 'b']
        account().models('ref2v').get().value() == ['a', 'b', 'c']
        server.requests*.path().sort() == ['', '?catelogid=r2v', '?catelogid=ref2v', '?catelogid=t2v'].collect { '/llmage/v1/models' + it }
    }

    def "a name of the category that is not known does not hide what the other tells"() {
        given:
        start { got, s -> FaultServer.answer(s, got.path().endsWith('=ref2v') ? 400 : 200, '{"data":[{"id":"a"}]}') }

        expect:
        account().models('ref2v').get().value() == ['a']
    }

    def "today's tasks are read as they stand: #what"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, "{\"status\":\"ok\",\"data\":{\"tasks\":[$row]}}") }

        expect:
        account().today('t2v').get().value() == [call]
        server.requests*.path() == ['/llmage/get_my_asynctasks.dspy?llmcatelogid=t2v&page=1&pagerows=200']

        where:
        what           | call                                                                                                                      | row
        'all is there' | new Account.Call('m', 't2v', 'SUCCEEDED', Money.fen(450), new TaskId('t-1'), 'tr-1', '2026-11-22 17:30:12')             | '{"llmid":"x","status":"SUCCEEDED","amount":4.5,"taskid":"t-1","transno":"tr-1","llmcatelogid":"t2v","use_date":"2026-11-22","use_time":"17:30:12","ioinfo":{"input":{"model":"m"}}}'
        'as text'      | new Account.Call('m', 't2v', 'FAILED', Money.ZERO, new TaskId('t-1'), 'tr-1', '2026-11-22')                               | '{"status":"FAILED","amount":"0.00","taskid":"t-1","use_date":"2026-11-22","ioinfo":"{\\"input\\":{\\"model\\":\\"m\\",\\"catelogid\\":\\"t2v\\",\\"transno\\":\\"tr-1\\"}}"}'
        'little is'    | new Account.Call('x', '', '', null, null, '', '')                                                                         | '{"llmid":"x","amount":null,"taskid":null}'
    }

    def "the history is asked for as many as are wanted"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, '{"success":true,"rows":[{"taskid":"t-1","status":"SUCCEEDED","amount":0.2,"io_content":{"input":{"model":"m","transno":"tr-1"}}}],"total":1,"page":1}') }

        expect:
        account().history(7).get().value() == [new Account.Call('m', '', 'SUCCEEDED', Money.fen(20), new TaskId('t-1'), 'tr-1', '')]
        server.requests*.path() == ['/llmage/api/get_inference_history.dspy?page=1&pagerows=7']
    }

    def "a row with the amount #amount does not hide the others"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, """{"success":true,"rows":[{"taskid":"t-1","amount":$amount},{"taskid":"t-2","amount":0.2}]}""") }

        expect:
        account().history(7).get().value().collect { [it.task().value(), it.amount()] } == [['t-1', null], ['t-2', Money.fen(20)]]

        where:
        amount << ['"-"', '"free"', 'true', '"1e300000000"', '"1e20"', '"' + '9' * 1_000_000 + '"']
    }

    def "a history that fails says why"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, '{"success":false,"rows":[],"error":"out of luck"}') }

        expect:
        account().history(7).get() == new Told(State.NOT_OFFERED, null, 'out of luck')
    }

    def "the server's clock is #ahead seconds ahead"() {
        given: 'an answer of any kind; its Date names whole seconds'
        def date = DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plusSeconds(ahead).minusMillis(500).atZone(ZoneOffset.UTC))
        start { got, s -> FaultServer.answer(s, 404, '', 'text/plain', "Date: $date\r\n") }

        expect:
        account().clockAhead().get() == new Told(State.TOLD, Duration.ofSeconds(ahead), '')

        where:
        ahead << [0, 90, -3600]
    }

    def "a server that tells no time says so"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, '{}') }

        expect:
        account().clockAhead().get() == new Told(State.NOT_OFFERED, null, 'its answers hold no Date')
    }

    def "a service without a path is not asked for"() {
        given:
        start({ got, s -> FaultServer.answer(s, 200, '{}') }, new Paths('/c', '/i', '/v', '/t', '/m', new Paths.OfAccount('', '', '')))

        expect:
        [account().balance(), account().today('t2v'), account().history(1)]*.get().every {
            it == new Told(State.NOT_OFFERED, null, 'it is not known where to ask for it')
        }
        account().find('t2v', 'tr-1').get().empty
        server.requests.empty
    }

    private Account account() {
        platform.account()
    }

    private void start(Closure behaviour, Paths paths = Paths.STANDARD) {
        server = new FaultServer(behaviour)
        platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }.paths(paths).clock({ NOW } as InstantSource).build()
    }
}
