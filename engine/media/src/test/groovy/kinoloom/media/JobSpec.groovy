package kinoloom.media

import spock.lang.Requires
import spock.lang.Specification

import java.nio.file.Path
import java.time.Duration

/** Whether a program failed for what it was given, or for the machine it ran on. */
@Requires({ os.linux || os.macOs })
class JobSpec extends Specification {

    def "#script is #whose: #message"() {
        when:
        Job.start('ffmpeg', new ProcessBuilder('sh', '-c', script), Job.PATIENCE).withCloseable { it.await() }

        then:
        def e = thrown(IOException)
        e.message == message
        (e instanceof Job.Refusal) == (whose == "the picture's")

        where:
        script                                                                         | whose           | message
        "echo 'Invalid data found' >&2; exit 183"                                      | "the picture's" | 'ffmpeg: Invalid data found'
        "exit 1"                                                                       | "the picture's" | 'ffmpeg: it gave no reason'
        "echo 'x: No space left on device' >&2; echo 'Error writing' >&2; exit 228"    | "the machine's" | 'ffmpeg: Error writing'
        "echo 'Cannot allocate memory' >&2; exit 1"                                    | "the machine's" | 'ffmpeg: Cannot allocate memory'
        'kill -9 $$'                                                                   | "the machine's" | 'ffmpeg: it gave no reason (killed by 9)'
    }

    def 'a program that stands still is ended, and its last words are told'() {
        given:
        def started = ProcessHandle.current().children().toList()

        when:
        Job.start('Cannot join 2 clips', new ProcessBuilder('sh', '-c', "echo 'out of ideas' >&2; exec sleep 60"),
            Duration.ofMillis(300)).withCloseable { it.await() }

        then:
        def e = thrown(IOException)
        e.message == 'Cannot join 2 clips: no progress for 0 s, so it was stopped. Its last words: out of ideas'
        ProcessHandle.current().children().toList().findAll { it.alive } - started == []
    }

    def 'what is in the making has a name by which a workspace sweeps it away: #target'() {
        expect:
        new Draft(Path.of(System.getProperty('java.io.tmpdir'), target)).path().fileName.toString() ==~ pattern

        where:
        target                | pattern
        'file-4711-123.part'  | /file-4711-123\.part\.[0-9a-f-]+\.part/
        'film.mp4'            | /\.[0-9a-f-]+\.part/
    }
}
