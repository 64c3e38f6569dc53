package kinoloom.media

import spock.lang.Requires
import spock.lang.Specification

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
}
