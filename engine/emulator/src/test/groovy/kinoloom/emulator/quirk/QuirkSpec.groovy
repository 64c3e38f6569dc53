package kinoloom.emulator.quirk

import kinoloom.emulator.Wire
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

import java.nio.file.Path

import static kinoloom.emulator.quirk.Bench.CAT
import static kinoloom.emulator.quirk.Bench.CHAT
import static kinoloom.emulator.quirk.Bench.IMAGE

/** What each quirk does to the wire. Each row is seen twice: as it usually is, and with the quirk. */
@Stepwise
class QuirkSpec extends Specification {
    static final FINISHED = ['taskid', 'status', 'usage', 'image']
    static final PAID = ['RESERVE', 'CHARGE']
    static final FREE = ['RESERVE', 'RELEASE']
    static final JSON = 'application/json; charset=utf-8'
    static final TEXT = 'text/plain; charset=utf-8'
    static final NO_PROMPT = 'Missing required parameter: prompt'
    static final REFUSED = [error: [message: 'Parameters error.', type: 'invalidparameters', param: null, code: 'invalid_parameters']]
    static final MISSING = { it.submit(prompt: '').body }
    static final WRONG_KEY = { def r = new Wire(it.emulator.url(), 'no').get('/llmage/v1/models'); [r.status, r.header('Content-Type'), r.text] }

    @TempDir
    @Shared
    Path folder
    @Shared
    Set<String> seen = []

    def "#quirk: #what"() {
        given:
        seen << quirk

        expect:
        see(probe, [], scale) == usually

        and:
        see(probe, [quirk], scale) == then

        where:
        quirk                    | what                                                                     | scale | probe || usually | then
        'envelope-data'          | 'a poll, and where the task is in it'                                    | 1     | { def b = it.picture().poll(); [b.keySet() as List, b.data?.status] } || [FINISHED, null] | [['status', 'data'], 'SUCCEEDED']
        'envelope-resposne'      | 'a poll, and where the task is in it'                                    | 1     | { def b = it.picture().poll(); [b.keySet() as List, b.data?.resposne?.status] } || [FINISHED, null] | [['status', 'data'], 'SUCCEEDED']
        'envelope-output'        | 'a poll, and where the task is in it'                                    | 1     | { def b = it.picture().poll(); [b.keySet() as List, b.data?.output?.last()?.status] } || [FINISHED, null] | [['status', 'data'], 'SUCCEEDED']
        'poll-errors'            | 'four polls'                                                             | 1     | { it.picture(); (1..4).collect { n -> it.poll().status } } || ['SUCCEEDED'] * 4 | ['error', 'SUCCEEDED'] * 2
        'status-lower'           | 'the statuses of a task'                                                 | 1     | { it.statuses() } || ['CREATED', 'PENDING', 'RUNNING', 'SUCCEEDED'] | ['created', 'pending', 'running', 'succeeded']
        'status-queued'          | 'the statuses of a task'                                                 | 1     | { it.statuses() } || ['CREATED', 'PENDING', 'RUNNING', 'SUCCEEDED'] | ['submitted', 'queued', 'processing', 'SUCCEEDED']
        'status-completed'       | 'the statuses of a task'                                                 | 1     | { it.statuses() } || ['CREATED', 'PENDING', 'RUNNING', 'SUCCEEDED'] | ['CREATED', 'PENDING', 'RUNNING', 'COMPLETED']
        'status-unknown-passing' | 'the statuses of a task'                                                 | 1     | { it.statuses() } || ['CREATED', 'PENDING', 'RUNNING', 'SUCCEEDED'] | ['CREATED', 'UNKNOWN', 'RUNNING', 'SUCCEEDED']
        'status-unknown-end'     | 'two tasks of a prompt, and the money'                                   | 1     | { [it.picture().poll().status, it.picture().poll().status, it.kinds()] } || ['SUCCEEDED', 'SUCCEEDED', PAID + PAID] | ['UNKNOWN', 'SUCCEEDED', FREE + PAID]
        'task-frozen'            | 'a task after 0, 599 and 601 s'                                          | 1     | { it.submit(); it.rendered(); [0, 599, 2].collect { s -> it.pass(s); it.poll().status } } || ['CREATED', 'SUCCEEDED', 'SUCCEEDED'] | ['CREATED', 'CREATED', 'SUCCEEDED']
        'vendor-unreachable'     | 'two tasks of a prompt, and the money'                                   | 1     | { [it.picture().poll().error?.take(5), it.picture().poll().status, it.kinds()] } || [null, 'SUCCEEDED', PAID + PAID] | ['None,', 'SUCCEEDED', FREE + PAID]
        'media-list'             | 'whether the image is a list'                                            | 1     | { it.picture().poll().image instanceof List } || false | true
        'media-missing'          | 'a poll, and the money'                                                  | 1     | { [it.picture().poll().keySet() as List, it.kinds()] } || [FINISHED, PAID] | [FINISHED - 'image', PAID]
        'success-without-taskid' | 'a poll'                                                                 | 1     | { it.picture().poll().keySet() as List } || FINISHED | FINISHED - 'taskid'
        'row-late'               | 'a task after 0, 29 and 31 s'                                            | 1     | { it.submit(); [0, 29, 2].collect { s -> it.pass(s); [it.poll().error == it.gone(), it.today().size()] } } || [[false, 1]] * 3 | [[true, 0], [true, 0], [false, 1]]
        'row-lost'               | 'two tasks of a prompt, the records, the money'                          | 1     | { [it.picture().poll().error == it.gone(), it.picture().poll().status, it.today().size(), it.history().size(), it.kinds()] } || [false, 'SUCCEEDED', 2, 2, PAID + PAID] | [true, 'SUCCEEDED', 1, 1, FREE + PAID]
        'row-only-in-records'    | 'a poll, the records, the money'                                         | 1     | { it.picture(); [it.poll().error == it.gone(), it.today()*.transno, it.history()[0].io_content.output[0].status, it.kinds()] } || [false, ['k-1'], 'SUCCEEDED', PAID] | [true, ['k-1'], 'SUCCEEDED', PAID]
        'history-purged'         | 'a poll 19 and 21 s after its end, today, the history, the money'        | 1     | { it.finish(); [19, 2].collect { s -> it.pass(s); it.poll().status } + [it.today().size(), it.history()*.status, it.kinds()] } || ['SUCCEEDED', 'SUCCEEDED', 1, ['SUCCEEDED'], PAID] | ['SUCCEEDED', 'FAILED', 0, ['SUCCEEDED'], PAID]
        'submit-wrapped'         | 'what is said of a task'                                                 | 1     | { def b = it.submit().body; [b.keySet() as List, b.data?.status] } || [['taskid', 'status'], null] | [['status', 'data'], 'PENDING']
        'submit-openai'          | 'what is said of a task'                                                 | 1     | { def b = it.submit().body; [b.keySet() as List, b.object, b.status] } || [['taskid', 'status'], null, 'CREATED'] | [['id', 'object', 'model', 'status', 'taskid', 'created'], 'image.generation', 'submitted']
        'submit-taskstatus'      | 'what is said of a task'                                                 | 1     | { def b = it.submit().body; [b.status, b.taskstatus] } || ['CREATED', null] | [null, 'CREATED']
        'submit-sync'            | 'what is said of a picture, and of a clip'                               | 0     | { def b = it.submit().body; [b.keySet() as List, b.status, it.clip().keySet() as List] } || [['taskid', 'status'], 'CREATED', ['taskid', 'status']] | [['status', 'usage', 'image', 'image_count'], 'SUCCEEDED', ['taskid', 'status']]
        'python-repr'            | 'the answer to a submission'                                             | 1     | { it.submit().text.take(11) } || '{"taskid":"' | "{'taskid': "
        'doubled-json'           | 'how often the answer is in its body'                                    | 1     | { it.submit().text.count('"status":"CREATED"') } || 1 | 2
        'cut-after-body'         | 'the answer, and how it ends'                                        | 1     | { [it.raw('POST', IMAGE, CAT).contains('"status":"CREATED"}'), it.ending(IMAGE, CAT)] } || [true, 'whole'] | [true, 'broken']
        'trailing-newline'       | 'the end of a body'                                                      | 1     | { it.wire.get('/llmage/v1/models').text[-1] } || '}' | '\n'
        'type-html'              | 'the type of a body'                                                     | 1     | { it.wire.get('/llmage/v1/models').header('Content-Type') } || JSON | 'text/html'
        'type-malformed'         | 'the type of a body'                                                     | 1     | { it.wire.get('/llmage/v1/models').header('Content-Type') } || JSON | 'application/json; utf-8'
        'errors-string'          | 'an unknown model'                                                       | 1     | { it.submit(model: 'x').body } || REFUSED | [error: 'Parameters error.']
        'errors-object'          | 'a missing parameter'                                                    | 1     | MISSING || [error: NO_PROMPT] | [error: [message: NO_PROMPT, type: 'invalidparameters', param: null, code: 'error_400']]
        'errors-data-message'    | 'a missing parameter'                                                    | 1     | MISSING || [error: NO_PROMPT] | [status: 'error', data: [message: NO_PROMPT]]
        'errors-top-message'     | 'a missing parameter'                                                    | 1     | MISSING || [error: NO_PROMPT] | [status: 'error', message: NO_PROMPT]
        'errors-errmsg'          | 'a missing parameter'                                                    | 1     | MISSING || [error: NO_PROMPT] | [status: 'error', errcode: 400, errmsg: NO_PROMPT]
        'errors-html'            | 'a missing parameter'                                                    | 1     | { def r = it.submit(prompt: ''); [r.status, r.header('Content-Type'), r.text.contains('<h1>400 ' + NO_PROMPT + '</h1>')] } || [400, JSON, false] | [400, 'text/html', true]
        'errors-empty'           | 'a missing parameter'                                                    | 1     | { def r = it.submit(prompt: ''); [r.status, r.header('Content-Type'), r.text] } || [400, JSON, '{"error":"' + NO_PROMPT + '"}'] | [400, null, '']
        'auth-text-401'          | 'a wrong key'                                                            | 1     | WRONG_KEY || [401, JSON, '{"error":"Invalid API Key"}'] | [401, TEXT, '401: Unauthorized']
        'auth-text-403'          | 'a wrong key'                                                            | 1     | WRONG_KEY || [401, JSON, '{"error":"Invalid API Key"}'] | [403, TEXT, '403: Forbidden']
        'json-limit'             | 'JSON of 10 MiB'                                                         | 1     | { def r = it.submit(prompt: 'x' * (10 << 20)); [r.status, r.text] } || [413, '{"error":"Request body too large"}'] | [413, '413: Request Entity Too Large']
        'json-limit-small'       | 'JSON of 1 MiB, multipart of as much'                                    | 1     | { [it.submit(note: 'x' * (1 << 20)).status, it.wire.multipart(IMAGE, (CAT + [note: 'x' * (1 << 20)]).collect { k, v -> [k, v] }).status] } || [200, 200] | [413, 200]
        'min-balance'            | 'a task with 10.00, and with 10.01'                                      | 1     | { [it.withBalance('10.00'), it.withBalance('10.01')] } || [200, 200] | [429, 200]
        'unpriced-models'        | 'a task, a chat, the models'                                             | 1     | { [it.submit().status, it.wire.post(CHAT, [prompt: 'x']).status, it.models().size(), it.kinds()] } || [200, 200, 4, ['RESERVE', 'RESERVE', 'CHARGE']] | [429, 429, 0, []]
        'reserve-highest'        | 'a cheap clip after a dear one, with money for the cheap'                | 1     | { it.dearThenCheap() } || [200, 200] | [200, 429]
        'charging-lag'           | 'the money 9 and 11 s after the end of a task, and what the records say' | 1     | { it.finish(); [9, 2].collect { s -> it.pass(s); [it.poll().status, it.kinds(), it.today()[0].accounting_status, it.today()[0].amount] } } || [['SUCCEEDED', PAID, 'accounted', 0.20d]] * 2 | [['SUCCEEDED', ['RESERVE'], 'created', 0.0d], ['SUCCEEDED', PAID, 'accounted', 0.20d]]
        'single-file-dropped'    | 'one file for a list, and two'                                           | 1     | { [1, 2].collect { n -> it.upload(folder, n).with { [status, error] } } } || [['CREATED', null]] * 2 | [['FAILED', 'ERROR: InvalidParameter: image_files is required'], ['CREATED', null]]
        'duplicate-models'       | 'the models of a category'                                               | 1     | { it.models().size() } || 4 | 8
        'models-created-float'   | 'when the models were created'                                           | 1     | { it.wire.get('/llmage/v1/models').text.findAll(/"created": ?[0-9.E]+/).unique()*.replaceAll('.*: ?', '') } || ['1779465600'] | ['1779465600.0']
        'lookup-by-name'         | 'a model by its id, and by its name'                                     | 1     | { [it.submit().body, it.submit(model: 'wan2.2 t2i plus').body].collect { b -> b.status ?: b } } || ['CREATED', REFUSED] | [REFUSED, 'CREATED']
        'only-r2v'               | 'both names of a category, and what r2v has in the records'                                               | 1     | { ['r2v', 'ref2v'].collect { c -> [it.models(c).size(), it.reference(c, folder)] } + [it.today('r2v')*.llmcatelogid] } || [[3, 200], [3, 200], ['ref2v'] * 2] | [[3, 200], [0, 400], ['r2v']]
        'only-ref2v'             | 'both names of a category, and what r2v has in the records'                                               | 1     | { ['r2v', 'ref2v'].collect { c -> [it.models(c).size(), it.reference(c, folder)] } + [it.today('r2v')*.llmcatelogid] } || [[3, 200], [3, 200], ['ref2v'] * 2] | [[0, 400], [3, 200], []]
        'link-expires-403'       | 'a link at once, after 61 s, and a new one'                              | 1     | { def a = it.picture().link(); [it.follow(a), { b -> b.pass(61); b.follow(a) }(it), it.follow(it.link())] } || [200, 200, 200] | [200, 403, 200]
        'link-expires-404'       | 'a link at once, after 61 s, and a new one'                              | 1     | { def a = it.picture().link(); [it.follow(a), { b -> b.pass(61); b.follow(a) }(it), it.follow(it.link())] } || [200, 200, 200] | [200, 404, 200]
        'first-link-dead'        | 'the first link, and the second'                                         | 1     | { it.picture(); [it.follow(it.link()), it.follow(it.link())] } || [200, 200] | [403, 200]
        'range-sloppy'           | 'bytes 100 to 199 of a clip'                                             | 1     | { it.range('bytes=100-199') } || [200, 'all'] | [200, 4096]
        'no-content-length'      | 'whether the length of a file is said'                                   | 1     | { def a = it.picture().link(); it.raw('GET', a - it.emulator.url().toString()).contains('Content-Length') } || true | false
        'sse-null-content'       | 'chunks without words, of those with a choice'                           | 0     | { it.chunks().findAll { c -> c.choices }*.content.count { c -> c == null } > 0 } || false | true
        'sse-reasoning'          | 'the thoughts of a chat'                                                 | 0     | { it.chunks()*.reasoning_content.findAll().join('') } || '' | 'The question asks for an answer.'
        'sse-usage-everywhere'   | 'whether the chunks have a usage, and finish'                            | 0     | { it.chunks().collect { c -> [c.usage != null, c.finish] }.unique() } || [[false, '0'], [true, '1']] | [[true, '1']]
        'sse-usage-missing'      | 'the last chunk, and the money'                                          | 0     | { [it.chunks().last().usage != null, it.kinds()] } || [true, PAID] | [false, FREE]
        'sse-error'              | 'errors in two streams of a question, the last line, and the money'      | 0     | { [it.chunks()*.status.findAll(), it.chunks()*.status.findAll(), it.lines()[-2], it.kinds()] } || [[], [], 'data: [DONE]', PAID * 3] | [['FAILED'], [], 'data: [DONE]', FREE + PAID * 2]
        'sse-two-lines'          | 'blank lines within a stream'                                            | 0     | { it.lines().count { l -> l.isEmpty() } > 1 } || true | false
        'sse-no-done'            | 'the end of a stream'                                                    | 0     | { it.lines().findAll().last() == 'data: [DONE]' } || true | false
        'sse-cut'                | 'how two streams of a question end, and the money'        | 0     | { [1, 2].collect { n -> it.ending(CHAT, [prompt: 'x', stream: true]) } + [it.kinds()] } || ['whole', 'whole', PAID * 2] | ['broken', 'whole', PAID * 2]
        'sse-as-json'            | 'the type of a stream'                                                   | 0     | { it.wire.post(CHAT, [prompt: 'x', stream: true]).header('Content-Type') } || 'text/event-stream; charset=utf-8' | 'application/json; charset=utf-8'
        'sse-unasked'            | 'a chat without stream, and with stream false'                           | 0     | { [[:], [stream: false]].collect { m -> it.wire.post(CHAT, [prompt: 'x'] + m).text.take(6) } } || ['{"id":'] * 2 | ['data: '] * 2
    }

    def "every quirk is seen above"() {
        expect:
        Quirk.all()*.kebab() - seen == []
        seen - Quirk.all()*.kebab() == [] as Set
    }

    def "the first stream of a question is its first, though another of the same hash code was streamed"() {
        given:
        assert 'Aa'.hashCode() == 'BB'.hashCode()
        def bench = new Bench(['sse-error'], 0)

        expect:
        ['Aa', 'BB', 'Aa', 'BB'].collect { bench.chunks(prompt: it)*.status.findAll() } == [['FAILED'], ['FAILED'], [], []]

        cleanup:
        bench.close()
    }

    def "a restart changes nothing: what failed has failed, and the second task of a prompt is its second"() {
        given:
        def data = folder.resolve('restarted')
        def started = { new Bench(['vendor-unreachable'], 1, { dataDir(data) }) }
        def first = started().withCloseable { it.picture(); it.taskid }

        when:
        def bench = started()
        bench.picture()

        then:
        bench.poll().status == 'SUCCEEDED'
        bench.wire.task(first).body == [taskid: first, status: 'FAILED', error: 'None,Cannot connect to host vendor:443 ssl:default [None]']
        bench.requireTrueBooks()

        cleanup:
        bench.close()
    }

    def "nearly all at once: the wire is a riddle, the books are true"() {
        given:
        def bench = new Bench(Quirk.all()*.kebab() - ['unpriced-models', 'only-r2v', 'only-ref2v', 'cut-after-body'], 0)

        when:
        def replies = (1..3).collect { bench.submit(model: 'wan2.2 t2i plus').text }
        def streams = (1..2).collect { bench.ending(CHAT, [prompt: 'x']) }

        then:
        replies.every { it ==~ /(?s)(\{'status': 'ok', 'data': \{.*\}\}\n){2}\r\n\n/ }
        streams == ['broken', 'whole']
        bench.kinds() == FREE + PAID * 2 + FREE * 2
        bench.requireTrueBooks()

        cleanup:
        bench.close()
    }

    private static see(Closure probe, List<String> quirks, double scale) {
        new Bench(quirks, scale).withCloseable { bench ->
            def shown = probe.call(bench)
            bench.requireTrueBooks()
            shown
        }
    }
}
