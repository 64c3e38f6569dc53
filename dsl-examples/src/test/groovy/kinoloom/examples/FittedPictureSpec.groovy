package kinoloom.examples

import java.awt.Color
import java.nio.file.Files
import java.nio.file.Path
import javax.imageio.ImageIO
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.graph.InvalidWorkflowException
import kinoloom.journal.Event
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A picture that no model takes as it is, all the way to a clip, on an emulator that is as strict as the vendors. */
class FittedPictureSpec extends Specification {
    @TempDir Path folder

    @AutoCleanup
    Emulator emulator = Emulator.builder().pixelScale(1).timeScale(0.001).seed(7).balance('100.00').start()

    def 'a small wide photo is refused for nothing, and sent as a fitted copy'() {
        given: 'an orange photo'
        def photo = folder.resolve('photo.png')
        def image = new java.awt.image.BufferedImage(260, 100, java.awt.image.BufferedImage.TYPE_INT_RGB)
        image.createGraphics().with { color = Color.ORANGE; fillRect(0, 0, 260, 100); dispose() }
        ImageIO.write(image, 'png', photo.toFile())
        def bytes = Files.readAllBytes(photo)

        when:
        run('')

        then:
        def e = thrown(InvalidWorkflowException)
        e.problems()*.toString() == ["film.groovy:1:58: firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'photo.png' has 260 x 100 pixels, and a side must have at least 300\n    hint: add fit 'crop', 'pad' or 'blur', and a copy that it takes is sent"]
        emulator.ledger().every { it.kind().name() != 'CHARGE' }

        when:
        def events = []
        def result = run("fit 'pad', '16:9'", events)

        then: 'a copy of the right ratio and size was sent'
        result.status() == RunResult.Status.DONE
        def fitted = events.find { it instanceof Event.Fitted }
        def copy = ImageIO.read(folder.resolve("work/objects/${fitted.copy()[0..1]}/${fitted.copy()[2..-1]}").toFile())
        [copy.width, copy.height] == [544, 306]
        near(new Color(copy.getRGB(272, 153)), Color.ORANGE)
        near(new Color(copy.getRGB(272, 4)), Color.BLACK)
        near(new Color(copy.getRGB(272, 301)), Color.BLACK)

        and: 'of a photo that is as it was'
        Files.readAllBytes(photo) == bytes

        when: 'all of it again'
        events.clear()
        def again = run("fit 'pad', '16:9'", events)

        then: 'nothing is fitted or paid'
        again.outputs() == result.outputs()
        again.spent().fen() == 0
        events.every { !(it instanceof Event.Fitted) }
    }

    static boolean near(Color a, Color b) {
        [a.red - b.red, a.green - b.green, a.blue - b.blue].every { Math.abs(it) < 12 }
    }

    RunResult run(String words, List<Event> events = []) {
        def script = Files.writeString(folder.resolve('film.groovy'),
            "def clip = i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('photo.png'); duration 3; $words }\noutput clip: clip")
        def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { emulator.key() }.build()
        Kinoloom.builder().platform(platform).media(new FfmpegMedia(Ffmpeg.find())).listener { events << it.event() }
            .workspace(folder.resolve('work')).out(folder.resolve('out')).build()
            .withCloseable { it.run(script, [:]).result().join() }
    }
}
