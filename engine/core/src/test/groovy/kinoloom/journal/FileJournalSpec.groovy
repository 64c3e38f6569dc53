package kinoloom.journal

import java.nio.file.FileAlreadyExistsException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

class FileJournalSpec extends Specification {
    @TempDir Path dir
    Path file

    def setup() {
        file = dir.resolve('journal.log')
    }

    def "a journal can be read with less"() {
        given:
        def journal = FileJournal.create(file, '20261122-093012-halloween', Events.CLOCK)

        when:
        journal.append(Events.barrier(1))
        journal.commit()
        journal.close()

        then:
        Files.readString(file) == '''\
3aa83e2f 68 {"kinoloom":"journal","version":1,"run":"20261122-093012-halloween"}
8d3b05b3 92 {"seq":1,"at":"2026-11-22T09:30:12.345Z","type":"submit.barrier","step":"board","attempt":1}
'''
    }

    def "every kind of event comes back, numbered from 1, in whole milliseconds"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)

        when:
        def appended = Events.ALL.values().collect { journal.append(it) }
        journal.commit()
        journal.close()
        def reopened = FileJournal.open(file, Events.CLOCK)

        then:
        reopened.run() == 'r1'
        reopened.entries() == appended
        reopened.entries()*.event() == Events.ALL.values() as List
        reopened.entries()*.seq() == (1..appended.size()).collect { it as long }
        reopened.entries()*.at().unique() == [Instant.parse('2026-11-22T09:30:12.345Z')]
        reopened.torn().empty
        FileJournal.read(file) == appended

        when: 'it goes on where it ended'
        def next = reopened.append(Events.barrier(2))
        reopened.commit()

        then:
        next.seq() == appended.size() + 1
        FileJournal.read(file) == appended + next

        cleanup:
        reopened?.close()
    }

    def "an event is on disk when it is committed, and not before"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        long header = Files.size(file)

        when:
        journal.append(Events.barrier(1))
        journal.append(Events.barrier(2))

        then:
        Files.size(file) == header
        FileJournal.read(file).empty

        when:
        journal.commit()
        journal.commit()

        then:
        FileJournal.read(file)*.event() == [Events.barrier(1), Events.barrier(2)]

        when: 'what is not committed is dropped'
        journal.append(Events.barrier(3))
        journal.close()

        then:
        FileJournal.read(file).size() == 2
    }

    def "an event that cannot be written changes nothing"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)

        when:
        journal.append(new Event.Done(Events.BOARD, new Date(0), null))

        then:
        thrown(IllegalArgumentException)

        when:
        def entry = journal.append(Events.barrier(1))
        journal.commit()

        then:
        entry.seq() == 1
        FileJournal.read(file) == [entry]

        cleanup:
        journal.close()
    }

    def "a journal is begun once"() {
        given:
        FileJournal.create(file, 'r1', Events.CLOCK).close()

        when:
        FileJournal.create(file, 'r1', Events.CLOCK)

        then:
        thrown(FileAlreadyExistsException)
        Files.list(dir).count() == 1
    }

    def "after a failed write nothing more is taken"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        journal.append(Events.barrier(1))
        journal.@file.close()

        when:
        journal.commit()

        then:
        thrown(IOException)

        when:
        journal.append(Events.barrier(2))

        then:
        def refused = thrown(IllegalStateException)
        refused.message == "$file cannot be used any more: Stream Closed"

        when:
        journal.commit()

        then:
        def again = thrown(IOException)
        again.message == refused.message
        again.cause != null
    }

    def "a journal that #someone while it is being written takes nothing more"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        journal.append(Events.barrier(1))
        change(file)
        def before = Files.exists(file) ? Files.readString(file) : null

        when:
        journal.commit()

        then:
        thrown(IOException)
        (Files.exists(file) ? Files.readString(file) : null) == before

        when:
        journal.append(Events.barrier(2))

        then:
        thrown(IllegalStateException)

        cleanup:
        journal.close()

        where:
        someone               | change
        'another engine wrote' | { Path p -> FileJournal.open(p, Events.CLOCK).with { append(Events.barrier(7)); commit(); close() } }
        'somebody replaced'   | { Path p -> def text = Files.readString(p); Files.move(p, p.resolveSibling('old')); Files.writeString(p, text) }
        'somebody deleted'    | { Path p -> Files.delete(p) }
    }

    def "an interrupt does not harm the journal"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        journal.append(Events.barrier(1))

        when:
        Thread.currentThread().interrupt()
        journal.commit()

        then:
        Thread.interrupted()
        FileJournal.read(file).size() == 1

        cleanup:
        journal.close()
    }

    def "a closed journal takes nothing"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)
        journal.close()

        when:
        journal.append(Events.barrier(1))

        then:
        def e = thrown(IllegalStateException)
        e.message == "$file is closed"
    }

    @Timeout(value = 5, unit = TimeUnit.SECONDS)
    def "ten thousand events in groups of a hundred are written at once"() {
        given:
        def journal = FileJournal.create(file, 'r1', Events.CLOCK)

        when:
        long began = System.nanoTime()
        WriteLoad.run(journal, 10_000, 100)
        long millis = (System.nanoTime() - began).intdiv(1_000_000)
        journal.close()

        then: 'with room for a slow or busy disk'
        FileJournal.read(file).size() == 10_000
        millis < 3000
    }
}
