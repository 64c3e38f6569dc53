package kinoloom.journal

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kinoloom.artifact.Artifact
import kinoloom.graph.StepId
import kinoloom.platform.Money
import kinoloom.platform.TaskId
import spock.lang.Specification
import spock.lang.TempDir

class FileResultsSpec extends Specification {
    static final String KEY = 'ab' + 'cd' * 31
    static final String OTHER = 'ef' * 32

    @TempDir Path root
    Workspace workspace
    Artifact text

    def setup() {
        workspace = Workspace.open(root, Events.CLOCK)
        def made = workspace.objects().newTemporary()
        Files.writeString(made, 'a poem')
        text = workspace.objects().adopt(made, '')
    }

    def "a result survives"() {
        given:
        def result = result(KEY, [poem: text, lines: [1, 2.50, null]])

        when:
        workspace.results().put(result)

        then:
        Workspace.open(root, Events.CLOCK).results().find(KEY).get() == result
        workspace.results().find(OTHER).empty
        Files.exists(file(KEY))
        Files.readString(file(KEY)).endsWith('}\n')
    }

    def "a later result replaces an earlier one"() {
        when:
        workspace.results().put(result(KEY, 'first'))
        workspace.results().put(result(KEY, 'second'))

        then:
        workspace.results().find(KEY).get().value() == 'second'
        Files.list(file(KEY).parent).count() == 1
    }

    def "a result whose file #happened is there: to call it absent would be to pay again"() {
        given:
        workspace.results().put(result(KEY, [a: [text]]))
        def stored = workspace.objects().path(text)
        Files.delete(stored)
        if (content != null) Files.writeString(stored, content)

        expect:
        workspace.results().find(KEY).present
        !workspace.objects().intact(text.sha256())

        where:
        happened      | content
        'is gone'     | null
        'was cut'     | 'a po'
        'was changed' | 'a boem'
    }

    def "where a result came from is in the journal of the run that made it"() {
        given:
        def board = Events.BOARD
        write('maker', new Event.Prepared(board, OTHER, 1, [:], null), new Event.Intent(board, 1, 'kl0', Money.fen(5)),
            new Event.Accepted(board, 1, new TaskId('t-0')), new Event.Prepared(board, KEY, 1, [:], null),
            new Event.Intent(board, 2, 'kl1', Money.fen(5)), new Event.Accepted(board, 2, new TaskId('t-1')),
            new Event.Done(board, 'first', Money.fen(5)))
        workspace.rebuildResults()

        expect:
        workspace.results().origin(workspace.results().find(KEY).get()) == new Results.Origin(new TaskId('t-1'), 'kl1')
        workspace.results().origin(result(KEY, 'x')) == Results.Origin.UNKNOWN
    }

    def "a damaged result is absent, wherever a bit has flipped or it was cut"() {
        given:
        workspace.results().put(result(KEY, 'a poem'))
        byte[] whole = Files.readAllBytes(file(KEY))

        expect:
        (0..<whole.length - 1).every { at ->
            byte[] flipped = whole.clone()
            flipped[at] ^= 1
            Files.write(file(KEY), flipped)
            workspace.results().find(KEY).empty
        }
        (0..<whole.length - 1).every { length ->
            Files.write(file(KEY), Arrays.copyOf(whole, length))
            workspace.results().find(KEY).empty
        }
    }

    def "a result under another key's name is absent"() {
        given:
        workspace.results().put(result(KEY, 'a poem'))
        Files.createDirectories(file(OTHER).parent)
        Files.copy(file(KEY), file(OTHER))

        expect:
        workspace.results().find(OTHER).empty
    }

    def "a result the disk does not give is an error, since absent would mean to pay again"() {
        given:
        Files.createDirectories(file(KEY))

        when:
        workspace.results().find(KEY)

        then:
        def e = thrown(UncheckedIOException)
        e.message == "Cannot read the result ${file(KEY)}"
    }

    def "a key has 64 hex digits"() {
        when:
        workspace.results().find('../../etc/passwd')

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "A key has 64 hex digits, not '../../etc/passwd'"
    }

    def "results are made again out of the journals"() {
        given:
        def board = Events.BOARD
        def film = StepId.of('film')
        write('old', new Event.Prepared(board, KEY, 1, [:], null), new Event.Done(board, 'first', Money.fen(5)))
        write('new',
            new Event.Prepared(board, KEY, 1, [:], null), new Event.Reused(board, 'first', 'old'),
            new Event.Prepared(film, OTHER, 1, [:], null), new Event.Reused(film, text, 'a run long gone'),
            new Event.Done(StepId.of('local'), 1, null))

        when:
        workspace.rebuildResults()

        then:
        workspace.results().find(KEY).get() == new Results.Result(KEY, 'board', id('old'), now(), 'first', Money.fen(5))
        workspace.results().find(OTHER).get() == new Results.Result(OTHER, 'film', 'a run long gone', now(), text, Money.ZERO)
        Files.walk(root.resolve('results')).filter { it.fileName.toString().endsWith('.json') }.count() == 2
    }

    def "whoever looks for a result while they are made again waits for that: to call it absent would be to pay again"() {
        given:
        def begun = new CountDownLatch(1)
        def end = new CountDownLatch(1)
        FileResults results
        results = new FileResults(root.resolve('results'), { [] }, {
            results.put(result(OTHER, 'other'))
            begun.countDown()
            end.await()
            results.put(result(KEY, 'a poem'))
        })

        when:
        def first = CompletableFuture.supplyAsync { results.find(OTHER) }
        begun.await()
        def second = CompletableFuture.supplyAsync { results.find(KEY) }
        second.get(300, TimeUnit.MILLISECONDS)

        then:
        thrown(TimeoutException)

        when:
        end.countDown()

        then:
        second.get().get().value() == 'a poem'
        first.get().present
    }

    def "a process that ended while it made them again leaves that to the next one"() {
        given:
        FileResults dying
        dying = new FileResults(root.resolve('results'), { [] }, {
            dying.put(result(OTHER, 'other'))
            throw new ThreadDeath()
        })
        FileResults next
        next = new FileResults(root.resolve('results'), { [] }, { next.put(result(KEY, 'a poem')) })

        when:
        dying.find(KEY)

        then:
        thrown(ThreadDeath)

        expect:
        next.find(KEY).get().value() == 'a poem'

        and: 'once is enough'
        new FileResults(root.resolve('results'), { [] }, { throw new IllegalStateException() }).find(KEY).present
    }

    def "what a damaged journal still tells is made again, but nothing that stands behind a gap and may be of another request"() {
        given:
        def board = Events.BOARD
        def film = StepId.of('film')
        write('torn', new Event.Prepared(board, KEY, 1, [:], null), new Event.Done(board, 'first', Money.fen(5)),
            new Event.Prepared(film, OTHER, 1, [:], null), new Event.Prepared(film, 'cd' * 32, 1, [:], null),
            new Event.Done(film, 'of the other request', Money.fen(5)))
        def journal = workspace.runs()[0].journal()
        def lines = journal.toFile().readLines()
        lines[4] = '00000000' + lines[4].substring(8)
        Files.writeString(journal, lines.join('\n') + '\n')

        when:
        workspace.rebuildResults()

        then:
        thrown(DamagedJournalException)
        workspace.results().find(KEY).get().value() == 'first'
        workspace.results().find(OTHER).empty
    }

    def "one damaged journal does not keep the others out"() {
        given:
        write('fine', new Event.Prepared(Events.BOARD, KEY, 1, [:], null), new Event.Done(Events.BOARD, 'kept', null))
        Files.writeString(workspace.newRun('broken').journal(), 'x')

        when:
        workspace.rebuildResults()

        then:
        thrown(DamagedJournalException)
        workspace.results().find(KEY).get().value() == 'kept'
    }

    private void write(String title, Event... events) {
        def run = workspace.newRun(title)
        FileJournal.create(run.journal(), run.id(), Events.CLOCK).with {
            events.each { event -> append(event) }
            commit()
            close()
        }
    }

    private String id(String slug) {
        workspace.runs()*.id().find { it.endsWith(slug) }
    }

    private static Instant now() {
        Instant.parse('2026-11-22T09:30:12.345Z')
    }

    private static Results.Result result(String key, Object value) {
        new Results.Result(key, 'board', '20261122-093012-x', now(), value, Money.fen(120))
    }

    private Path file(String key) {
        root.resolve("results/${key[0..1]}/${key[2..-1]}.json")
    }
}
