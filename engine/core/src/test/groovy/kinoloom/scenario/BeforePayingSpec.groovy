package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Mp4
import kinoloom.fixture.Pictures
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** What a plan finds while nothing has been paid. */
class BeforePayingSpec extends Specification {
    @TempDir Path folder
    @AutoCleanup Kinoloom engine

    def setup() {
        engine = Kinoloom.builder().platform(new FakePlatform())
            .workspace(folder.resolve('.kinoloom')).out(folder.resolve('out')).build()
        Files.write(folder.resolve('hero.png'), Pictures.png('hero'))
        Files.write(folder.resolve('clip.mp4'), Mp4.bytes('clip'))
        Files.writeString(folder.resolve('notes.png'), 'not a picture')
    }

    def plan(String script) {
        engine.plan(Files.writeString(folder.resolve('film.groovy'), script), [:])
    }

    def 'a step given a file of the wrong kind is a mistake: #given'() {
        when:
        plan("""
            def still = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def clip = t2v { model 'happyhorse-1.0-t2v'; prompt 'x' }
            def talk = chat { model 'qwen3-max'; prompt 'x' }
            def film = $given
        """)

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems())*.replace(folder.toString() + '/', '') == [expected]

        where:
        given | expected
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('notes.png') }" |
            "film.groovy:5: firstFrame of 'film' wants a picture, and 'notes.png' is another file: it seems to be text/plain\n    hint: give a JPEG, PNG or WebP file"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('clip.mp4') }" |
            "film.groovy:5: firstFrame of 'film' wants a picture, and 'clip.mp4' is a clip\n    hint: use the result of a t2i step, or a picture file"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame 'hero.png' }" |
            "film.groovy:5: firstFrame of 'film' wants a picture, and 'hero.png' is text\n    hint: use the result of another step, or file('name')"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('heroe.png') }" |
            "film.groovy:5: firstFrame of 'film': There is no file 'heroe.png'. Did you mean 'hero.png'?"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('x/hero.png') }" |
            "film.groovy:5: firstFrame of 'film': There is no file 'x/hero.png'. There is no folder 'x' either"
        "chat { model 'qwen3-max'; messages([[role: 'user', content: file('hero.png')]]) }" |
            "film.groovy:5: the content of messages[0] must be text or a list of parts, not the file 'hero.png'"
        "i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame clip }" |
            "film.groovy:5: firstFrame of 'film' wants a picture, and 'clip' is a clip\n    hint: use the result of a t2i step, or a picture file"
        "ref2v { model 'happyhorse-1.0-r2v'; prompt 'x'; images still, [clip] }" |
            "film.groovy:5: images of 'film' wants a picture, and 'clip' is a clip\n    hint: use the result of a t2i step, or a picture file"
        "cut { clips clip, talk }" |
            "film.groovy:5: clips of 'film' wants a clip, and this is text\n    hint: use the result of another step, or file('name')"
        "cut { clips clip, file('notes.png') }" |
            "film.groovy:5: clips of 'film' wants a clip, and 'notes.png' is another file: it seems to be text/plain\n    hint: use the result of a clip's step, or a clip file"
    }

    def 'files of the right kind are none'() {
        expect:
        plan('''
            def still = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def a = i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('hero.png') }
            def b = ref2v { model 'happyhorse-1.0-r2v'; prompt 'x'; images still, file('hero.png') }
            def film = cut { clips a, [b, file('clip.mp4')] }
        ''').steps().size() == 4
    }

    def 'too many pictures are counted though none is made yet'() {
        when:
        plan('''
            def still = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def film = ref2v { model 'happyhorse-1.0-r2v'; prompt 'x'; images([still] * 12) }
        ''')

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems()) ==
            ["film.groovy:3: happyhorse-1.0-r2v takes at most 9 images, not 12\n    hint: leave out 3"]
    }

    def 'the price of a step whose number is a guess counts its own words'() {
        expect:
        plan('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns shots: [String] }
            def clips = board.shots.collect { shot ->
                t2v { model 'happyhorse-1.0-t2v'; prompt shot; resolution '720p'; duration 15 }
            }
        ''').steps().findAll { it.model() == 'happyhorse-1.0-t2v' }*.cost()*.high()*.toString() == ['13.50'] * 3
    }

    def 'a file that is no text is no script'() {
        when:
        Files.write(folder.resolve('film.groovy'), [0xff, 0xfe, 0x00] as byte[])
        engine.plan(folder.resolve('film.groovy'), [:])

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems()) ==
            ['film.groovy: This is not a script: it is no UTF-8 text\n    hint: save it as UTF-8']
    }

    def 'a step that a loop or a function makes again has a name of its own'() {
        expect:
        plan('''
            def draw(who) { t2i { model 'wan2.2-t2i-plus'; prompt who } }
            def pets = ['cat', 'dog'].collect { pet -> t2i { model 'wan2.2-t2i-plus'; prompt pet } }
            def king = draw('king')
            def queen = draw('queen')
        ''').steps()*.id()*.value() == ['t2i', 't2i#2', 't2i-2', 't2i-2#2']
    }
}
