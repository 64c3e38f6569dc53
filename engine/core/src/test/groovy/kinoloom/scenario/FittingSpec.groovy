package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.artifact.PictureFacts
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.platform.Catalogue
import kinoloom.run.Ending
import kinoloom.run.Media
import kinoloom.run.UnfitPictureException
import spock.lang.Specification
import spock.lang.TempDir

/** With {@code fit} a copy is made that the model takes, and sent in the picture's place. */
class FittingSpec extends Specification {
    @TempDir Path folder

    def setup() {
        Files.write(folder.resolve('photo.jpg'), Pictures.of('jpg', 1000, 1000))
        Files.write(folder.resolve('wide.jpg'), Pictures.of('jpg', 1280, 720))
        Files.write(folder.resolve('panorama.jpg'), Pictures.of('jpg', 3000, 1000))
    }

    Workflow workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    static String seedance(String words) {
        "i2v('clip') { model 'doubao-seedance-2-0-260128'; prompt 'x'; resolution '480p'; duration 4; $words }"
    }

    static String hash(byte[] bytes) { MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex() }

    def '#words sends #sizes'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(workflow(seedance(words)))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted[0].files().collect { file ->
            def facts = PictureFacts.of(file.path())
            assert file.mediaType() == facts.mediaType()
            assert file.sha256() == hash(Files.readAllBytes(file.path()))
            "${facts.width()}x${facts.height()}".toString()
        } == sizes
        rig.fits.size() == made

        where:
        words                                                                                      | sizes                   | made
        "firstFrame file('photo.jpg'); lastFrame file('photo.jpg'); ratio '16:9'; fit 'crop'"      | ['992x558', '992x558']  | 1
        "firstFrame file('photo.jpg'); lastFrame file('photo.jpg'); ratio '16:9'; fit 'pad'"       | ['1792x1008', '1792x1008'] | 1
        "firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'blur'"       | ['1792x1008', '1280x720'] | 1
        "firstFrame file('wide.jpg'); lastFrame file('photo.jpg'); fit 'crop'"                     | ['1280x720', '992x558'] | 1
        "firstFrame file('panorama.jpg'); lastFrame file('wide.jpg'); fit 'crop'"                  | ['2500x1000', '1280x512'] | 2
        "firstFrame file('panorama.jpg'); lastFrame file('panorama.jpg'); fit 'crop'"              | ['2500x1000', '2500x1000'] | 1
        "firstFrame file('wide.jpg'); lastFrame file('photo.jpg'); fit 'crop', '1:1'"              | ['720x720', '1000x1000'] | 1
        "firstFrame file('wide.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'blur'"        | ['1280x720', '1280x720'] | 0
        "firstFrame file('photo.jpg'); lastFrame file('photo.jpg'); ratio '16:9'"                  | ['1000x1000', '1000x1000'] | 0
    }

    def 'the request tells what is made of a picture, the journal which file was sent, and the picture stays as it is'() {
        given:
        def photo = folder.resolve('photo.jpg')
        def before = Files.readAllBytes(photo)
        def rig = new Rig(folder)

        when:
        rig.run(workflow(seedance("firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'crop'")))

        then:
        def sent = rig.platform.accepted[0].files()
        rig.events.find { it instanceof Event.Prepared }.request().files == [
            [word: 'firstFrame', sha256: hash(before), fit: [how: 'crop', width: 992, height: 558, version: 1]],
            [word: 'lastFrame', sha256: sent[1].sha256()]]
        rig.events.findAll { it instanceof Event.Fitted } == [new Event.Fitted(kinoloom.graph.StepId.of('clip'), 'firstFrame', hash(before), sent[0].sha256())]

        and: 'the copy is kept beside the original'
        sent[0].sha256() != hash(before)
        sent[0].path().startsWith(folder.resolve('.kinoloom/objects'))
        Files.readAllBytes(photo) == before
        Files.readAllBytes(folder.resolve(".kinoloom/objects/${hash(before)[0..1]}/${hash(before)[2..-1]}")) == before
    }

    def "correcting the catalogue's largest file pays nothing again: #maxBytes bytes"() {
        given:
        def film = workflow(seedance("firstFrame file('photo.jpg'); lastFrame file('photo.jpg'); ratio '16:9'; fit 'crop'"))
        def platform = new FakePlatform()
        new Rig(folder, platform).run(film)
        def file = Files.writeString(folder.resolve('kinoloom.json'), """{"models": [{"category": "i2v", "model": "doubao-seedance-2-0-260128",
            "fields": {"firstFrame": {"picture": {"maxBytes": $maxBytes}}, "lastFrame": {"picture": {"maxBytes": $maxBytes}}}}]}""")
        def corrected = new FakePlatform() {
            Catalogue catalogue() { Catalogue.load(file) }
        }
        def rig = new Rig(folder, corrected)

        expect:
        rig.run(film).status() == Ending.Status.DONE
        platform.accepted.size() == 1
        corrected.accepted.empty
        rig.fits.empty

        where:
        maxBytes << [10485760, null]
    }

    def 'a picture that nine steps send is fitted once'() {
        given:
        def rig = new Rig(folder)

        when:
        rig.run(workflow('''
            (1..9).each { n -> i2v("clip-$n") { model 'happyhorse-1.0-i2v'; prompt "take $n"; firstFrame file('photo.jpg'); fit 'crop', '16:9' } }
        '''))

        then:
        rig.platform.accepted.size() == 9
        rig.platform.accepted*.files().flatten()*.sha256().toUnique().size() == 1
        rig.events.count { it instanceof Event.Fitted } == 9
        rig.fits.size() == 1

        when: 'one of another ratio is another copy'
        rig.run(workflow("i2v('tall') { model 'happyhorse-1.0-i2v'; prompt 'take 1'; firstFrame file('photo.jpg'); fit 'crop', '9:16' }"))

        then:
        rig.fits.size() == 2
    }

    def 'nine at once, with real threads, wait for one copy'() {
        given:
        def rig = new Rig(folder)
        def script = Files.writeString(folder.resolve('film.groovy'), '''
            (1..9).each { n -> i2v("clip-$n") { model 'happyhorse-1.0-i2v'; prompt "take $n"; firstFrame file('photo.jpg'); fit 'crop', '16:9' } }
        ''')
        def threads = []
        rig.beforeFit = { threads << Thread.currentThread().name }

        when:
        def result = Kinoloom.builder().platform(new FakePlatform(polls: 1)).media(rig).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
            .withCloseable { it.run(script, [:]).result().get(30, TimeUnit.SECONDS) }

        then:
        result.status() == RunResult.Status.DONE
        rig.fits.size() == 1

        and: 'not where results are downloaded, which may expire'
        threads == ['kinoloom-darkroom-1']
    }

    def 'a result that is there needs no copy, and no tools to make one'() {
        given:
        def script = Files.writeString(folder.resolve('film.groovy'), seedance("firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'crop'"))
        def platform = new FakePlatform(polls: 1)
        def engine = { Media media ->
            def builder = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o'))
            if (media) builder.media(media)
            builder.build()
        }
        def run = { Media media -> engine(media).withCloseable { it.run(script, [:]).result().get(30, TimeUnit.SECONDS) } }

        when: 'there are none, and no result'
        run(null)

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems()) == ["film.groovy:1: 'clip' fits pictures, and there is nothing to fit them with\n    hint: give Kinoloom.builder().media(new FfmpegMedia(Ffmpeg.find()))"]
        platform.accepted.empty

        and: 'a plan needs none'
        engine(null).withCloseable { it.plan(script, [:]).steps().size() } == 1

        when:
        run(new Rig(folder, platform))
        def again = run(null)

        then:
        again.status() == RunResult.Status.DONE
        again.spent().fen() == 0
        platform.accepted.size() == 1
    }

    def 'without tools, #what'() {
        given:
        def platform = new FakePlatform(polls: 1)
        def script = Files.writeString(folder.resolve('film.groovy'), text)
        def run = { Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
            .withCloseable { it.run(script, [:]).result().get(30, TimeUnit.SECONDS) } }

        expect:
        refused == (refusal(run) ==~ /(?s).*there is nothing to fit them with.*/)
        refused == platform.accepted.empty

        where:
        what                                                      | text | refused
        'a picture that fits already is sent'                     | seedance("firstFrame file('wide.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'pad'") | false
        'a picture that is still to be made may not fit'          | "def f = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\ni2v { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame f; fit 'crop' }" | true
    }

    static String refusal(Closure<?> run) {
        try {
            run()
            return ''
        } catch (InvalidWorkflowException e) {
            return e.message
        }
    }

    def 'with a trouble of this machine its step waits, and nothing is sent: #said'() {
        given:
        def rig = new Rig(folder)
        rig.beforeFit = { throw trouble }
        def film = workflow(seedance("firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'crop'"))

        when:
        def ending = rig.run(film)

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "'clip' waits: 'photo.jpg' cannot be fitted now: $said; resume tries again"
        ending.failures().empty
        rig.platform.accepted.empty
        rig.events.every { !(it instanceof Event.Intent) }

        when: 'it is over'
        rig.beforeFit = { }

        then:
        rig.run(film, rig.events).status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1

        where:
        trouble                             || said
        new IOException('the disk is full') || 'the disk is full'
        new UncheckedIOException(null, new IOException()) || 'java.io.UncheckedIOException'
    }

    def 'a picture that no copy can be made of fails its step, and nothing is sent'() {
        given:
        def rig = new Rig(folder)
        rig.beforeFit = { throw new UnfitPictureException('a copy of 992 x 558 pixels has 40000000 bytes, and may have 31457280') }

        when:
        def ending = rig.run(workflow(seedance("firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'crop'")))

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ["'photo.jpg' cannot be fitted: a copy of 992 x 558 pixels has 40000000 bytes, and may have 31457280"]
        ending.failures()*.hint() == ['give another picture, or bring it to the size yourself and leave out fit']
        rig.platform.accepted.empty
        rig.events.every { !(it instanceof Event.Intent) }
    }

    def 'a copy that is not what was asked for is not sent'() {
        given:
        def rig = new Rig(folder) {
            void fit(Path source, Path target, Media.Fit fit) { Files.write(target, Pictures.of('jpg', 20, 10)) }
        }

        expect:
        rig.run(workflow(seedance("firstFrame file('photo.jpg'); lastFrame file('wide.jpg'); ratio '16:9'; fit 'crop'")))
            .failures()*.message() == ["'photo.jpg' cannot be fitted: the copy is not as it should be: PictureFacts[mediaType=image/jpeg, width=20, height=10, orientation=1]"]
        rig.platform.accepted.empty
    }

    def 'whatever event was the last on disk, the run goes on and pays once'() {
        given:
        def film = workflow('''
            def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }
            def clip = i2v { model 'doubao-seedance-2-0-260128'; prompt 'x'; firstFrame frame; lastFrame file('photo.jpg'); fit 'blur' }
            output clip: clip
        ''')
        def whole = new Rig(folder.resolve('whole'))
        whole.run(film)
        int events = whole.events.size()

        expect:
        whole.events.count { it instanceof Event.Fitted } == 1
        (1..<events).each { crashAfter ->
            def platform = new FakePlatform()
            def crashed = new Rig(folder.resolve("run-$crashAfter"), platform)
            List<Event> past = []
            try {
                crashed.run(film, [], crashAfter)
            } catch (Rig.Crash e) {
                past = crashed.events.take(crashed.journal.durable)
            }
            def resumed = new Rig(folder.resolve("run-$crashAfter"), platform)
            resumed.ambiguity = new kinoloom.run.AmbiguityPolicy(1, false)
            assert resumed.run(film, past).status() == Ending.Status.DONE
            assert platform.accepted*.category() == ['t2i', 'i2v']: "crash after $crashAfter"
        }
    }

    def 'the Java builder says the same'() {
        given:
        def builder = Workflow.builder('t')
        builder.i2v('clip').model('happyhorse-1.0-i2v').prompt('x').firstFrame(kinoloom.graph.Ref.to(new kinoloom.graph.Input.LocalFile(folder.resolve('photo.jpg').toString(), kinoloom.graph.Place.UNKNOWN), null)).fit('pad', '4:3').add()
        def script = workflow("i2v('clip') { model 'happyhorse-1.0-i2v'; prompt 'x'; firstFrame file('photo.jpg'); fit 'pad', '4:3' }")
        def keys = [builder.build(), script].collect { film ->
            def rig = new Rig(folder.resolve(UUID.randomUUID().toString()))
            rig.run(film)
            rig.events.find { it instanceof Event.Prepared }.key()
        }

        expect:
        keys[0] == keys[1]
    }
}
