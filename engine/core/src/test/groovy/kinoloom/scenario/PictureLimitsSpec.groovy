package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.journal.Event
import kinoloom.run.Ending
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A picture that a model does not take is found before anything is paid for it. */
class PictureLimitsSpec extends Specification {
    static final String HINT = "\n    hint: add fit 'crop', 'pad' or 'blur', and a copy that it takes is sent"

    @TempDir @Shared Path folder
    @TempDir Path workspace
    FakePlatform platform = new FakePlatform()

    def setupSpec() {
        picture('good.jpg', 960, 540)
        picture('small.jpg', 400, 299)
        picture('copy of small.jpg', 400, 299)
        picture('tiny.png', 40, 30)
        picture('wide.png', 1000, 399)
        picture('tall.jpg', 399, 1000)
        picture('square.jpg', 600, 600)
        picture('large.png', 6001, 3000)
        picture('panorama.jpg', 2401, 600)
        picture('ribbon.png', 5000, 40)
        picture('heavy.jpg', 960, 540)
        new RandomAccessFile(folder.resolve('heavy.jpg').toFile(), 'rw').withCloseable { it.length = 20 * 1024 * 1024 + 1 }
        Files.write(folder.resolve('cut.jpg'), Arrays.copyOf(Pictures.of('jpg', 960, 540), 2000))
        Files.write(folder.resolve('phone.heic'), '\u0000\u0000\u0000\u0018ftypheic0000mif1heic'.bytes)
    }

    void picture(String name, int width, int height) {
        Files.write(folder.resolve(name), Pictures.of(name[-3..-1], width, height))
    }

    Plan plan(String script) {
        def file = Files.writeString(folder.resolve('film.groovy'), script)
        Kinoloom.builder().platform(platform).media(new Rig(workspace, platform))
            .workspace(workspace.resolve('ws')).out(workspace.resolve('out')).build().withCloseable { it.plan(file, [:]) }
    }

    List<String> mistakes(String script) {
        try {
            plan(script)
            return []
        } catch (InvalidWorkflowException e) {
            return Told.byLine(e.problems())*.replace(folder.toString() + '/', '')
        }
    }

    static String i2v(String model, String words) { "i2v('clip') { model '$model'; prompt 'x'; $words }" }

    def '#given is refused by #model: #expected'() {
        expect:
        mistakes(i2v(model, given)) == ['film.groovy:1: ' + expected]

        where:
        model                            | given
        'happyhorse-1.0-i2v'             | "firstFrame file('small.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('wide.png')"
        'happyhorse-1.0-i2v'             | "firstFrame file('tall.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('heavy.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('cut.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('phone.heic')"
        'doubao-seedance-2-0-260128'     | "firstFrame file('large.png'); lastFrame file('good.jpg')"
        'doubao-seedance-1-5-pro-251215' | "lastFrame file('tiny.png')"
        'viduq3-pro'                     | "firstFrame file('panorama.jpg'); lastFrame file('good.jpg')"
        'wan2.6-r2v'                     | "firstFrame file('panorama.jpg'); lastFrame file('good.jpg')"
        expected << [
            "firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'small.jpg' has 400 x 299 pixels, and a side must have at least 300" + HINT,
            "firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'wide.png' has 1000 x 399 pixels, and its width may be 0.4 to 2.5 times its height" + HINT,
            "firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'tall.jpg' has 399 x 1000 pixels, and its width may be 0.4 to 2.5 times its height" + HINT,
            "firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'heavy.jpg' has 20.01 MB, and may have 20 MB" + HINT,
            "firstFrame of 'clip': The file 'cut.jpg' cannot be used: cut.jpg: cut short: the JPEG ends without its end marker, after 2000 bytes",
            "firstFrame of 'clip' wants a picture, and 'phone.heic' is another file of a kind not known here\n    hint: give a JPEG, PNG or WebP file",
            "firstFrame of 'clip' is not what doubao-seedance-2-0-260128 takes: 'large.png' has 6001 x 3000 pixels, and a side may have at most 6000" + HINT,
            "lastFrame of 'clip' is not what doubao-seedance-1-5-pro-251215 takes: 'tiny.png' has 40 x 30 pixels, and a side must have at least 300" + HINT,
            "firstFrame of 'clip' is not what viduq3-pro takes: 'panorama.jpg' has 2401 x 600 pixels, and its width may be 0.25 to 4 times its height" + HINT,
            "firstFrame of 'clip' is not what wan2.6-r2v takes: 'panorama.jpg' has 2401 x 600 pixels, and a side may have at most 2000" + HINT,
        ]
    }

    def '#given is no mistake for #model'() {
        expect:
        mistakes(i2v(model, given)) == []

        where:
        model                            | given
        'happyhorse-1.0-i2v'             | "firstFrame file('good.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('large.png')"
        'doubao-seedance-1-5-pro-251215' | "lastFrame file('tall.jpg'); fit 'crop'"
        'doubao-seedance-2-0-260128'     | "firstFrame file('square.jpg'); lastFrame file('square.jpg'); ratio '16:9'"
        'doubao-seedance-2-0-260128'     | "firstFrame file('good.jpg'); lastFrame file('square.jpg')"
        'viduq3-pro'                     | "firstFrame file('tiny.png'); lastFrame file('tiny.png')"
        'viduq3-pro'                     | "firstFrame file('good.jpg'); lastFrame file('tiny.png')"
        'wan2.6-r2v'                     | "firstFrame file('good.jpg'); lastFrame file('square.jpg')"
        'happyhorse-1.0-i2v'             | "firstFrame file('small.jpg'); fit 'pad', '9:16'"
        'happyhorse-1.0-i2v'             | "firstFrame file('heavy.jpg'); fit 'crop'"
        'happyhorse-1.0-i2v'             | "firstFrame file('ribbon.png'); fit 'pad'"
        'doubao-seedance-2-0-260128'     | "firstFrame file('good.jpg'); lastFrame file('square.jpg'); fit 'blur'"
    }

    def 'a clip may go from a frame of one ratio to one of another'() {
        given:
        def rig = new Rig(workspace, platform)
        def sizes = [[1280, 720], [1024, 1024]]
        platform.still = { Pictures.of('png', *sizes.remove(0)) }

        expect:
        rig.run(MishapSpec.workflow('''
            def dawn = t2i { model 'wan2.2-t2i-plus'; prompt 'dawn' }
            def dusk = t2i { model 'wan2.2-t2i-plus'; prompt 'dusk' }
            i2v { model 'doubao-seedance-2-0-260128'; prompt 'x'; firstFrame dawn; lastFrame dusk }
        ''')).status() == Ending.Status.DONE
        sizes.empty
        platform.accepted*.category() == ['t2i', 't2i', 'i2v']
    }

    def 'all pictures are told together, once for each turn of a closure, with one that is not made yet among them'() {
        expect:
        mistakes('''
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            ref2v('film') { model 'happyhorse-1.0-r2v'; prompt 'x'; images file('small.jpg'), frame, [file('tiny.png'), file('good.jpg')] }
            ref2v('film2') { model 'happyhorse-1.0-r2v'; prompt 'x'; images frame, file('copy of small.jpg') }
        ''') == [
            "film.groovy:3: images of 'film' is not what happyhorse-1.0-r2v takes: 'small.jpg' has 400 x 299 pixels, and a side must have at least 400" + HINT,
            "film.groovy:3: images of 'film' is not what happyhorse-1.0-r2v takes: 'tiny.png' has 40 x 30 pixels, and a side must have at least 400" + HINT,
            "film.groovy:4: images of 'film2' is not what happyhorse-1.0-r2v takes: 'copy of small.jpg' has 400 x 299 pixels, and a side must have at least 400" + HINT,
        ]
    }

    def '#words is a mistake: #expected'() {
        expect:
        mistakes(script.replace('WORDS', words)) == ['film.groovy:1: ' + expected]

        where:
        script << [
            i2v('happyhorse-1.0-i2v', "firstFrame file('good.jpg'); WORDS"),
            i2v('happyhorse-1.0-i2v', "firstFrame file('good.jpg'); WORDS"),
            i2v('doubao-seedance-2-0-260128', "firstFrame file('good.jpg'); lastFrame file('good.jpg'); WORDS"),
            i2v('wan2.6-r2v', "firstFrame file('good.jpg'); lastFrame file('good.jpg'); resolution '720p'; WORDS"),
            "t2v { model 'happyhorse-1.0-t2v'; prompt 'x'; WORDS }",
            i2v('happyhorse-1.0-i2v', "firstFrame file('good.jpg'); WORDS"),
            i2v('happyhorse-1.0-i2v', "firstFrame file('good.jpg'); WORDS"),
        ]
        words                          | expected
        "fit 'squash'"                 | "There is no fit 'squash'\n    hint: use 'crop', 'pad' or 'blur'"
        "fit 'crop', 'wide'"           | "'wide' is no ratio to fit pictures to\n    hint: write fit 'crop', '16:9'"
        "ratio '1:1'; fit 'crop', '16:9'" | "fit to 16:9 contradicts ratio 1:1\n    hint: leave the ratio of fit out"
        "ratio '9:16'; fit 'pad', '16:9'" | "fit to 16:9 contradicts size 720*1280\n    hint: leave the ratio of fit out"
        "fit 'crop'"                   | "happyhorse-1.0-t2v takes no pictures to fit\n    hint: leave out fit"
        "fit 'crop', '3:1'"            | "firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'good.jpg' cannot be fitted: a copy of it has 960 x 320 pixels, and its width may be 0.4 to 2.5 times its height"
        "fit 'crop'; fit 'pad'"        | "'fit' is said twice (first at film.groovy:1)\n    hint: leave out one of them"
    }

    def 'fit is a word of steps that make clips, and of no others'() {
        expect:
        mistakes("t2i { model 'wan2.2-t2i-plus'; prompt 'x'; fit 'crop' }")[0].startsWith("film.groovy:1: There is no word 'fit' in a t2i block")
    }

    def 'a picture that a step made is checked before its clip is paid'() {
        given:
        def rig = new Rig(workspace, platform)
        platform.still = { Pictures.of('png', 320, 180) }
        def workflow = MishapSpec.workflow('''
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def clip = i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame frame }
        ''')

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ["firstFrame of 'clip' is not what happyhorse-1.0-i2v takes: 'frame' has 320 x 180 pixels, and a side must have at least 300"]
        ending.failures()*.hint() == ["add fit 'crop', 'pad' or 'blur', and a copy that it takes is sent"]
        ending.failures()*.place()*.toString() == ['film.groovy:3:24']
        platform.accepted*.category() == ['t2i']
        rig.events.findAll { it instanceof Event.Intent }*.step()*.value() == ['frame']

        when: 'its user adds what the hint says'
        ending = new Rig(workspace, platform).run(MishapSpec.workflow('''
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def clip = i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame frame; fit 'crop' }
        '''))

        then:
        ending.status() == Ending.Status.DONE
        platform.accepted*.category() == ['t2i', 'i2v']
    }

    def 'what was made of a picture once is no reason to refuse it now'() {
        given: 'a platform that takes any picture, and a clip that it made'
        def platform = new FakePlatform()
        platform.still = { Pictures.of('png', 320, 180) }
        def workflow = MishapSpec.workflow('''
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def clip = i2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame frame }
            output clip: clip
        ''')
        def file = Files.writeString(workspace.resolve('kinoloom.json'), '{"models": [{"category": "i2v", "model": "happyhorse-1.0-i2v", "fields": {"firstFrame": {"picture": null}}}]}')
        def any = new FakePlatform() {
            kinoloom.platform.Catalogue catalogue() { kinoloom.platform.Catalogue.load(file) }
        }
        any.still = platform.still
        new Rig(workspace, any).run(workflow)

        when:
        def rig = new Rig(workspace, platform)

        then:
        any.accepted.size() == 2
        rig.run(workflow).status() == Ending.Status.DONE
        platform.accepted.empty
    }

    def 'what was made of more files once is no reason to refuse it now'() {
        given: 'a platform that takes ten pictures, and a clip that it made'
        def script = "ref2v('clip') { model 'doubao-seedance-2-0-260128'; prompt 'x'; images([file('good.jpg')] * 10) }"
        def ten = Files.writeString(workspace.resolve('kinoloom.json'),
            '{"models": [{"category": "ref2v", "model": "doubao-seedance-2-0-260128", "fields": {"images": {"max": 10}}}]}')
        def any = new FakePlatform() {
            kinoloom.platform.Catalogue catalogue() { kinoloom.platform.Catalogue.load(ten) }
        }
        [any, platform]*.polls = 1
        def run = { FakePlatform by -> Kinoloom.builder().platform(by).media(new Rig(workspace, by)).workspace(workspace.resolve('ws')).out(workspace.resolve('out')).build()
            .withCloseable { it.run(Files.writeString(folder.resolve('film.groovy'), script), [:]).result().get(30, TimeUnit.SECONDS) } }

        expect:
        mistakes(script) == ["film.groovy:1: doubao-seedance-2-0-260128 takes at most 9 images, not 10\n    hint: leave out 1"]
        run(any).status() == RunResult.Status.DONE
        any.accepted.size() == 1

        and:
        plan(script).steps()*.state()*.name() == ['CACHED']
        run(platform).status() == RunResult.Status.DONE
        platform.accepted.empty
    }

    def 'files are counted with the mistakes of other words'() {
        expect:
        mistakes("ref2v('clip') { model 'happyhorse-1.0-r2v'; prompt 'x'; duration 99; images([file('good.jpg')] * 10) }") == [
            "film.groovy:1: duration 99 is not offered by happyhorse-1.0-r2v\n    hint: use 3 to 15",
            "film.groovy:1: happyhorse-1.0-r2v takes at most 9 images, not 10\n    hint: leave out 1",
        ]
    }
}
