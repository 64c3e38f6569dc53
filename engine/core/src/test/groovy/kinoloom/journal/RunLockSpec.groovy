package kinoloom.journal

import java.nio.file.DirectoryNotEmptyException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

class RunLockSpec extends Specification {
    @TempDir Path root
    RunFolder run

    def setup() {
        run = Workspace.open(root, Events.CLOCK).newRun('x')
    }

    def "a run has one owner in a process, whichever way it is reached"() {
        given:
        def first = RunLock.acquire(run, Events.CLOCK)
        def linked = new RunFolder(run.id(), Files.createSymbolicLink(root.resolve('linked'), run.path()))

        when:
        RunLock.acquire(path == 'link' ? linked : run, Events.CLOCK)

        then:
        def e = thrown(RunBusyException)
        e.message == "The run ${run.id()} is being worked on by this same process, since 2026-11-22T09:30:12Z." +
            ' Only one at a time can; wait for it, or stop it first.'
        e.pid() == ProcessHandle.current().pid()
        e.since().get() == Instant.parse('2026-11-22T09:30:12Z')

        cleanup:
        first.close()

        where:
        path << ['name', 'link']
    }

    def "a closed lock is free, and its owner's card is gone"() {
        given:
        def first = RunLock.acquire(run, Events.CLOCK)
        def card = Files.readString(run.path().resolve('owner.json'))
        2.times { first.close() }

        expect:
        card == """{"pid":${ProcessHandle.current().pid()},"since":"2026-11-22T09:30:12Z"}\n"""
        !Files.exists(run.path().resolve('owner.json'))

        when:
        RunLock.acquire(run, Events.CLOCK).close()

        then:
        noExceptionThrown()
    }

    def "a lock whose owner's card cannot be removed is free all the same"() {
        given:
        def first = RunLock.acquire(run, Events.CLOCK)
        def card = run.path().resolve('owner.json')
        Files.delete(card)
        Files.createDirectories(card.resolve('in the way'))

        when:
        first.close()

        then:
        thrown(DirectoryNotEmptyException)

        when:
        card.toFile().deleteDir()
        RunLock.acquire(run, Events.CLOCK).close()

        then:
        noExceptionThrown()
    }

    def "a card left by a dead owner does not matter"() {
        given:
        Files.writeString(run.path().resolve('owner.json'), card)

        when:
        RunLock.acquire(run, Events.CLOCK).close()

        then:
        noExceptionThrown()

        where:
        card << ['{"pid":1,"since":"2020-01-01T00:00:00Z"}', 'rubbish']
    }

    def "once the lock was #what, the journal takes nothing more"() {
        given:
        def lock = RunLock.acquire(run, Events.CLOCK)
        def journal = FileJournal.create(run.journal(), run.id(), Events.CLOCK).guardedBy(lock)
        journal.append(Events.barrier(1))
        journal.commit()
        change(run.path().resolve('lock'))

        when: 'the fence before a request would be sent'
        journal.append(Events.barrier(2))
        journal.commit()

        then:
        def e = thrown(IOException)
        e.message == "${run.path().toRealPath()}/lock was deleted or replaced while this process worked on the run," +
            ' and keeps nobody out any more; nothing more is paid'
        FileJournal.read(run.journal())*.event() == [Events.barrier(1)]

        cleanup:
        journal?.close()
        lock?.close()

        where:
        what       | change
        'deleted'  | { Path p -> Files.delete(p) }
        'replaced' | { Path p -> Files.move(p, p.resolveSibling('old')); Files.createFile(p) }
    }

    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    def "whatever this process does with the run, the kernel's lock stays"() {
        given: 'closing any channel on the lock file would free it'
        def lock = RunLock.acquire(run, Events.CLOCK)
        FileJournal.create(run.journal(), run.id(), Events.CLOCK).close()
        def engine = kinoloom.Kinoloom.builder().platform(new kinoloom.fixture.FakePlatform()).workspace(root).out(root.resolve('o')).build()

        when:
        engine.runs()
        engine.status(run.id())
        engine.examine(run.id())
        RunLock.isHeld(run)
        FileJournal.examine(run.journal())
        refused { engine.acceptLoss(run.id()) }
        refused { engine.acceptCopy(run.id()) }
        refused { RunLock.acquire(run, Events.CLOCK) }
        engine.close()

        then: 'another process does not get it'
        attempt() == 'busy'

        when:
        lock.close()

        then:
        attempt() == 'locked'
    }

    private static void refused(Closure work) {
        try {
            work()
        } catch (RunBusyException | DamagedJournalException e) {
            return
        }
        throw new AssertionError('not refused' as Object)
    }

    /** What a process of its own is told that wants to own the run, and ends. */
    private String attempt() {
        def process = holder(run, ProcessBuilder.Redirect.DISCARD)
        try {
            process.outputStream.close()
            process.inputReader().readLine() ?: 'busy'
        } finally {
            process.waitFor()
        }
    }

    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    def "a run has one owner among processes, until that one dies"() {
        given:
        def other = hold(run)

        when:
        RunLock.acquire(run, Events.CLOCK)

        then:
        def e = thrown(RunBusyException)
        e.message == "The run ${run.id()} is being worked on by process ${other.pid()}, since 2026-11-22T09:30:12Z." +
            ' Only one at a time can; wait for it, or stop it first.'
        e.pid() == other.pid()

        when: 'without its card the message is poorer, and the lock is as strong'
        Files.delete(run.path().resolve('owner.json'))
        RunLock.acquire(run, Events.CLOCK)

        then:
        def poorer = thrown(RunBusyException)
        poorer.message == "The run ${run.id()} is being worked on by another process." +
            ' Only one at a time can; wait for it, or stop it first.'

        when:
        other.destroyForcibly().waitFor()
        RunLock.acquire(run, Events.CLOCK).close()

        then:
        noExceptionThrown()

        cleanup:
        other.destroyForcibly()
    }

    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    def "reading who owns a run does not let go of it"() {
        given:
        def lock = RunLock.acquire(run, Events.CLOCK)

        when: 'closing any other handle on the file of the lock would free it'
        RunLock.isHeld(run)

        then:
        attempt() == 'busy'

        cleanup:
        lock.close()
    }

    private static Process hold(RunFolder run) {
        def process = holder(run, ProcessBuilder.Redirect.INHERIT)
        assert process.inputReader().readLine() == 'locked'
        process
    }

    private static Process holder(RunFolder run, ProcessBuilder.Redirect errors) {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java') as String
        new ProcessBuilder(java, '-cp', System.getProperty('java.class.path'), LockHolder.name,
            run.id(), run.path() as String).redirectError(errors).start()
    }
}
