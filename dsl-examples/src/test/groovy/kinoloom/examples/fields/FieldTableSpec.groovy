package kinoloom.examples.fields

import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import javax.imageio.ImageIO
import kinoloom.emulator.Emulator
import kinoloom.platform.TaskId
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Every field of the platform's document against our client and our emulator. Nothing is read from a table of theirs: what the client says
 * is read from the wire, what the emulator takes is tried over the wire, what it makes of it is read from the task it stored.
 *
 * <p>The table of all of it is in the emulator's README. A difference needs a reason in {@code fields/differences.tsv}; {@code
 * -Dfields.write=true} writes the table anew.
 */
class FieldTableSpec extends Specification {
    static final Path README = Path.of('../engine/emulator/README.md')
    static final List<String> MARKS = ['<!-- fields: written by FieldTableSpec -->\n', '<!-- fields: end -->\n']
    static final List<Row> ROWS = Row.all()

    @TempDir
    @Shared
    Path folder
    @Shared
    @AutoCleanup
    ClientSide client = new ClientSide()
    @Shared
    @AutoCleanup
    EmulatorSide tasks
    @Shared
    @AutoCleanup
    EmulatorSide emulator = new EmulatorSide(Emulator.builder().timeScale(0).pixelScale(0.01d).seed(1).start())
    @Shared
    Answers answers = new Answers(client, emulator)
    @Shared
    Map<String, Path> files
    /** The cells of both sides, by row. */
    @Shared
    Map<Row, List<String>> cells = [:]
    @Shared
    Reasons reasons = new Reasons()

    def setupSpec() {
        ImageIO.write(new BufferedImage(480, 320, BufferedImage.TYPE_BYTE_GRAY), 'png', folder.resolve('image.png').toFile())
        files = [image: folder.resolve('image.png'),
                 video: Files.write(folder.resolve('video.mp4'), '\0\0\0\24ftypisom0000isom'.bytes),
                 audio: Files.write(folder.resolve('audio.wav'), 'RIFF\4\0\0\0WAVEfmt '.bytes),
                 text : Files.writeString(folder.resolve('text.txt'), 'This is no picture.')]
        tasks = EmulatorSide.ofTasks(folder)
    }

    def "a request for #heading"() {
        given:
        def sides = [client, section[0].part == 'chat' ? emulator : tasks].collect { new Comparison(it, section, files) }
        def found = sides.collect { side -> CompletableFuture.supplyAsync { section.collect { side.differences(it) } } }*.join()

        expect:
        section.withIndex().every { row, i -> cell(row, found[0][i], found[1][i]) }

        where:
        section << ROWS.findAll { it.part in ['chat', 'request'] }.groupBy { [it.category, it.models] }.values()
        heading = "${section[0].category} ${section[0].models.join(', ')}"
    }

    def "the headers"() {
        given:
        def asks = [{ String key -> emulator.post('/llmage/v1/chat/completions', [prompt: 'x'], key) },
                    { String key -> emulator.post('/llmage/v1/image/generations', [prompt: 'x'], key) },
                    { String key -> emulator.post('/llmage/v1/video/generations', [prompt: 'x'], key) },
                    { String key -> emulator.get('/llmage/v1/models', key) }, { String key -> emulator.get('/llmage/v1/tasks?taskid=x', key) }]
        client.offer('t2i', [model: 'wan2.2-t2i-plus', prompt: 'x'])

        expect:
        cell(row('header', 'Authorization'), client.wiretap.headers.authorization == 'Bearer sk-fields' ? [] : ['not sent'],
            asks.every { it.call(null).status == 401 && it.call('wrong').status == 401 && it.call(emulator.emulator.key()).status != 401 } ? [] : ['not needed'])
        cell(row('header', 'Content-Type'), client.wiretap.headers['content-type'] == 'application/json' ? [] : ['not sent'],
            emulator.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'x']).json.taskid ? [] : ['not taken'])
    }

    def "the questions for models and for a task"() {
        given:
        def models = row('models', 'catelogid')
        client.wiretap.answer = '{"object":"list","data":[]}'
        def asks = { category ->
            client.wiretap.queries.clear()
            client.platform.account().models(category).get()
            client.wiretap.queries
        }
        def asked = models.allowed.findAll { !asks(it).contains('catelogid=' + it) } + [null].findAll { asks(it) != [null] }
        client.platform.poll(new TaskId('t-7')).get()
        def all = emulator.models('')

        expect:
        cell(models, asked.collect { "not `$it`" }, models.allowed.findAll { !emulator.models(it) || !all.containsAll(emulator.models(it)) }.collect { "not `$it`" } +
            (all.size() == models.allowed.sum { emulator.models(it).size() } ? [] : ['not all when left out']))
        cell(row('tasks', 'taskid'), client.wiretap.query == 'taskid=t-7' ? [] : ['not asked'],
            emulator.get('/llmage/v1/tasks').json == [error: 'Missing required parameter: taskid'] ? [] : ['may be left out'])
    }

    def "the answers: #row"() {
        given:
        def misunderstood = row.field == 'status' && row.part == 'task'
            ? [CREATED: 'Waiting', PENDING: 'Waiting', RUNNING: 'Running', SUCCEEDED: 'Succeeded', FAILED: 'Failed'].findAll { answers.understood(it.key) != it.value }.keySet()
            : []

        expect:
        cell(row, misunderstood.collect { "not `$it`" }, answers.ofEmulator(row), answers.isRead(row) ? '✓ read' : '✓ not needed')

        where:
        row << ROWS.findAll { it.part in ['chat answer', 'chat stream', 'submitted', 'task'] }
    }

    def "the error #row.field"() {
        given:
        def poor = row.field == '429' ? Emulator.builder().balance('0.00').start() : null
        def whole = [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'x']
        def post = { EmulatorSide side, Map fields, String key = side.emulator.key() -> side.post('/llmage/v1/image/generations', fields, key) }
        def reply = ['401': { post(emulator, whole, 'wrong') }, '400': { post(emulator, whole - [prompt: 'x']) }, '429': { post(new EmulatorSide(poor), whole) }][row.field].call()

        expect:
        cell(row, answers.refusal(row.field as int, [error: row.values]) == "Rejected[refusal=Refusal[reason=$reason, message=$row.values]]" ? [] : ['understood otherwise'],
            reply.status == (row.field as int) && reply.json == [error: row.values] ? [] : ["`$reply.text`"], "✓ $reason")

        cleanup:
        poor?.close()

        where:
        row << ROWS.findAll { it.part == 'error' }
        reason = ['401': 'KEY_REFUSED', '400': 'BAD_REQUEST', '429': 'NO_MONEY'][row.field]
    }

    def "the emulator's README shows it"() {
        given:
        assert ROWS.findAll { !cells[it] } == []
        def readme = Files.readString(README)
        def (before, rest) = readme.split(MARKS[0], 2)
        def (table, after) = rest.split(MARKS[1], 2)
        def made = new Table(ROWS, cells, client).toString()

        when:
        if (Boolean.getBoolean('fields.write')) Files.writeString(README, before + MARKS[0] + made + MARKS[1] + after)

        then: 'what is not as documented has a reason, and every reason is about something'
        reasons.unexplained == []
        reasons.unused() == []

        and:
        Boolean.getBoolean('fields.write') || table == made
    }

    private static Row row(String part, String field) { ROWS.find { it.part == part && it.field == field } }

    private boolean cell(Row row, List<Object> ofClient, List<Object> ofEmulator, String green = '✓') {
        cells[row] = [reasons.cell('client', row, ofClient*.toString(), green), reasons.cell('emulator', row, ofEmulator*.toString(), '✓')]
        true
    }
}
