package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.journal.Event
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** A run on a disk that is full: it stops, and what was paid for is fetched when there is room. */
class FullDiskSpec extends Specification {
    static final String FULL = 'The disk is full. What was paid for is written down; make room, then resume'
    static final String FILM = '''
        def a = t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }
        def b = i2v('b') { model 'happyhorse-1.0-i2v'; firstFrame a; prompt 'y'; duration 3; resolution '720p' }
        output film: cut('film') { clips b }
    '''

    @TempDir Path folder

    def 'when the journal needed its ballast nothing more is begun, and what is accepted is asked for'() {
        given:
        def platform = new FakePlatform()
        def rig = new Rig(folder, platform)
        rig.beforeCommit = { List<Event> events -> rig.pressed |= events.any { it instanceof Event.Barrier } }

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.DISK_FULL
        ending.reason() == FULL
        platform.accepted*.category() == ['t2i']
        platform.asked == ['task-1': 2]
        rig.durable.last() == new Event.RunEnded('paused', FULL, kinoloom.platform.Money.ZERO)

        when: 'there is room again'
        rig.pressed = false
        rig.beforeCommit = { }
        def resumed = rig.run(MishapSpec.workflow(FILM), rig.durable)

        then:
        resumed.status() == Ending.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v']
        rig.runner.state().reserved().fen() == 0
    }

    def 'a result for which there is no room leaves nothing half made, and is fetched when there is'() {
        given:
        def full = true
        def platform = new FakePlatform() {
            CompletableFuture<Long> fetch(String url, Path target) {
                if (!full) return super.fetch(url, target)
                target.toFile().text = 'half'
                CompletableFuture.failedFuture(new IOException("$target: No space left on device"))
            }
        }
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.DISK_FULL
        ending.reason() == FULL
        folder.resolve('.kinoloom/tmp').toFile().list().length == 0
        rig.durable.every { !(it instanceof Event.Failed) && !(it instanceof Event.Ambiguous) }

        when:
        full = false
        def resumed = rig.run(MishapSpec.workflow(FILM), rig.durable)

        then:
        resumed.status() == Ending.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v']
    }

    def 'a film for which there is no room is cut when there is'() {
        given:
        def full = true
        def platform = new FakePlatform()
        def rig = new Rig(folder, platform) {
            void cut(kinoloom.run.Media.Cut cut, Path target) {
                if (full) throw new IOException('ffmpeg ended with 228: Error writing trailer: No space left on device')
                super.cut(cut, target)
            }
        }

        when:
        def ending = rig.run(MishapSpec.workflow(FILM))

        then:
        ending.status() == Ending.Status.DISK_FULL
        rig.durable.every { !(it instanceof Event.Failed) }

        when:
        full = false

        then:
        rig.run(MishapSpec.workflow(FILM), rig.durable).status() == Ending.Status.DONE
        platform.accepted.size() == 2
    }

    def 'outputs that cannot be put where they belong on a full disk change nothing of that'() {
        given:
        def platform = new FakePlatform()
        def rig = new Rig(folder, platform)
        Files.writeString(folder.resolve('out'), 'a file where the folder should be')
        rig.pressed = true

        expect:
        rig.run(MishapSpec.workflow("output a: 'known'\nt2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }")).status() == Ending.Status.DISK_FULL
        platform.accepted.empty
    }
}
