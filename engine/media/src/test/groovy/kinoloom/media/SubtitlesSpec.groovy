package kinoloom.media

import kinoloom.run.Media
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

import java.nio.file.Path
import java.time.Duration

/** What is to be read in a film: as a track and a file of its own, or drawn into it. */
class SubtitlesSpec extends Specification {

    @TempDir
    Path folder

    def media = new FfmpegMedia(Studio.FFMPEG)
    def film
    def studio

    def setup() {
        film = folder.resolve('film.mp4')
        studio = new Studio(folder)
    }

    private String cut(Map options = [:], List<String> texts) {
        def clip = studio.source([size: options.size ?: '160x90', frames: 24, black: true], 'clip')
        def fade = new Media.Transition('fade', Duration.ofMillis(options.fade ?: 0))
        media.cut(new Media.Cut([new Media.Clip(clip)] * texts.size(), [fade], Media.Frame.OF_CLIPS,
            new Media.Extras(null, new Media.Subtitles(texts, options.burn ?: false), null)), film, Media.Progress.NONE)
    }

    def 'each text is timed by its clip, to the middle of the transitions around it'() {
        when:
        def srt = cut(['Dawn.', '', '黄昏。'], fade: 500)

        then: 'three clips of a second that overlap by half a second'
        srt == '''\
1
00:00:00,000 --> 00:00:00,750
Dawn.

2
00:00:01,250 --> 00:00:02,000
黄昏。

'''
        and:
        with(Studio.look(film)) {
            frames == 48
            streams == ['h264', 'aac', 'mov_text']
            Math.abs(soundSeconds - 2) < 0.05
        }
        Studio.subtitles(film) == ['Dawn.', '黄昏。']
    }

    def 'nothing to read is no track'() {
        expect:
        cut(['', ' ']) == ''
        Studio.look(film).streams == ['h264', 'aac']
    }

    static final String HOSTILE = 'one\n\n\n2\n00:00:00,000 --> 99:00:00,000\nX'

    def 'text of a model does no harm: #text'() {
        expect:
        CleanLines.of(text).readLines() == lines

        where:
        text                                          || lines
        HOSTILE || ['one', '2', '00:00:00,000 → 99:00:00,000', 'X']
        '<b>bold</b> <font size=900>'                 || ['‹b›bold‹/b› ‹font size=900›']
        '{\\an8}{\\pos(0,0)}up'                       || ['(/an8)(/pos(0,0))up']
        'a < b, 5 > 3'                                || ['a < b, 5 > 3']
        "it's 100% [v];drawtext=text='x':y=0,"        || ["it's 100% [v];drawtext=text='x':y=0,"]
        'a\u0000b\u001b[31mc\u0007'                   || ['a b [31mc']
        'right\u202eleft\u2066 \u200fx\ufeff'         || ['rightleft x']
        ' padded \r\n  lines\r'                       || ['padded', 'lines']
    }

    def 'a player reads no more texts, and no others, than there are'() {
        given:
        def texts = [HOSTILE, "it's 100% [v];drawtext=text='x':y=0,", '{\\an8}<i>up</i>']

        when:
        cut(texts)

        then:
        Studio.subtitles(film) == texts.collect { CleanLines.of(it) }
    }

    def 'a text is drawn into the picture for as long as its clip is seen'() {
        expect:
        drawn("%{pts} 'quoted' \\n {b}")
    }

    @Tag('proof')
    def 'and a text of any length and language: #text'() {
        expect:
        drawn(text)

        where:
        text << ['x' * 300, 'a long text of many words, ' * 40, 'عربي עברית', '雨の夜に、灯台守は海を見ている。' * 20]
    }

    private void drawn(String text) {
        if (!media.undrawable(text).empty) text = 'this machine lacks the font'
        def srt = cut(['Hello there', '', text], burn: true, fade: 250)
        assert srt.contains('Hello there')
        def seen = Studio.look(film)
        assert seen.streams == ['h264', 'aac'] && seen.frames == 60 && seen.decoded == 60
        assert lit(10) && !lit(30) && lit(54)
    }

    def 'a letter that no font has is told before anything is cut'() {
        expect:
        media.undrawable('Hello, wörld').empty
        media.undrawable('x\ue123y').empty
        media.undrawable('a \ud83a\udd00').orElse('') in ['', "no font of this machine has '\ud83a\udd00'"]
    }

    private boolean lit(int frame) {
        def picture = Studio.frame(film, frame)
        (0..<160).any { x -> (60..<90).any { y -> (picture.getRGB(x, y) & 0xff) > 140 } }
    }
}
