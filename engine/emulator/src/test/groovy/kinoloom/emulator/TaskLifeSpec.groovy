package kinoloom.emulator

import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import java.time.InstantSource
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors

class TaskLifeSpec extends Specification {
    static final IMAGE = '/llmage/v1/image/generations'
    static final CAT = [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'a cat', transno: 'k-7']

    @TempDir Path data
    def now = Instant.parse('2026-11-22T09:00:00Z')
    def clock = { now } as InstantSource

    def "a task moves forward with the clock and is charged once when it ends"() {
        given:
        def emulator = Emulator.builder().clock(clock).pixelScale(0.05d).balance('1.00').start()
        def wire = new Wire(emulator)
        def taskid = wire.post(IMAGE, CAT).body.taskid
        def seen = new LinkedHashSet()

        when:
        def deadline = System.nanoTime() + 20_000_000_000L
        while (seen.every { it != 'SUCCEEDED' } && System.nanoTime() < deadline) {
            seen << wire.task(taskid).body.status
            now += Duration.ofMillis(400)
            Thread.sleep(2)
        }
        5.times { wire.task(taskid) }
        def charge = emulator.ledger().last()

        then:
        seen.toList() == ['CREATED', 'PENDING', 'RUNNING', 'SUCCEEDED']
        emulator.ledger()*.kind()*.name() == ['RECHARGE', 'RESERVE', 'CHARGE']
        charge.amountFen() == 20
        charge.taskid() == taskid
        charge.model() == 'wan2.2-t2i-plus'
        charge.transno() == 'k-7'
        emulator.balanceFen() == 80

        cleanup:
        emulator.close()
    }

    def "durations depend on the seed and the order of tasks alone"() {
        expect:
        lengths(5) == lengths(5)
        lengths(5) != lengths(6)
    }

    def "an id nobody gave out looks like a failed task"() {
        given:
        def emulator = Emulator.builder().start()

        expect:
        with(new Wire(emulator).task('abc')) {
            status == 200
            body == [taskid: 'abc', status: 'FAILED', error: 'taskid=abc not exist']
        }

        cleanup:
        emulator.close()
    }

    def "a task that nobody asks for is charged, even when its clock is behind"() {
        given:
        def emulator = Emulator.builder().clock(clock).timeScale(0.0001d).pixelScale(0.05d).dataDir(data).start()
        def books = data.resolve('ledger.log').toFile()

        when:
        new Wire(emulator).post(IMAGE, CAT)
        Thread.sleep(300)

        then:
        !books.text.contains('"kind":"charge"')

        when:
        now += Duration.ofSeconds(1)
        def deadline = System.nanoTime() + 10_000_000_000L
        while (!books.text.contains('"kind":"charge"') && System.nanoTime() < deadline) Thread.sleep(5)

        then:
        books.text.count('"kind":"charge"') == 1

        cleanup:
        emulator?.close()
    }

    def "with money for one, fifty submissions at once have one accepted"() {
        given:
        def emulator = Emulator.builder().timeScale(1000).pixelScale(0.05d).balance('0.39').start()
        def wire = new Wire(emulator)
        def pool = Executors.newFixedThreadPool(50)
        def gun = new CountDownLatch(1)

        when:
        def replies = (1..50).collect { pool.submit({ gun.await(); wire.post(IMAGE, CAT) } as java.util.concurrent.Callable) }
        gun.countDown()
        def done = replies*.get()

        then:
        done.count { it.status == 200 && it.body.status == 'CREATED' } == 1
        done.count { it.status == 429 && it.body == [error: 'Insufficient balance'] } == 49
        emulator.ledger()*.kind()*.name() == ['RECHARGE', 'RESERVE']

        cleanup:
        pool.shutdownNow()
        emulator.close()
    }

    def "a task that cannot be rendered fails and costs nothing"() {
        given:
        def emulator = Emulator.builder().timeScale(0).ffmpeg(java.nio.file.Path.of('no-such-ffmpeg')).start()
        def wire = new Wire(emulator)

        when:
        def task = wire.finished(wire.post('/llmage/v1/video/generations', [model: 'happyhorse-1.0-t2v', catelogid: 't2v', prompt: 'x']).body.taskid)

        then:
        task.get('status').asText() == 'FAILED'
        task.get('error').asText().startsWith('ERROR: InternalError: ')
        emulator.ledger()*.kind()*.name() == ['RECHARGE', 'RESERVE', 'RELEASE']
        emulator.balanceFen() == 10000

        cleanup:
        emulator.close()
    }

    def "closing leaves no thread behind, not even while tasks and chats are running"() {
        given:
        def before = threads()
        def emulator = Emulator.builder().timeScale(1000).start()
        def wire = new Wire(emulator)
        8.times { wire.post(IMAGE, CAT) }
        def chat = Thread.startDaemon { try { wire.post('/llmage/v1/chat/completions', [prompt: 'x', stream: true]) } catch (IOException ignored) { } }
        Thread.sleep(100)

        when:
        emulator.close()
        chat.join()
        def left = threads() - before

        then:
        left.isEmpty()
    }

    private List lengths(long seed) {
        def emulator = Emulator.builder().clock(clock).seed(seed).pixelScale(0.02d).start()
        try {
            def wire = new Wire(emulator)
            3.times { wire.post(IMAGE, CAT) }
            return emulator.@tasks.newestFirst('demo')*.order()*.lasts()
        } finally {
            emulator.close()
        }
    }

    private static Set<String> threads() {
        Thread.allStackTraces.keySet().findAll { it.name =~ /(?i)xnio|kinoloom-emulator|undertow/ }*.name as Set
    }
}
