package kinoloom.platform.http

import java.time.Duration
import kinoloom.platform.Refusal
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus
import kinoloom.platform.Usage
import spock.lang.AutoCleanup
import spock.lang.Specification

/** Questions that cost nothing. */
class HttpPlatformAskSpec extends Specification {
    @AutoCleanup
    FaultServer server
    @AutoCleanup
    HttpPlatform platform

    def "a poll names the task and carries the key"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, '{"status":"ok","data":{"taskid":"other","status":"RUNNING"}}') }

        expect:
        platform.poll(new TaskId('a/b+c=&d')).get() == new TaskStatus.Running('RUNNING')
        server.requests[0].line == 'GET /llmage/v1/tasks?taskid=a%2Fb%2Bc%3D%26d HTTP/1.1'
        server.requests[0].headers.authorization == 'Bearer sk-canary-123'
    }

    def "polls share a connection"() {
        given:
        int[] ports = new int[3]
        int n = 0
        start { got, Socket s ->
            ports[n++] = s.port
            FaultServer.answer(s, 200, '{"status":"RUNNING"}')
        }

        when:
        3.times { platform.poll(new TaskId('t')).get() }

        then:
        ports.toList().toSet().size() == 1
    }

    def "a poll into the void is unclear (#what)"() {
        given:
        start(fault, what == 'silent' ? Duration.ofMillis(200) : Duration.ofSeconds(5))

        when:
        def status = platform.poll(new TaskId('t')).get()

        then:
        status instanceof TaskStatus.Unclear
        status.message().startsWith("127.0.0.1:$server.port cannot be asked: ")
        !status.message().contains('canary')

        where:
        what      | fault
        'closed'  | { got, s -> s.close() }
        'reset'   | { got, s -> FaultServer.reset(s) }
        'silent'  | { got, s -> Thread.sleep(8000) }
        'garbage' | { got, s -> FaultServer.raw(s, 'what?\r\n\r\n') }
    }

    def "a redirected poll is not followed"() {
        given:
        start { got, s -> FaultServer.answer(s, 302, '', 'text/plain', 'Location: /elsewhere\r\n') }

        expect:
        platform.poll(new TaskId('t')).get() == new TaskStatus.Unclear('HTTP 302')
        server.requests.size() == 1
    }

    def "an endless answer is cut off"() {
        given:
        start { got, s ->
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\n\r\n")
            while (true) s.outputStream.write(new byte[65536])
        }

        expect:
        platform.poll(new TaskId('t')).get() instanceof TaskStatus.Unclear
    }

    def "a lost task is found by its transno: #what"() {
        given:
        start { got, s ->
            def first = got.path().contains('get_my_asynctasks')
            FaultServer.answer(s, first && !today ? 404 : 200, first ? today : history)
        }

        expect:
        platform.lookUp(category, 'tr-1').get() == found
        server.requests.size() == questions

        where:
        what               | category | found                        | questions | today                                                                                                | history
        "among today's"    | 't2v'    | Optional.of(new TaskId('a')) | 1         | '{"status":"ok","data":{"tasks":[{"taskid":"b","transno":"tr-2"},{"taskid":"a","transno":"tr-1"}]}}' | ''
        'in what was sent' | 't2v'    | Optional.of(new TaskId('a')) | 1         | '{"status":"ok","data":{"tasks":[{"taskid":"a","ioinfo":{"input":{"transno":"tr-1"}}}]}}'            | ''
        'sent, as text'    | 't2v'    | Optional.of(new TaskId('a')) | 1         | '{"status":"ok","data":{"tasks":[{"taskid":"a","ioinfo":"{\\"input\\":{\\"transno\\":\\"tr-1\\"}}"}]}}' | ''
        'in the history'   | 't2v'    | Optional.of(new TaskId('a')) | 2         | ''                                                                                                   | '{"success":true,"rows":[{"taskid":"a","io_content":{"input":{"transno":"tr-1"}}}]}'
        'by either name'   | 'ref2v'  | Optional.empty()             | 4         | '{"status":"ok","data":{"tasks":[]}}'                                                                | '{"success":true,"rows":[]}'
        'nowhere'          | 't2v'    | Optional.empty()             | 2         | '{"status":"ok","data":{"tasks":[{"taskid":"b","transno":"tr-2"}]}}'                                 | '<html>log in'
        'twice'            | 't2v'    | Optional.empty()             | 2         | '{"status":"ok","data":{"tasks":[{"taskid":"a","transno":"tr-1"},{"taskid":"b","transno":"tr-1"}]}}' | ''
    }

    def "what became of a request is read in its record: #what"() {
        given:
        start { got, s -> FaultServer.answer(s, 200, "{\"status\":\"ok\",\"data\":{\"tasks\":[$row]}}") }

        expect:
        platform.recall('t2v', 'tr-1').get() == Optional.ofNullable(status)

        where:
        what            | status                                                                                          | row
        'done'          | new TaskStatus.Succeeded([new TaskStatus.Media('video', 'https://x/v')], Usage.NONE)            | '{"taskid":"a","ioinfo":{"input":{"transno":"tr-1"},"output":[{"status":"CREATED"},{"status":"SUCCEEDED","video":"https://x/v"}]}}'
        'done, as text' | new TaskStatus.Succeeded([new TaskStatus.Media('video', 'https://x/v')], Usage.NONE)            | '{"taskid":"a","transno":"tr-1","io_content":"{\\"output\\":[{\\"status\\":\\"SUCCEEDED\\",\\"video\\":\\"https://x/v\\"}]}"}'
        'no task'       | new TaskStatus.Succeeded([new TaskStatus.Media('image', 'https://x/i')], Usage.NONE)            | '{"transno":"tr-1","ioinfo":{"output":{"status":"SUCCEEDED","image":["https://x/i"]}}}'
        'failed'        | new TaskStatus.Failed(new Refusal(Refusal.Reason.FAILED, 'it broke'))                           | '{"taskid":"a","transno":"tr-1","ioinfo":{"output":[{"status":"FAILED","error":"it broke"}]}}'
        'running'       | new TaskStatus.Running('RUNNING')                                                               | '{"taskid":"a","transno":"tr-1","ioinfo":{"output":[{"status":"RUNNING"}]}}'
        'nothing'       | null                                                                                            | '{"taskid":"a","transno":"tr-1","ioinfo":{"output":[]}}'
        'of another'    | null                                                                                            | '{"taskid":"a","transno":"tr-2","ioinfo":{"output":[{"status":"RUNNING"}]}}'
        'of two'        | null                                                                                            | '{"taskid":"a","transno":"tr-1","ioinfo":{"output":[{"status":"RUNNING"}]}},{"taskid":"b","transno":"tr-1"}'
    }

    private void start(Closure behaviour, Duration poll = Duration.ofSeconds(5)) {
        server = new FaultServer(behaviour)
        platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-canary-123' }
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), poll).build()
    }
}
