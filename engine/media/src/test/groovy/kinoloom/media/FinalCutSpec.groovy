package kinoloom.media

import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

class FinalCutSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)
    def studio

    def setup() {
        studio = new Studio(folder)
    }

    private Map cut(Map options = [:], List<Path> clips) {
        def film = folder.resolve(options.film ?: 'film.mp4')
        media.cut(new Media.Cut(clips, options.transition ?: Media.Transition.CUT,
            (options.width ?: 0) as int, (options.height ?: 0) as int, (options.fps ?: 24) as int), film)
        Studio.look(film)
    }

    private static Media.Transition fade(int millis) {
        new Media.Transition('fade', Duration.ofMillis(millis))
    }

    def 'clips of any size, rate and sound become one film like the first clip'() {
        given:
        def clips = [
            studio.clip('plain.mp4', size: '320x180', fps: 24),
            studio.clip('silent, 30 a second.mp4', size: '180x320', fps: 30, sound: false),
            studio.clip('odd.mkv', size: '201x133', fps: 25, format: 'matroska',
                codec: ['-c:v', 'ffv1', '-pix_fmt', 'yuv444p']),
            studio.clip('one frame.mp4', frames: 1)
        ]

        when:
        def film = cut(clips)

        then:
        film.streams == ['h264', 'aac']
        film.size == '320x180'
        film.rate == '24/1'
        film.pixels == 'yuv420p'
        film.aspect == '1:1'
        film.sound == '48000 x 2'
        film.frames == 24 + 24 + 24 + 1
        Math.abs(film.seconds - 73 / 24) < 0.03
        Math.abs(film.soundSeconds - 73 / 24) < 0.03

        and: 'the clip without sound is silent for exactly its length'
        Studio.loudness(folder.resolve('film.mp4'), 0.2, 0.9) > -30
        Studio.loudness(folder.resolve('film.mp4'), 1.05, 1.9) < -60
        Studio.loudness(folder.resolve('film.mp4'), 2.1, 2.9) > -30

        and: 'a player can start before it has all'
        def text = new String(Files.readAllBytes(folder.resolve('film.mp4')), 'ISO-8859-1')
        text.indexOf('moov') < text.indexOf('mdat')
    }

    def 'a fade of #millis ms between clips of #lengths frames leaves #frames'() {
        given:
        def clips = lengths.withIndex().collect { int n, int i ->
            studio.clip("${i}.mp4", frames: n, size: '160x90')
        }

        when:
        def film = cut(clips, transition: fade(millis))

        then:
        film.frames == frames
        Math.abs(film.seconds - frames / 24) < 0.03
        Math.abs(film.soundSeconds - frames / 24) < 0.05

        where:
        millis | lengths      || frames
        500    | [24, 36, 24] || 60
        9000   | [24, 12]     || 30
        500    | [24, 1, 24]  || 49
        500    | [24]         || 24
        0      | [12, 12]     || 24
    }

    def 'a fade shows both clips at once'() {
        given: 'a white clip and a black one'
        def white = colour('white')
        def black = colour('black')

        when:
        cut([white, black], transition: fade(500))

        then:
        brightness(6) > 225
        brightness(18) in 60..190
        brightness(30) < 30
    }

    def 'colours stay, however a clip is tagged: #tag at #size'() {
        given: 'a flat orange, coded by that matrix'
        def file = folder.resolve('orange.mp4')
        Studio.FFMPEG.run('fixture', ['-f', 'lavfi', '-i', "color=0xd08030:s=$size:r=24".toString(),
            '-vf', "format=gbrp,scale=out_color_matrix=$matrix,format=yuv420p".toString() +
                (tag ? ",setparams=colorspace=$matrix" : ''),
            '-frames:v', '3', '-c:v', Studio.FFMPEG.encoder().label(), Ffmpeg.url(file)])

        when:
        cut([file, file])
        def colour = new java.awt.Color(pixel(4))

        then:
        [colour.red - 0xd0, colour.green - 0x80, colour.blue - 0x30].every { Math.abs(it) <= 4 }

        where:
        size       | matrix      | tag
        '64x64'    | 'smpte170m' | true
        '64x64'    | 'bt709'     | true
        '64x64'    | 'smpte170m' | false
        '1280x720' | 'bt709'     | false
    }

    def 'the size asked for is kept, rounded to even, with bars where the shape differs'() {
        expect:
        cut([studio.clip('a.mp4', size: '320x180')], width: 201, height: 201, fps: 30).with {
            size == '200x200' && frames == 30 && rate == '30/1'
        }
    }

    def 'names are only names: #name'() {
        given:
        def clip = studio.clip(name, frames: 3, size: '64x64')
        def again = studio.clip('x' + name, frames: 3, size: '64x64')

        expect:
        cut([clip, again], film: "-film $name", transition: fade(40)).frames == 5

        where:
        name << ['-y.mp4', "it's \"quoted\".mp4", '雨の 夜.mp4', '100%d; a:b,[c].mp4', '$(touch x)`.mp4']
    }

    def 'a film of more clips than one graph holds has every frame'() {
        given:
        def clip = studio.clip('a.mp4', frames: 6, size: '64x64')
        def silent = studio.clip('b.mp4', frames: 4, size: '64x64', sound: false)
        def clips = (1..30).collect { [clip, silent] }.flatten()

        expect:
        with(cut(clips, transition: fade(45))) {
            frames == 30 * 10 - 59
            streams == ['h264', 'aac']
            Math.abs(soundSeconds - frames / 24) < 0.2
        }
        studio.names() == ['a.mp4', 'b.mp4', 'film.mp4']
    }

    def 'groups are grouped again when they are still too many'() {
        given:
        def clips = ['black', 'white', 'black', 'white', 'black'].collect { colour(it) }
        def shots = clips.collect { new Film.Shot(it, Clip.of(it, Studio.FFMPEG)) }
        def film = folder.resolve('film.mp4')

        when:
        new Film(Studio.FFMPEG, new Film.Look(64, 64, 24, 'pad'), 2, Media.Progress.NONE)
            .write(shots, new Film.Join(Timeline.faded([24] * 5, 4), ['fade'] * 4, null, null), film)

        then: 'the clips are in order and none is missing'
        Studio.look(film).frames == 104
        [10, 32, 52, 72, 94].collect { brightness(it) > 128 } == [false, true, false, true, false]
        studio.names().findAll { it.endsWith('.part') } == []
    }

    def 'how far a film is, is told from its first part to its last: #clips clips, #most at once'() {
        given:
        def clip = colour('black')
        def shots = [new Film.Shot(clip, Clip.of(clip, Studio.FFMPEG))] * clips
        def told = []

        when:
        new Film(Studio.FFMPEG, new Film.Look(64, 64, 24, 'pad'), most, { done, speed -> told << done })
            .write(shots, new Film.Join(Timeline.faded([24] * clips, 0), ['cut'] * (clips - 1), null, null), folder.resolve('film.mp4'))

        then:
        told == told.sort(false)
        told.every { it >= 0 && it <= 1 }
        told.last() > 0.9
        told.toSet().size() >= passes

        where:
        clips | most || passes
        2     | 4    || 1
        5     | 2    || 5
    }

    def 'a broken clip is named, and the old film stays'() {
        given:
        def good = studio.clip('good.mp4', frames: 3)
        def broken = Files.write(folder.resolve('broken.mp4'), ('no film ' * 1000).bytes)
        def film = Files.writeString(folder.resolve('film.mp4'), 'the old one')

        when:
        cut([good, broken])

        then:
        def e = thrown(IOException)
        e.message == "Cannot read $broken as a picture or clip: " +
            "file:$broken: Invalid data found when processing input"
        Files.readString(film) == 'the old one'
        studio.names() == ['broken.mp4', 'film.mp4', 'good.mp4']
    }

    def 'an unknown transition is refused with those there are'() {
        when:
        cut([studio.clip('a.mp4', frames: 2)], transition: new Media.Transition('wipe', Duration.ZERO))

        then:
        def e = thrown(IllegalArgumentException)
        e.message == "There is no transition 'wipe'. Did you mean 'wipeup'? Known: cut, fade, dissolve, fadeblack, " +
            'fadewhite, wipeleft, wiperight, wipeup, wipedown, slideleft, slideright, slideup, … (28 in all)'
    }

    private Path colour(String name) {
        def file = folder.resolve("${name}.mp4")
        Studio.FFMPEG.run('fixture', ['-f', 'lavfi', '-i', "color=$name:s=64x64:r=24".toString(),
            '-frames:v', '24', '-c:v', Studio.FFMPEG.encoder().label(), Ffmpeg.url(file)])
        file
    }

    private int brightness(int frame) {
        pixel(frame) & 0xff
    }

    private int pixel(int frame) {
        def still = folder.resolve("frame${frame}.png")
        Studio.FFMPEG.run('look', Ffmpeg.input(folder.resolve('film.mp4')) +
            ['-vf', "select=eq(n\\,$frame)".toString(), '-frames:v', '1', '-c:v', 'png',
                '-f', 'image2pipe', Ffmpeg.url(still)])
        javax.imageio.ImageIO.read(still.toFile()).getRGB(32, 32)
    }
}
