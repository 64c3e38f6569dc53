package kinoloom.emulator

import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path

/** Whatever an account used is a row of its records: tasks, and chats too. */
class RecordsSpec extends Specification {
    static final CHAT = '/llmage/v1/chat/completions'
    static final TODAY = '/llmage/get_my_asynctasks.dspy'
    static final HISTORY = '/llmage/api/get_inference_history.dspy'

    @TempDir
    Path folder
    @AutoCleanup
    Emulator emulator
    Wire wire

    def "a chat is a row without a taskid, with what was asked, answered, used and charged"() {
        given:
        start()

        when:
        def said = wire.post(CHAT, [model: 'qwen3-max', prompt: 'Who are you?', transno: 'k-1']).body
        def today = wire.get(TODAY).body.data.tasks
        def history = wire.get(HISTORY).body

        then:
        [today.size(), history.total] == [1, 1]
        def charged = emulator.ledger().last()
        with(history.rows[0]) {
            [status, taskid, llmid, llmcatelogid, accounting_status] == ['SUCCEEDED', null, 'qwen3-max', 't2t', 'accounted']
            id.length() == 21
            amount == charged.amountFen() / 100
            amount > 0
            usages == said.usage
            io_content.input == [model: 'qwen3-max', prompt: 'Who are you?', transno: 'k-1']
            io_content.output == [said + [status: 'SUCCEEDED']]
        }
        today[0].ioinfo == history.rows[0].io_content
        today[0].transno == 'k-1'
    }

    def "chats and tasks stand together, newest first, by pages and by category"() {
        given:
        start()
        wire.post(CHAT, [messages: [[role: 'user', content: 'one']], transno: 'k-1'])
        wire.finished(wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'a', transno: 'k-2']).body.taskid)
        assert wire.post(CHAT, [prompt: 'three', transno: 'k-3', stream: true]).text.endsWith('[DONE]\n\n')

        expect:
        numbers(HISTORY) == ['k-3', 'k-2', 'k-1']
        numbers("$HISTORY?page=2&pagerows=2") == ['k-1']
        numbers("$HISTORY?llmcatelogid=t2t") == ['k-3', 'k-1']
        numbers("$HISTORY?llmcatelogid=t2i") == ['k-2']
        wire.get(TODAY).body.data.tasks*.transno == ['k-3', 'k-1']
        wire.get("$TODAY?llmcatelogid=t2i").body.data.tasks*.transno == ['k-2']
        wire.get(HISTORY).body.rows[2].io_content.input.messages == [[role: 'user', content: 'one']]
    }

    def "chats are there after a restart"() {
        given:
        start()
        wire.post(CHAT, [prompt: 'remember', transno: 'k-1'])
        def before = wire.get(HISTORY).body
        emulator.close()

        when:
        start()

        then:
        before.total == 1
        wire.get(HISTORY).body == before
    }

    def "what is long is kept in short, and found by its transno all the same"() {
        given:
        start()
        wire.post(CHAT, [messages: (1..50).collect { [role: 'user', content: 'x' * 1000] }, transno: 'k-1'])

        when:
        def input = wire.get(HISTORY).body.rows[0].io_content.input

        then:
        input.transno == 'k-1'
        input.messages.size() == 4
        input.messages[0].content == 'x' * 1000
        input.messages[3].content ==~ /x{900,999}…/
        folder.resolve('chats.log').toFile().length() < 10_000
    }

    def "what was refused, or what the server behind did not answer, leaves no row"() {
        given:
        start(Emulator.builder().upstream(URI.create('http://127.0.0.1:9/v1'), { null }))

        expect:
        wire.post(CHAT, [prompt: 'hi']).body.status == 'FAILED'
        wire.post(CHAT, [prompt: 'hi', stream: true]).text.contains('"status":"FAILED"')
        wire.post(CHAT, [model: 'nobody', prompt: 'hi']).status == 400
        wire.get(HISTORY).body.rows == []
    }

    def "a chat that another server answered has the number its stream told"() {
        given:
        def other = Emulator.builder().timeScale(0).start()
        start(Emulator.builder().upstream(URI.create("${other.url()}/llmage/v1"), { other.key() }))

        when:
        def told = wire.post(CHAT, [prompt: 'hi', stream: true]).text
        def row = wire.get(HISTORY).body.rows[0]

        then:
        told.contains("\"llmusageid\":\"${row.id}\"")
        row.io_content.output[0].content

        cleanup:
        other.close()
    }

    def "a stream without its usage cannot be charged: its row says so"() {
        given:
        start(Emulator.builder().quirk('sse-usage-missing'))
        wire.post(CHAT, [prompt: 'hi', stream: true])

        expect:
        with(wire.get(HISTORY).body.rows[0]) {
            [status, amount, accounting_status] == ['SUCCEEDED', 0, 'failed']
        }
    }

    def "a stream that the vendor's error ends leaves no row; one that breaks off on its way is charged and has one"() {
        given:
        start(Emulator.builder().quirk(quirk))

        when:
        try {
            wire.post(CHAT, [prompt: 'hi', stream: true])
        } catch (IOException broken) {
            assert quirk == 'sse-cut'
        }

        then:
        wire.get(HISTORY).body.rows*.accounting_status == rows

        where:
        quirk       || rows
        'sse-error' || []
        'sse-cut'   || ['accounted']
    }

    private void start(EmulatorBuilder builder = Emulator.builder()) {
        emulator = builder.dataDir(folder).timeScale(0).pixelScale(0.05d).start()
        wire = new Wire(emulator)
    }

    private List<String> numbers(String path) {
        wire.get(path).body.rows*.io_content.input.transno
    }
}
