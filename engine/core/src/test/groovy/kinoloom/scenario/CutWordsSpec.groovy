package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import kinoloom.Kinoloom
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.Missing
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.run.Media
import kinoloom.run.WorkProgress
import spock.lang.Specification
import spock.lang.TempDir

/** What a cut can be told, and what it makes of it. */
class CutWordsSpec extends Specification {
    @TempDir Path folder

    static final String BOARD = "def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String, motion: String]] }\n" +
        "def shots = board.shots.collect { s -> t2v('shot') { model 'happyhorse-1.0-t2v'; prompt s.scene; resolution '720p'; duration 3 } }\n"

    def setup() {
        Files.writeString(folder.resolve('song.mp3'), 'ID3' + '\0' * 100)
        Files.write(folder.resolve('card.png'), kinoloom.fixture.Pictures.of('png', 640, 360))
    }

    Workflow workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    Media.Cut cut(Rig rig = new Rig(folder), String words) {
        def ending = rig.run(workflow(BOARD + "output film: cut('film') { clips shots; $words }"))
        assert ending.failures()*.message() == []
        rig.cuts.last()
    }

    def 'without words it is as it always was, and so is its key'() {
        given:
        def rig = new Rig(folder)

        when:
        def film = cut(rig, "transition 'fade', 0.5")

        then:
        film.pieces().size() == 3 && film.pieces().every { it instanceof Media.Clip }
        film.transitions() == [new Media.Transition('fade', Duration.ofMillis(500))]
        film.frame() == Media.Frame.OF_CLIPS
        film.extras() == Media.Extras.NONE
        rig.runner.state().step(kinoloom.graph.StepId.of('film')).prepared().request().with {
            keySet() == ['kind', 'params'] as Set && params.keySet() == ['clips', 'transition', 'transitionSeconds'] as Set
        }
    }

    def 'each word says something about the film: #words'() {
        given:
        def film = cut(words)

        expect:
        seen(film)

        where:
        words                                                           | seen
        "transition(['fade', 'cut'], 1)"                                | { it.transitions()*.name() == ['fade', 'cut'] && it.transitions()[1].duration() == Duration.ofSeconds(1) }
        "transition 'wipeleft'"                                         | { it.transitions()[0].duration() == Duration.ofMillis(500) }
        "size '1280x720'; fps 30; fit 'blur'"                           | { it.frame() == new Media.Frame(1280, 720, 30, 'blur') }
        "music file('song.mp3'), volume: 0.3, duck: true, fadeOut: 2"   | { it.extras().music().with { volume() == 0.3d && duck() && fadeOut() == Duration.ofSeconds(2) } }
        "music file('song.mp3')"                                        | { it.extras().music().with { volume() == 1d && !duck() && fadeOut() == Duration.ZERO } }
        "loudness(-16)"                                                 | { it.extras().loudness() == -16d }
        "subtitles board.shots.motion"                                  | { it.extras().subtitles() == new Media.Subtitles(['x', 'y', 'z'], false) }
        "subtitles board.shots.motion, burn: true"                      | { it.extras().subtitles().burn() }
        "subtitles(['', 'b', 3])"                                       | { it.extras().subtitles().texts() == ['', 'b', '3'] }
        "onMissing 'slate'"                                             | { it == it && it.pieces().size() == 3 }
    }

    def 'another word is another film, but for onMissing while nothing is missing'() {
        given:
        def rig = new Rig(folder)

        when:
        ["transition 'fade'", "transition 'fade'; onMissing 'slate'", "transition 'fade'; fit 'crop'", "transition 'fade'; fit 'blur'"].each { cut(rig, it) }

        then:
        rig.cuts*.frame()*.fit() == ['pad', 'crop', 'blur']
    }

    def 'a picture is a piece that is shown for some seconds'() {
        given:
        def rig = new Rig(folder)

        when:
        rig.run(workflow(BOARD + "output film: cut('film') { clips file('card.png'), shots; seconds 2.5 }"))

        then:
        rig.cuts[0].pieces()[0].duration() == Duration.ofMillis(2500)
        rig.cuts[0].pieces().size() == 4
    }

    def 'a missing clip is a slate with its name and the reason, or is left out with its text'() {
        given:
        def step = workflow("cut('film') { clips file('card.png'); onMissing '$what' }").steps()[0]
        def words = [clips: [new Missing('shot[1]', 'refused'), new kinoloom.artifact.Artifact('a' * 64, 'video/mp4', 1)],
                     subtitles: ['one', 'two'], onMissing: what]

        when:
        def film = new kinoloom.run.Cutting(step, words).cut({ Path.of('clip.mp4') }, { Optional.empty() })

        then:
        film.pieces() == pieces
        film.extras().subtitles().texts() == texts

        where:
        what    | pieces                                                                                                   | texts
        'slate' | [new Media.Slate(Duration.ofSeconds(3), ['shot[1]', 'refused']), new Media.Clip(Path.of('clip.mp4'))] | ['one', 'two']
        'skip'  | [new Media.Clip(Path.of('clip.mp4'))]                                                                   | ['two']
    }

    def 'subtitles are published beside the film'() {
        given:
        def rig = new Rig(folder)

        when:
        cut(rig, "subtitles board.shots.motion")

        then:
        rig.out.resolve('film.srt').toFile().text.strip() == 'x\ny\nz'
        rig.out.resolve('film.mp4').toFile().exists()
    }

    def 'a mistake is told with its line and the name that was meant, before anything is paid: #words'() {
        expect:
        mistakes(words) == [message]

        where:
        words                                             || message
        "transition 'wipleft'"                            || "film.groovy:4: There is no transition 'wipleft'. Did you mean 'wipeleft'? Known: cut, fade, dissolve, fadeblack, fadewhite, wipeleft, wiperight, wipeup, wipedown, slideleft, slideright, slideup, … (28 in all)"
        "transition(['fade', 'fad'])"                     || "film.groovy:4: There is no transition 'fad'. Did you mean 'fade'? Known: cut, fade, dissolve, fadeblack, fadewhite, wipeleft, wiperight, wipeup, wipedown, slideleft, slideright, slideup, … (28 in all)"
        "transition 'fade', 'long'"                       || "film.groovy:4: the seconds of a transition is a number from 0 to 10, not 'long'\n    hint: such as transition 'fade', 0.5"
        "fit 'squash'"                                    || "film.groovy:4: There is no fit 'squash'. Known: pad, crop, blur"
        "onMissing 'slates'"                              || "film.groovy:4: There is no onMissing 'slates'. Did you mean 'slate'? Known: wait, slate, skip"
        "size '1280'"                                     || "film.groovy:4: '1280' is no size of a film\n    hint: write it in pixels: size '1280x720'"
        "size '4200x2400'"                                || "film.groovy:4: '4200x2400' is no size of a film\n    hint: write it in pixels: size '1280x720'"
        "fps 240"                                         || "film.groovy:4: fps is a number from 1 to 120, not '240'\n    hint: such as fps 24"
        "fps 29.97"                                       || "film.groovy:4: fps is a whole number, not '29.97'\n    hint: such as fps 24"
        "loudness 16"                                     || "film.groovy:4: loudness is a number from -70 to -5, not '16'\n    hint: such as loudness(-16)"
        "music file('song.mp3'), volum: 2"                || "film.groovy:4: There is no 'volum' of music. Did you mean 'volume'? Known: volume, duck, fadeOut\n    hint: write music file('song.mp3'), volume: 0.3"
        "music file('song.mp3'), volume: 'loud'"          || "film.groovy:4: the volume of music is a number from 0 to 4, not 'loud'\n    hint: such as music file('song.mp3'), volume: 0.3"
        "music file('song.mp3'), duck: 'yes'"             || "film.groovy:4: duck is true or false, not 'yes'\n    hint: such as music file('song.mp3'), duck: true"
        "music file('card.png')"                          || "film.groovy:4: music of 'film' wants a sound, and 'card.png' is a picture\n    hint: use a sound file: file('song.mp3')"
        "music 'song.mp3'"                                || "film.groovy:4: music of 'film' wants a sound, and 'song.mp3' is text\n    hint: use the result of another step, or file('name')"
        "subtitles(['a', 'b']); clips file('c.mp4')"      || "film.groovy:4: 'clips' is said twice (first at film.groovy:4)\n    hint: leave out one of them"
        "subtitles board.shots, burn: true"               || "film.groovy:4: subtitles of 'film' wants one text for each clip, and this is a map\n    hint: write subtitles board.shots.line, where line is the text of a shot"
        "subtitles board.title, brun: true"               || "film.groovy:4: There is no 'brun' of subtitles. Did you mean 'burn'? Known: burn\n    hint: write subtitles board.shots.line, or subtitles(['…', '…'], burn: true)"
        "sise '1x1'"                                      || "film.groovy:4: There is no word 'sise' in a cut block. Did you mean 'size'? Known: after, clips, fit, fps, loudness, model, music, onMissing, option, prompt, seconds, size, … (14 in all)"
    }

    def 'a picture among clips needs to be told how long it is shown'() {
        expect:
        mistakes("transition 'fade'", "file('card.png'), shots") ==
            ["film.groovy:4: clips of 'film' wants a clip, and 'card.png' is a picture\n    hint: seconds 3 shows a picture for that long"]
        mistakes('seconds 3', "file('card.png'), shots") == []
    }

    def 'as many texts as clips'() {
        expect:
        mistakes("subtitles(['a', 'b'])", "file('card.png'); seconds 3") ==
            ["film.groovy:4: 'film' has 1 clips and 2 subtitles\n    hint: give one text for each clip; '' leaves one without"]
    }

    def 'how far a film is, is told and not written down'() {
        given:
        def told = []
        def script = folder.resolve('film.groovy')
        script.toFile().text = BOARD + "output film: cut('film') { clips shots }"

        when:
        def result
        try (def kinoloom = Kinoloom.builder().platform(new FakePlatform()).media(new Rig(folder.resolve('r'))).workspace(folder.resolve('w'))
                .out(folder.resolve('o')).onProgress { told << it; throw new IllegalStateException('harmless') }.build()) {
            result = kinoloom.run(script, [:]).result().get()
        }

        then:
        result.status().name() == 'DONE'
        told*.done() == [0.5d] && told*.speed() == [2d] && told*.step()*.value() == ['film']
        told[0] instanceof WorkProgress
    }

    def 'a text that cannot be drawn is told before anything is paid, as far as it is known: #texts'() {
        given:
        def media = new Rig(folder.resolve('r')) {
            Optional<String> undrawable(String text) { text.contains('雨') ? Optional.of("no font of this machine has '雨'") : Optional.empty() }
        }

        expect:
        mistakes("subtitles($texts), burn: $burn; seconds 3", "file('card.png')", media) == message

        where:
        texts         | burn  || message
        "['雨の夜']"  | true  || ["film.groovy:4: The subtitles of 'film' cannot be drawn: no font of this machine has '雨'\n    hint: install a font that has it, or leave out burn: true"]
        "['雨の夜']"  | false || []
        "['Rain']"    | true  || []
    }

    List<String> mistakes(String words, String clips = 'shots', Media media = new Rig(folder.resolve('r'))) {
        def script = folder.resolve('film.groovy')
        script.toFile().text = BOARD + "\ncut('film') { clips $clips; $words }"
        try (def kinoloom = Kinoloom.builder().platform(new FakePlatform()).media(media).workspace(folder.resolve('w')).out(folder.resolve('o')).build()) {
            kinoloom.plan(script, [:])
            []
        } catch (InvalidWorkflowException e) {
            Told.byLine(e.problems())
        }
    }
}
