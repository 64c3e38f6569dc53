package kinoloom.media

import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path
import java.time.Duration

/** Music under a film. The clips sound at 330 Hz, the music at 2000 Hz, so that each can be told. */
class MusicSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)
    def film
    def studio

    def setup() {
        film = folder.resolve('film.mp4')
        studio = new Studio(folder)
    }

    private Map cut(Map options, List<Path> clips) {
        def music = options.song == null ? null : new Media.Music(options.song, (options.volume ?: 1) as double,
            options.duck ?: false, Duration.ofMillis(options.fadeOut ?: 0))
        media.cut(new Media.Cut(clips.collect { new Media.Clip(it) }, [], Media.Frame.OF_CLIPS,
            new Media.Extras(music, null, options.loudness as Double)), film, Media.Progress.NONE)
        Studio.look(film)
    }

    def 'music steps back while a clip is heard, and comes back: #duck'() {
        given: 'a second of silence, a loud second, two seconds of silence'
        def silent = studio.source([sound: false, frames: 24], 'silent')
        def loud = studio.source([rate: 48000, frames: 24], 'loud')
        def song = studio.song('song.mp3', 9)

        when:
        def seen = cut([silent, loud, silent, silent], song: song, duck: duck)
        def alone = Studio.level(film, 2000, 0.3, 0.9)
        def under = Studio.level(film, 2000, 1.4, 1.9)
        def after = Studio.level(film, 2000, 3.4, 3.9)

        then: 'the film is as long as its clips'
        seen.frames == 96
        Math.abs(seen.soundSeconds - 4) < 0.05

        and:
        alone - under > least
        alone - under < most
        Math.abs(alone - after) < 3
        Studio.level(film, 330, 1.4, 1.9) > -40

        where:
        duck  || least | most
        true  || 6     | 40
        false || -2    | 2
    }

    def 'a song that is too short begins anew, one that is too long is cut, and its end fades: #seconds s'() {
        given:
        def silent = studio.source([sound: false, frames: 48], 'silent')
        def song = studio.song('song.wav', seconds)

        when:
        def seen = cut([silent], song: song, volume: 0.5, fadeOut: 500)

        then:
        seen.frames == 48
        Math.abs(seen.soundSeconds - 2) < 0.05
        Studio.level(film, 2000, 1.2, 1.4) > -40
        Studio.level(film, 2000, 1.93, 1.99) < Studio.level(film, 2000, 1.2, 1.4) - 10

        where:
        seconds << [0.4, 7]
    }

    def 'the sound of a clip, or of a film, can be the music; a picture cannot'() {
        given:
        def silent = studio.source([sound: false, frames: 24], 'silent')

        expect:
        cut([silent], song: studio.source([frames: 10], 'clip')).frames == 24
        Studio.level(film, 330, 0.1, 0.9) > -40

        when:
        cut([silent], song: silent)

        then:
        def e = thrown(IOException)
        e.message == "There is no sound in the music $silent"
    }

    def 'a film is made as loud as asked'() {
        given:
        def quiet = studio.source([frames: 96, gain: -30], 'quiet')

        when:
        def seen = cut([quiet], loudness: -16)

        then:
        seen.sound == '48000 x 2'
        Math.abs(seen.soundSeconds - 4) < 0.05
        Studio.loudness(film, 2, 3.5) > -22

        and: 'silence stays silence'
        cut([studio.source([sound: false], 'silent')], loudness: -16).frames == 12
        Studio.loudness(film, 0, 0.4) < -60
    }
}
