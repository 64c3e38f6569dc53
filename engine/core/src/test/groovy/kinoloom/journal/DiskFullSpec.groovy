package kinoloom.journal

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.artifact.Opened
import kinoloom.artifact.Room
import spock.lang.Specification
import spock.lang.TempDir

/** A journal whose disk is full, or broken. */
class DiskFullSpec extends Specification {
    static final String FULL = 'No space left on device'

    @TempDir Path dir
    Path file
    Ballast ballast
    Shelf shelf

    def setup() {
        file = dir.resolve('journal.log')
        ballast = new Ballast(dir.resolve('ballast'))
        FileJournal.create(file, 'r1', Events.CLOCK).close()
    }

    FileJournal journal() {
        FileJournal.open(file, Events.CLOCK, { shelf = new Shelf(Opened.existing(it)) }).with(ballast)
    }

    def 'the ballast is a mebibyte that no disk can make smaller, for this user only, and made once'() {
        when:
        ballast.make()
        byte[] bytes = Files.readAllBytes(dir.resolve('ballast'))
        def made = Files.getLastModifiedTime(dir.resolve('ballast'))
        ballast.make()

        then:
        bytes.length == 1024 * 1024
        bytes.toList().countBy { it }.size() == 256
        Files.getLastModifiedTime(dir.resolve('ballast')) == made
        Files.getPosixFilePermissions(dir.resolve('ballast'))*.name().sort() == ['OWNER_READ', 'OWNER_WRITE']
        Files.list(dir)*.fileName*.toString().sort() == ['ballast', 'journal.log']
    }

    def 'when there is no room (#words) the ballast is given up, and what had to be written is written'() {
        given:
        ballast.make()
        def journal = journal()
        shelf.writes << { Opened onto, long at, byte[] bytes ->
            onto.write(at, Arrays.copyOf(bytes, 20))
            throw new IOException(words)
        }

        when:
        journal.append(Events.barrier(1))
        journal.commit()

        then:
        journal.pressed()
        !Files.exists(dir.resolve('ballast'))
        FileJournal.read(file)*.event() == [Events.barrier(1)]

        when: 'and goes on while there is room'
        journal.append(Events.barrier(2))
        journal.commit()
        journal.close()

        then:
        FileJournal.read(file)*.event() == [Events.barrier(1), Events.barrier(2)]

        where:
        words << [FULL, 'Disk quota exceeded', 'There is not enough space on the disk']
    }

    def 'an interrupt meanwhile does no harm'() {
        given:
        ballast.make()
        def journal = journal()
        shelf.writes << { Opened onto, long at, byte[] bytes -> throw new IOException(FULL) }

        when:
        Thread.currentThread().interrupt()
        journal.append(Events.barrier(1))
        journal.commit()

        then:
        Thread.interrupted()
        FileJournal.read(file)*.event() == [Events.barrier(1)]

        cleanup:
        Thread.interrupted()
        journal.close()
    }

    def 'it is tried once: where there is still no room nothing more is taken, and what was committed is whole'() {
        given:
        ballast.make()
        def journal = journal()
        journal.append(Events.barrier(1))
        journal.commit()
        2.times { shelf.writes << { Opened onto, long at, byte[] bytes -> onto.write(at, Arrays.copyOf(bytes, 20)); throw new IOException(FULL) } }

        when:
        journal.append(Events.barrier(2))
        journal.commit()

        then:
        def e = thrown(IOException)
        e.message == FULL
        !journal.pressed()

        when:
        journal.append(Events.barrier(3))

        then:
        thrown(IllegalStateException)

        when:
        journal.close()
        def again = FileJournal.open(file, Events.CLOCK)

        then:
        again.entries()*.event() == [Events.barrier(1)]
        again.torn().present

        cleanup:
        again?.close()
    }

    def 'a write that fails of #what is not tried again, and the ballast stays'() {
        given:
        ballast.make()
        def journal = journal()
        shelf.writes << { Opened onto, long at, byte[] bytes -> throw new IOException('Input/output error') }

        when:
        journal.append(Events.barrier(1))
        journal.commit()

        then:
        def e = thrown(IOException)
        e.message == 'Input/output error'
        Files.exists(dir.resolve('ballast'))
        shelf.written == 1

        where:
        what = 'something else'
    }

    def 'a sync that fails (#words) is never tried again: the system may call lost pages written'() {
        given:
        ballast.make()
        def journal = journal()
        shelf.syncs << { throw new IOException(words) }

        when:
        journal.append(Events.barrier(1))
        journal.commit()

        then:
        def e = thrown(IOException)
        e.message == words
        shelf.synced == 1
        Files.exists(dir.resolve('ballast'))

        when:
        journal.commit()

        then:
        thrown(IOException)
        shelf.synced == 1

        cleanup:
        journal.close()

        where:
        words << ['Input/output error', FULL]
    }

    def 'a failure of #thrown.message, #cause, is #full for lack of room'() {
        expect:
        Room.lacking(thrown) == full

        where:
        thrown                                                                     | full
        new IOException(FULL)                                                      | true
        new UncheckedIOException('cannot write', new IOException('/x: ' + FULL))   | true
        new IOException('Input/output error')                                      | false
        new IOException((String) null)                                             | false

        cause = thrown.cause == null ? 'nothing behind it' : "because of ${thrown.cause.message}"
    }

    def 'words in another language are understood by the room that is left'() {
        expect:
        !Room.lacking(new IOException('Auf dem Gerät ist kein Speicherplatz mehr verfügbar'), dir)
        !Room.lacking(new IOException('?'), dir.resolve('not/there/yet'))
    }

    /** A file that fails as told. */
    static class Shelf implements Opened {
        final Opened file
        final List<Closure> writes = []
        final List<Closure> syncs = []
        int written
        int synced

        Shelf(Opened file) { this.file = file }

        long length() { file.length() }

        void write(long offset, byte[] bytes) {
            written++
            if (writes) writes.remove(0).call(file, offset, bytes)
            else file.write(offset, bytes)
        }

        void truncate(long length) { file.truncate(length) }

        void sync() {
            synced++
            if (syncs) syncs.remove(0).call()
            else file.sync()
        }

        void close() { file.close() }
    }
}
