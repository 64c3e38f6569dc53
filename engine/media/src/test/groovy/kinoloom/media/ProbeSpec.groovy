package kinoloom.media

import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.TempDir

import javax.imageio.ImageIO
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.time.Duration

class ProbeSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)
    def studio

    def setup() {
        studio = new Studio(folder)
    }

    def 'a clip has a size, a length and perhaps sound'() {
        expect:
        media.probe(studio.clip('a.mp4', size: '320x180', frames: 36)) ==
            new Media.Info('video/mp4', 320, 180, Duration.ofMillis(1500), true)
        media.probe(studio.clip('b.mp4', size: '64x64', frames: 1, fps: 25, sound: false)) ==
            new Media.Info('video/mp4', 64, 64, Duration.ofMillis(40), false)
    }

    def 'a clip turned on its side is as it will be seen'() {
        given:
        def upright = studio.clip('a.mp4', size: '320x180', frames: 3)
        def turned = folder.resolve('turned.mp4')
        Studio.FFMPEG.run('fixture', ['-display_rotation', '90'] + Ffmpeg.input(upright) +
            ['-c', 'copy', '-f', 'mp4', Ffmpeg.url(turned)])

        expect:
        with(media.probe(turned)) { [width(), height()] == [180, 320] }
    }

    def 'a recording that does not tell its length is measured'() {
        given:
        def clip = studio.clip('live.mkv', size: '64x64', frames: 12, sound: false, format: 'matroska',
            codec: ['-c:v', 'ffv1', '-live', '1'])

        expect:
        with(media.probe(clip)) { mediaType() == 'video/webm' && duration() == Duration.ofMillis(500) }
    }

    def 'a picture is known by its content, not by its name'() {
        given:
        def named = studio.picture('really a png.jpg', '33x21')

        expect:
        media.probe(named) == new Media.Info('image/png', 33, 21, Duration.ZERO, false)
    }

    def 'a WebP is a picture'() {
        given: 'one white pixel, lossless'
        def webp = Files.write(folder.resolve('p.webp'), Base64.decoder.decode(
            'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='))

        expect:
        media.probe(webp) == new Media.Info('image/webp', 1, 1, Duration.ZERO, false)
    }

    def 'what is no picture or clip is refused: #content'() {
        given:
        def file = Files.writeString(folder.resolve('f'), content)

        when:
        media.probe(file)

        then:
        def e = thrown(IOException)
        e.message.startsWith("Cannot read $file as a picture or clip: ")

        where:
        content << [
            '', 'hello',
            // A playlist must not lead ffmpeg to other files or to the network.
            '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n',
            "ffconcat version 1.0\nfile '/etc/hostname'\n"
        ]
    }

    def 'a file that is not there'() {
        when:
        media.probe(folder.resolve('none.mp4'))

        then:
        def e = thrown(NoSuchFileException)
        e.message == "${folder.resolve('none.mp4')}: there is no such file"
    }

    def 'a thumbnail is a JPEG as wide as asked, of a clip or a picture'() {
        given:
        def thumbnail = folder.resolve('-t %d.jpg')

        when:
        media.thumbnail(source(studio), thumbnail, 80)

        then:
        media.probe(thumbnail) == new Media.Info('image/jpeg', 80, 46, Duration.ZERO, false)
        ImageIO.read(thumbnail.toFile()).width == 80

        where:
        source << [
            { it.clip('a.mp4', size: '320x180') },
            { it.picture('p %03d.png', '320x180') }
        ]
    }
}
