package kinoloom.examples

import java.nio.file.Path
import kinoloom.platform.Refusal
import kinoloom.testing.Pipeline
import spock.lang.Specification
import spock.lang.TempDir

/** How someone tests a script of their own: what it asks for, and what it does on a bad day. No emulator, no wait. */
class HalloweenSpec extends Specification {
    static final Path SCRIPT = Path.of('scripts/02-halloween.groovy')
    static final Map BOARD = [title: 'Night', shots: [[scene: 'a field', motion: 'rising'], [scene: 'a sky', motion: 'flying'], [scene: 'a moon', motion: 'laughing']]]

    @TempDir Path folder
    Pipeline pipeline

    def setup() {
        pipeline = Pipeline.in(folder)
        pipeline.on('board').answers(BOARD)
    }

    def 'each shot is drawn and moved, and the passage has all pictures in their order'() {
        when:
        def film = pipeline.run(SCRIPT, [theme: 'a quiet night', shots: 3])

        then:
        film.done()
        film.request('board').prompt == 'A storyboard of 3 shots about: a quiet night'
        film.request('frame[1]').prompt == 'a sky, film still, 35mm'
        film.request('clip[2]').duration == 5
        film.request('clip[2]').firstFrame == 'frame[2]'
        film.request('passage').images == ['frame[0]', 'frame[1]', 'frame[2]']
        film.files('clips').size() == 3
    }

    def 'one picture that is refused costs its own clip, and the rest is kept'() {
        given:
        pipeline.on('frame[1]').refuses(Refusal.Reason.MODERATED, 'too scary').succeeds()

        when:
        def film = pipeline.run(SCRIPT)

        then:
        film.failures().keySet().contains('frame[1]')
        film.steps().containsAll(['clip[0]', 'clip[2]'])

        when:
        def again = pipeline.resume(film)

        then:
        again.done()
        again.requests()*.step().toSet() == ['frame[1]', 'clip[1]', 'passage'] as Set
    }
}
