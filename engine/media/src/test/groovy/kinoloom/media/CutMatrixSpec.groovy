package kinoloom.media

import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** Whatever the clips are like, the film comes out whole. Everything is measured in the film itself. */
class CutMatrixSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)

    private Path joined(Map options = [:], List<Path> clips) {
        def film = folder.resolve('film.mp4')
        def pieces = clips.collect { new Media.Clip(it) }
        def names = options.transition instanceof List ? options.transition : [options.transition ?: 'cut']
        def transitions = names.collect { new Media.Transition(it, Duration.ofMillis(options.millis ?: 500)) }
        def frame = new Media.Frame(options.width ?: 0, options.height ?: 0, options.fps ?: 0, options.fit ?: 'pad')
        media.cut(new Media.Cut(pieces, transitions, frame, Media.Extras.NONE), film, Media.Progress.NONE)
        film
    }

    /** What must hold of any film. */
    private static void sound(Path film, int frames, int fps) {
        def seen = Studio.look(film)
        assert seen.streams == ['h264', 'aac']
        assert seen.pixels == 'yuv420p'
        assert seen.rate == "$fps/1" && seen.meanRate == "$fps/1"
        assert seen.aspect == '1:1'
        assert seen.sound == '48000 x 2'
        assert seen.frames == frames
        assert seen.decoded == frames
        assert Math.abs(seen.videoSeconds - frames / fps) < 1 / fps
        assert Math.abs(seen.soundSeconds - seen.videoSeconds) < 0.05
        assert seen.started == 0 && seen.soundStarted == 0
        def text = new String(Files.readAllBytes(film), 'ISO-8859-1')
        assert text.indexOf('moov') < text.indexOf('mdat')
    }

    def '#what'() {
        expect:
        comesOut(recipes, options, frames, fps, size)

        where:
        what                                                | recipes                                                                     | options                    || frames | fps | size
        'mono, stereo and 5.1, 44.1 and 48 kHz, and silence' | [[:], [rate: 48000, layout: 'stereo'], [sound: false], [layout: '5.1']]      | [:]                        || 48     | 24  | '160x90'
        'a rate that varies'                                 | [[fps: 24], [fps: 30, vary: true], [fps: 24]]                                | [:]                        || 34     | 24  | '160x90'
        'an odd size, with all its colours'                  | [[size: '853x479', codec: 'ffv1', pixels: 'yuv444p'], [:]]                   | [:]                        || 24     | 24  | '852x478'
        'upright among lying ones: blur'                     | [[:], [size: '90x160'], [size: '201x77', codec: 'ffv1']]                     | [fit: 'blur']              || 36     | 24  | '160x90'
        'clips shorter than the transition'                  | [[frames: 5], [frames: 5], [frames: 5]]                                      | [transition: 'fade']       || 11     | 24  | '160x90'
        'B-frames and an edit list'                          | [[codec: 'mpeg4', bframes: true], [codec: 'mpeg4', bframes: true, from: 0.2]] | [:]                       || 19     | 24  | '160x90'
        'times that begin late'                              | [[format: 'mpegts', offset: 7], [format: 'matroska', codec: 'ffv1', offset: 3]] | [:]                     || 24     | 24  | '160x90'
        'WebM'                                               | [[format: 'webm', codec: 'libvpx', audio: 'libopus'], [:]]                   | [transition: 'wipeleft', millis: 250] || 18 | 24 | '160x90'
        'pixels that are not square'                         | [[size: '160x120', aspect: '4/3'], [:]]                                      | [:]                        || 24     | 24  | '212x120'
    }

    @Tag('proof')
    def 'and #what'() {
        expect:
        comesOut(recipes, options, frames, fps, size)

        where:
        what                                                | recipes                                                                     | options                    || frames | fps | size
        'the rate of most clips'                             | [[fps: 30], [fps: 25], [fps: 30], [fps: 60]]                                 | [:]                        || 59     | 30  | '160x90'
        'the higher of two rates that as many clips have'    | [[fps: 24], [fps: 60]]                                                       | [:]                        || 60     | 60  | '160x90'
        'a rate that is asked for'                           | [[fps: 24], [fps: 60]]                                                       | [fps: 25]                  || 26     | 25  | '160x90'
        'ten bits'                                           | [[codec: 'ffv1', pixels: 'yuv420p10le'], [codec: 'prores_ks', pixels: 'yuv422p10le', format: 'mov']] | [:] || 24     | 24  | '160x90'
        'upright among lying ones: pad'                      | [[:], [size: '90x160']]                                                      | [fit: 'pad']               || 24     | 24  | '160x90'
        'upright among lying ones: crop'                     | [[:], [size: '90x160'], [size: '201x77', codec: 'ffv1']]                     | [fit: 'crop']              || 36     | 24  | '160x90'
        'turned by its display matrix'                       | [[turned: 90], [:]]                                                          | [:]                        || 24     | 24  | '90x160'
        'one frame, alone'                                   | [[frames: 1]]                                                                | [:]                        || 1      | 24  | '160x90'
        'one frame between fades'                            | [[:], [frames: 1], [:]]                                                      | [transition: 'dissolve']   || 25     | 24  | '160x90'
        'a sound that is shorter or longer than its picture' | [[seconds: 0.2], [seconds: 1.3]]                                             | [:]                        || 24     | 24  | '160x90'
    }

    private void comesOut(List<Map> recipes, Map options, int frames, int fps, String size) {
        def studio = new Studio(folder)
        def clips = recipes.withIndex().collect { Map recipe, int i -> studio.source(recipe, "clip $i") }
        def film = joined(options, clips)
        sound(film, frames, fps)
        assert Studio.look(film).size == size
    }

    def 'picture and sound stay together: #what'() {
        expect: 'a flash and a beep of one moment are seen and heard where they should be, within a frame and a half'
        together(recipe, seen, heard)

        where:
        what                         | recipe                                      || seen | heard
        'an edit list'               | [codec: 'mpeg4', bframes: true, from: 0.25] || 0.25 | 0.25
        'a picture that begins late' | [late: 0.3]                                 || 0.8  | 0.5
    }

    @Tag('proof')
    def 'picture and sound stay together, also of #what'() {
        expect: 'a flash and a beep of one moment are seen and heard where they should be, within a frame and a half'
        together(recipe, seen, heard)

        where:
        what                         | recipe                                      || seen | heard
        'plain'                      | [:]                                         || 0.5  | 0.5
        '60 frames a second'         | [fps: 60]                                   || 0.5  | 0.5
        'B-frames'                   | [codec: 'mpeg4', bframes: true]             || 0.5  | 0.5
        'MPEG-TS that begins at 9 s' | [format: 'mpegts', offset: 9]               || 0.5  | 0.5
    }

    /** The second clip flashes and beeps half a second after it begins. */
    private void together(Map recipe, double seen, double heard) {
        def studio = new Studio(folder)
        def film = joined([studio.source([:], 'first'), studio.flash(recipe, 'second')], fps: 24)
        assert Math.abs(Studio.flashes(film) - (0.5 + seen)) < 1.5 / 24
        assert Math.abs(Studio.beeps(film) - (0.5 + heard)) < 1.5 / 24
    }

    def 'each kind of transition is one that ffmpeg knows: #name'() {
        given:
        def studio = new Studio(folder)
        def clips = (0..1).collect { studio.source([frames: 6, size: '64x36'], "clip $it") }

        expect:
        sound(joined(clips, transition: name, millis: 100), 10, 24)

        where:
        name << ['circleopen']
    }

    @Tag('proof')
    def 'each kind of transition is one that ffmpeg knows, all of them: #name'() {
        given:
        def studio = new Studio(folder)
        def clips = (0..1).collect { studio.source([frames: 6, size: '64x36'], "clip $it") }

        expect:
        sound(joined(clips, transition: name, millis: 100), 10, 24)

        where:
        name << Media.Transition.NAMES - 'cut'
    }

    def 'each place where clips meet may have a transition of its own, gone round again'() {
        given:
        def studio = new Studio(folder)
        def clip = studio.source([:], 'clip')

        expect: 'fade, cut, fade'
        sound(joined([clip] * 4, transition: ['fade', 'cut'], millis: 250), 48 - 12, 24)
    }

    @Tag('proof')
    def '#count short clips become one film'() {
        given:
        def studio = new Studio(folder)
        def clips = [[:], [sound: false, fps: 30, size: '90x160'], [size: '33x31', codec: 'ffv1']]
            .withIndex().collect { recipe, i -> studio.source(recipe + [frames: 6 * (recipe.fps ?: 24) / 24], "clip $i") }

        expect:
        sound(joined((0..<count).collect { clips[it % 3] }, transition: 'fade', millis: 84, fps: 24), frames, 24)

        where:
        count | frames
        60    | 60 * 6 - 59 * 2
        300   | 300 * 6 - 299 * 2
    }

    def 'names are only names: #name'() {
        expect:
        named(name)

        where:
        name << ["-y it's \"100%d\"; a:b,[c] 雨🎬"]
    }

    @Tag('proof')
    def 'names are only names, also #name'() {
        expect:
        named(name)

        where:
        name << ['-y', "it's \"quoted\"", '雨の 夜 🎬', 'two\nlines', '$(touch x)`', '%03d.mp4', "a'b:c,d;e[f]\\g"]
    }

    private void named(String name) {
        def studio = new Studio(folder.resolve(name))
        def clip = studio.source([frames: 3, size: '64x36'], name)
        def song = studio.source([frames: 3, size: '64x36'], 'song ' + name)
        def film = studio.folder.resolve("film $name")
        def extras = new Media.Extras(new Media.Music(song, 0.5d, true, Duration.ZERO),
            new Media.Subtitles(['a', 'b'], false), null)
        def cut = new Media.Cut([new Media.Clip(clip)] * 2, [], Media.Frame.OF_CLIPS, extras)
        def srt = media.cut(cut, film, Media.Progress.NONE)
        assert srt.contains('00:00:00,125 --> 00:00:00,250\nb\n')
        assert Studio.look(film).with { frames == 6 && streams == ['h264', 'aac', 'mov_text'] }
        assert studio.names().size() == 3
    }

    def 'a picture is shown for as long as it should be, whatever its shape'() {
        given:
        def studio = new Studio(folder)
        def pieces = [new Media.Still(studio.picture('upright.png', '90x160'), Duration.ofMillis(500)),
                      new Media.Clip(studio.source([:], 'clip')),
                      new Media.Slate(Duration.ofMillis(250), ['clip[2]', '雨 ' + 'refused, '.repeat(500)])]
        def film = folder.resolve('film.mp4')

        when:
        media.cut(new Media.Cut(pieces, [new Media.Transition('fade', Duration.ofMillis(84))],
            Media.Frame.OF_CLIPS, Media.Extras.NONE), film, Media.Progress.NONE)

        then:
        sound(film, 12 + 12 + 6 - 2 - 2, 24)
        Studio.look(film).size == '160x90'

        and: 'the picture is orange in the middle, with bars'
        def still = Studio.frame(film, 3)
        new java.awt.Color(still.getRGB(80, 45)).with { Math.abs(red - 255) < 12 && Math.abs(green - 165) < 12 && blue < 16 }
        (still.getRGB(4, 45) & 0xff) < 20

        and: 'the slate has light letters on dark ground'
        def slate = Studio.frame(film, 24)
        (0..<160).any { x -> (0..<90).any { y -> (slate.getRGB(x, y) & 0xff) > 120 } }
        (slate.getRGB(2, 2) & 0xff) < 60
    }
}
