package kinoloom.emulator

import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path

class AccountSpec extends Specification {
    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0).pixelScale(0.05d).key('sk-demo').balance('12.34').start()
    @Shared
    Wire wire = new Wire(emulator)
    @TempDir
    @Shared
    Path folder

    def "the banner is one line"() {
        expect:
        emulator.banner() == "listening on ${emulator.url()}, key sk-demo"
        emulator.url() ==~ /http:\/\/127\.0\.0\.1:\d+/
    }

    def "models are listed, of one category when asked"() {
        when:
        def all = wire.get('/llmage/v1/models').json

        then:
        all.get('object').asText() == 'list'
        with(all.get('data').get(0)) {
            Wire.JSON.convertValue(it, Map) == [id: 'qwen3-max', object: 'model', created: 1779465600, owned_by: 'opencomputing.ai']
            get('created').isInt()
        }
        wire.get('/llmage/v1/models?catelogid=t2i').body.data*.id == ['wan2.2-t2i-plus', 'wan2.5-t2i-preview', 'wan2.2-t2i-flash', 'cogview-3-flash']
        wire.get('/llmage/v1/models/?catelogid=r2v').body == wire.get('/llmage/v1/models?catelogid=ref2v').body
        wire.get('/llmage/v1/models?catelogid=nope').body.data == []
        new Wire(emulator.url(), 'no').get('/llmage/v1/models').status == 401
    }

    def "balance and listings tell what was charged and echo the transno"() {
        when:
        def taskid = wire.post('/llmage/v1/image/generations', [model: 'wan2.2-t2i-flash', catelogid: 't2i', prompt: 'a', transno: 'kl-001']).body.taskid
        wire.finished(taskid)
        def today = wire.get('/llmage/get_my_asynctasks.dspy?llmcatelogid=t2i').body
        def history = wire.get('/llmage/api/get_inference_history.dspy?page=1&pagerows=10').body

        then:
        wire.get('/accounting/mybalance.dspy').body == [status: 'ok', data: [[account: 'demo', balance: 12.20d]]]
        today.status == 'ok'
        with(today.data.tasks.find { it.taskid == taskid }) {
            transno == 'kl-001'
            ioinfo.input.transno == 'kl-001'
            ioinfo.output[0].status == 'SUCCEEDED'
            status == 'SUCCEEDED'
            amount == 0.14d
            llmcatelogid == 't2i'
        }
        wire.get('/llmage/get_my_asynctasks.dspy').body.data.tasks == []
        history.success
        history.total == 1
        history.rows[0].io_content.input.transno == 'kl-001'
        wire.get('/llmage/api/get_inference_history.dspy?page=2&pagerows=1').body.rows == []
    }

    def "a file needs no key, has its type and length, and is not a path"() {
        given:
        def task = wire.finished(wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'b']).body.taskid)
        def stranger = new Wire(emulator.url(), null)
        def reply = stranger.get(task.get('image').asText() - emulator.url().toString())

        expect:
        reply.status == 200
        reply.header('Content-Type') == 'image/png'
        reply.header('Content-Length') as int == reply.bytes.length
        stranger.get('/idfile?path=/etc/passwd').status == 404
        stranger.get('/idfile?path=/tmp/../../etc/passwd').status == 404
        stranger.get('/idfile').status == 404
    }

    def "a form with a file is taken whatever JSON may be, up to 256 MiB"() {
        expect: 'the vendor reads the file, and refuses it for what it is'
        def refused = wire.multipart('/llmage/v1/video/generations', [['model', 'happyhorse-1.0-i2v'], ['catelogid', 'i2v'], ['prompt', 'x'],
            ['image_file', new byte[(10 << 20) + 1]]])
        [refused.status, refused.body.status] == [200, 'FAILED']
    }

    def "a JSON body over 10 MiB is too large"() {
        expect:
        wire.postText('/llmage/v1/image/generations', '{"prompt":"' + 'x' * (10 << 20) + '"}', 'application/json').status == 413
    }

    def "too many parts are refused"() {
        expect:
        wire.multipart('/llmage/v1/image/generations', (1..200).collect { ["f$it", 'x'] }).status in [400, 413]
    }

    def "choices of the builder are checked: #what"() {
        when:
        choose.call(Emulator.builder())

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        what        | choose                      || message
        'bind'      | { it.bind('0.0.0.0') }      || 'bind is 0.0.0.0, but has to be a loopback address'
        'port'      | { it.port(70000) }          || 'port is 70000, but has to be 0 to 65535'
        'timeScale' | { it.timeScale(-1) }        || 'timeScale is -1.0, but has to be 0 to 1000'
        'key'       | { it.key('a b') }           || 'key is (not shown), but has to be 1 to 200 ASCII characters without spaces'
        'balance'   | { it.balance('1.234') }     || 'not an amount in yuan: 1.234. Write digits with at most two decimals, as 100.00'
    }

    def "a taken port says so"() {
        when:
        Emulator.builder().port(emulator.url().port).start()

        then:
        def e = thrown(IOException)
        e.message == "cannot listen on 127.0.0.1 port ${emulator.url().port}; is it taken? Port 0 takes any free one."
    }
}
