package kinoloom.media

import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

import javax.imageio.ImageIO
import java.nio.file.Files
import java.nio.file.Path

/** The first and the last frame of a clip, to the frame. */
class LastFrameSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)

    def 'the last frame is the very last one that is shown: #what'() {
        expect:
        ends(recipe, frames, first, last)

        where:
        what                    | recipe                                                | frames || first | last
        'an odd number'         | [:]                                                   | 25     || 0     | 24
        'an edit list'          | [codec: 'mpeg4', bframes: true, from: 0.25]           | 24     || 6     | 23
        'a sound that is longer' | [seconds: 3]                                         | 13     || 0     | 12
    }

    @Tag('proof')
    def 'the last frame is the very last one, also of #what'() {
        expect:
        ends(recipe, frames, first, last)

        where:
        what                    | recipe                                                | frames || first | last
        'one frame'             | [:]                                                   | 1      || 0     | 0
        'an even number'        | [:]                                                   | 24     || 0     | 23
        'B-frames'              | [codec: 'mpeg4', bframes: true]                       | 24     || 0     | 23
        'a late beginning'      | [format: 'mpegts', offset: 4]                         | 13     || 0     | 12
        '60 frames a second'    | [fps: 60]                                             | 25     || 0     | 24
    }

    /** Of a clip whose frames are lighter and lighter. */
    private void ends(Map recipe, int frames, int first, int last) {
        def clip = new Studio(folder).ramp(recipe + [frames: frames], 'clip')
        media.frame(clip, folder.resolve('last.png'), true)
        media.frame(clip, folder.resolve('first.png'), false)
        assert Math.abs(grey('last.png') - (20 + 8 * last)) <= 3
        assert Math.abs(grey('first.png') - (20 + 8 * first)) <= 3
    }

    def 'a frame is upright, has square pixels, and the same bytes each time'() {
        given:
        def studio = new Studio(folder)
        def turned = studio.source([turned: 90, frames: 5], 'turned')
        def wide = studio.source([size: '160x120', aspect: '4/3', frames: 5], 'wide')

        when:
        media.frame(turned, folder.resolve('turned.png'), true)
        media.frame(turned, folder.resolve('again.png'), true)
        media.frame(wide, folder.resolve('wide.png'), true)

        then:
        size('turned.png') == [90, 160]
        size('wide.png') == [213, 120]
        Files.mismatch(folder.resolve('turned.png'), folder.resolve('again.png')) == -1
    }

    def 'a clip that cannot be read leaves nothing behind'() {
        given:
        def broken = Files.write(folder.resolve('broken.mp4'), ('no film ' * 1000).bytes)

        when:
        media.frame(broken, folder.resolve('last.png'), true)

        then:
        thrown(IOException)
        new Studio(folder).names() == ['broken.mp4']
    }

    private int grey(String name) {
        ImageIO.read(folder.resolve(name).toFile()).getRGB(40, 20) & 0xff
    }

    private List<Integer> size(String name) {
        ImageIO.read(folder.resolve(name).toFile()).with { [width, height] }
    }
}
