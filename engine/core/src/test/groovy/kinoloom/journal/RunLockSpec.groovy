package kinoloom.journal

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
        hold(run, 'busy')

        cleanup:
        lock.close()
    }

    private static Process hold(RunFolder run, String said = 'locked') {
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java') as String
        def process = new ProcessBuilder(java, '-cp', System.getProperty('java.class.path'), LockHolder.name,
            run.id(), run.path() as String).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        assert process.inputReader().readLine() == said
        process
    }
}
