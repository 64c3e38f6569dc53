package kinoloom.emulator.quirk

import kinoloom.emulator.Emulator
import kinoloom.emulator.EmulatorBuilder
import kinoloom.emulator.Samples
import kinoloom.emulator.Wire
import kinoloom.emulator.task.Outcome

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.InstantSource

/** An emulator with quirks and a clock moved by hand, and what its wire shows. */
final class Bench implements AutoCloseable {
    static final IMAGE = '/llmage/v1/image/generations'
    static final VIDEO = '/llmage/v1/video/generations'
    static final CHAT = '/llmage/v1/chat/completions'
    static final CAT = [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'a cat', transno: 'k-1']

    private volatile Instant now = Instant.parse('2026-11-22T04:00:00Z')
    final List<String> quirks
    final Emulator emulator
    final Wire wire
    String taskid

    Bench(List<String> quirks = [], double timeScale = 1, @DelegatesTo(EmulatorBuilder) Closure more = {}) {
        this.quirks = quirks
        def builder = Emulator.builder().clock({ now } as InstantSource).timeScale(timeScale).pixelScale(0.05d).key('sk-bench')
        builder.with(more)
        quirks.each { builder.quirk(it) }
        emulator = builder.start()
        wire = new Wire(emulator)
    }

    void pass(int seconds) {
        now += Duration.ofSeconds(seconds)
    }

    /** Submits a picture. */
    Wire.Reply submit(Map other = [:]) {
        def before = tasks().size()
        def reply = wire.post(IMAGE, CAT + other)
        taskid = tasks().size() > before ? tasks()[0].order().taskid() : null
        reply
    }

    /** A picture whose time, a quarter of an hour, is over. */
    Bench picture() {
        submit()
        rendered()
        pass(900)
        emulator.ledger()
        this
    }

    void rendered() {
        def deadline = System.nanoTime() + 20_000_000_000L
        while (tasks().any { it.outcome() == null }) {
            assert System.nanoTime() < deadline
            Thread.sleep(2)
        }
    }

    def poll() {
        wire.task(taskid).body
    }

    /** The words for a task's status, from first to last. */
    def statuses() {
        submit()
        rendered()
        [0, 1, 5, 900].collect { pass(it); poll().status }.unique()
    }

    List kinds() {
        emulator.ledger()*.kind()*.name().tail()
    }

    def today(String catelogid = 't2i') {
        wire.get("/llmage/get_my_asynctasks.dspy?llmcatelogid=$catelogid").body.data.tasks
    }

    def history() {
        wire.get('/llmage/api/get_inference_history.dspy').body.rows
    }

    List models(String catelogid = 't2i') {
        wire.get("/llmage/v1/models?catelogid=$catelogid").body.data*.id
    }

    String link() {
        poll().image
    }

    int follow(String link) {
        new Wire(emulator.url(), null).get(link - emulator.url().toString()).status
    }

    List<String> lines(Map other = [:]) {
        wire.post(CHAT, [prompt: 'hello', stream: true] + other).text.readLines()
    }

    List chunks(Map other = [:]) {
        lines(other).findAll { it.startsWith('data: {') }.collect { Wire.JSON.readValue(it.substring(6), Map) }
    }

    /** A clip from as many pictures. */
    Map upload(Path folder, int count) {
        def jpg = Samples.picture(folder, 'a.jpg')
        wire.multipart(VIDEO, [['model', 'happyhorse-1.0-r2v'], ['catelogid', 'ref2v'], ['prompt', 'x']] + [['image_files', jpg]] * count).body
    }

    Map clip() {
        wire.post(VIDEO, [model: 'happyhorse-1.0-t2v', catelogid: 't2v', prompt: 'x', duration: 3]).body
    }

    /** The HTTP status of a clip from references in that category. */
    int reference(String catelogid, Path folder) {
        def jpg = Samples.picture(folder, 'a.jpg')
        wire.multipart(VIDEO, [['model', 'happyhorse-1.0-r2v'], ['catelogid', catelogid], ['prompt', 'x'], ['image_files', jpg]]).status
    }

    /** The HTTP status of a submission with that balance. */
    int withBalance(String yuan) {
        new Bench(quirks, 1, { balance(yuan) }).withCloseable { it.submit().status }
    }

    /** Has a balance for one dear clip and a cheap one, and asks for them. */
    List dearThenCheap() {
        new Bench(quirks, 1, { balance('20.00') }).withCloseable { bench ->
            [15, 3].collect {
                def reply = bench.wire.post(VIDEO, [model: 'happyhorse-1.0-t2v', catelogid: 't2v', prompt: 'x', duration: it])
                bench.rendered()
                bench.pass(3600)
                bench.emulator.ledger()
                reply.status
            }
        }
    }

    /** What a request for a range gets: the status, and how many bytes. */
    List range(String range) {
        def url = URI.create(picture().link())
        def reply = HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).header('Range', range).build(), BodyHandlers.ofByteArray())
        def all = Wire.download(url.toString())
        [reply.statusCode(), reply.body() == all ? 'all' : reply.body() == all[100..<100 + reply.body().length] as byte[] ? reply.body().length : 'other bytes']
    }

    /** Each success is charged once, when its time has come, and no failure is; nothing else costs. */
    void requireTrueBooks() {
        pass(3600)
        def entries = emulator.ledger().groupBy { it.kind().name() }
        def charged = (entries.CHARGE ?: [])*.taskid()
        def ended = tasks().findAll { it.outcome() != null && emulator.@tasks.status(it).name() in ['SUCCEEDED', 'FAILED'] }
        def made = ended.findAll { it.outcome() instanceof Outcome.Made }*.order()*.taskid()
        assert charged.toUnique() == charged
        assert charged.findAll { !it.startsWith('chatcmpl-') } as Set == made as Set
        assert (entries.RELEASE ?: [])*.taskid().disjoint(charged)
        assert emulator.balanceFen() == 10000 - ((entries.CHARGE ?: [])*.amountFen().sum() ?: 0)
    }

    String gone() {
        "taskid=$taskid not exist"
    }

    /** A picture that has just ended. */
    void finish() {
        submit()
        rendered()
        def task = tasks()[0]
        now = task.end()
    }

    /** How an answer ends, for a client that reads it to its end. */
    String ending(String path, Map body) {
        try {
            wire.post(path, body)
            'whole'
        } catch (IOException ignored) {
            'broken'
        }
    }

    /** Everything the socket says until it ends. */
    String raw(String method, String path, Map body = null, Map headers = [:]) {
        def bytes = (body ? Wire.JSON.writeValueAsString(body) : '').getBytes('UTF-8')
        def head = "$method $path HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer sk-bench\r\n" +
                "Content-Type: application/json\r\nContent-Length: ${bytes.length}\r\n" +
                headers.collect { "$it.key: $it.value\r\n" }.join('') + '\r\n'
        def socket = new Socket('127.0.0.1', emulator.url().port)
        try {
            socket.soTimeout = 20_000
            socket.outputStream.write(head.getBytes('UTF-8'))
            socket.outputStream.write(bytes)
            socket.outputStream.flush()
            return new String(socket.inputStream.readAllBytes(), 'UTF-8')
        } catch (SocketException reset) {
            return 'reset'
        } finally {
            socket.close()
        }
    }

    private List tasks() {
        emulator.@tasks.newestFirst('demo')
    }

    @Override
    void close() {
        emulator.close()
    }
}
