package kinoloom.media

import spock.lang.Specification
import spock.lang.TempDir

import java.awt.Color
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

class StillClipSpec extends Specification {

    @TempDir
    Path folder

    def 'stills of any shape make a clip of exactly the length asked: #count in #millis ms'() {
        given:
        def studio = new Studio(folder)
        def shapes = ['320x180', '100x300', '64x64', '331x77', '2x2', '50x50', '60x60', '70x70', '80x80']
        def pictures = (0..<count).collect { studio.picture("p '$it' 100%d.png", shapes[it]) }

        when:
        StillClip.render(Studio.FFMPEG, pictures, folder.resolve('-c.mp4'), 321, 180, 24,
            Duration.ofMillis(millis))

        then:
        with(Studio.look(folder.resolve('-c.mp4'))) {
            streams == ['h264', 'aac']
            size == '320x180'
            frames == Math.max(1, (int) Math.round(millis * 24 / 1000))
            Math.abs(soundSeconds - frames / 24) < 0.05
        }

        where:
        count | millis
        1     | 2000
        3     | 2000
        9     | 250
        1     | 1
    }

    def 'of a moving GIF the first picture counts'() {
        given:
        def gif = new Studio(folder).clip('moving.gif', size: '64x64', sound: false, codec: ['-c:v', 'gif'],
            format: 'gif')

        when:
        StillClip.render(Studio.FFMPEG, [gif], folder.resolve('c.mp4'), 64, 64, 24, Duration.ofSeconds(1))

        then:
        Studio.look(folder.resolve('c.mp4')).frames == 24
    }

    def 'a file that is no picture is named'() {
        given:
        def text = Files.writeString(folder.resolve('t.png'), 'hello')

        when:
        StillClip.render(Studio.FFMPEG, [text], folder.resolve('c.mp4'), 64, 64, 24, Duration.ofSeconds(1))

        then:
        def e = thrown(IOException)
        e.message == "$text is not a picture (PNG, JPEG, WebP, BMP, TIFF or GIF)."
    }

    def 'frames drawn in Java make a clip'() {
        given:
        def frame = new BufferedImage(65, 49, type)
        def file = folder.resolve('drawn.mp4')

        when:
        ClipWriter.open(Studio.FFMPEG, file, 65, 49, 30).withCloseable { writer ->
            10.times {
                def graphics = frame.createGraphics()
                graphics.color = new Color(it * 20, 0, 0)
                graphics.fillRect(0, 0, 65, 49)
                writer.write(frame)
            }
            assert !Files.exists(file)
        }

        then:
        with(Studio.look(file)) { [streams, size, frames, rate] == [['h264'], '64x48', 10, '30/1'] }

        where:
        type << [BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB]
    }

    def 'an aborted clip leaves nothing, and takes no more frames'() {
        given:
        def writer = ClipWriter.open(Studio.FFMPEG, folder.resolve('c.mp4'), 64, 64, 24)
        def frame = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR)
        writer.write(frame)

        when:
        writer.abort()
        writer.close()

        then:
        new Studio(folder).names() == []

        when:
        writer.write(frame)

        then:
        def e = thrown(IllegalStateException)
        e.message == 'The clip is closed; open a new one to write more frames.'
    }
}
