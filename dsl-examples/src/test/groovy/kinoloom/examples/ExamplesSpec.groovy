package kinoloom.examples

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Batch
import kinoloom.BatchResult
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.emulator.money.LedgerEntry
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import kinoloom.repl.BatchFile
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * Every script of the scripts folder makes what the file beside it says. Sizes are told as the
 * platform would make them; the clips of this spec's emulator are a quarter of that, and its pictures
 * as large as any model wants them at least.
 */
class ExamplesSpec extends Specification {
    static final double SCALE = 0.25
    static final double STILLS = 400 / 720
    static final Path SCRIPTS = Path.of('scripts')

    @Shared @AutoCleanup
    Emulator emulator = Emulator.builder().pixelScale(SCALE).timeScale(0.002).seed(7).balance('1000.00').start()

    @Shared
    FfmpegMedia media = new FfmpegMedia(Ffmpeg.find())

    @TempDir
    Path folder

    def person = new Person()

    def 'every script has its expected result beside it, and the other way round'() {
        expect:
        names('.expected.json') == names('.groovy')
        !names('.groovy').empty
    }

    def 'a script says what it shows, and does it in 40 lines of code: #name'() {
        given:
        def lines = Files.readAllLines(SCRIPTS.resolve("${name}.groovy"))

        expect:
        lines.first().startsWith('// ')
        lines.count { !it.blank && !it.startsWith('//') } <= 40

        where:
        name << names('.groovy')
    }

    def 'the course lists every script with what it costs'() {
        when:
        def listed = (Files.readString(Path.of('README.md')) =~ /(?m)^\| \[(.*)\]\(scripts\/(.*)\.groovy\) .* \| (\S+) \|$/)
            .collect { all, name, file, yuan -> [name, file, yuan] }

        then:
        listed == names('.groovy').collect { [it, it, told(it).yuan] }
    }

    def '#name makes what it should, for what it should, and only once'() {
        given:
        def script = SCRIPTS.resolve("${name}.groovy")
        def expected = told(name)
        def before = emulator.ledger().size()

        when:
        def plan = engine { it.plan(script, [:]) }
        def result = run(script)

        then:
        result.reason() == ''
        result.status() == RunResult.Status.DONE
        result.outputs().keySet() == expected.outputs.keySet()
        expected.outputs.each { output, wanted -> check(output, result.files()[output], wanted) }

        and: 'it cost what the plan promised, and the platform charged no more'
        def charges = emulator.ledger().drop(before).findAll { it.kind() == LedgerEntry.Kind.CHARGE }
        charges.size() == expected.tasks
        charges*.amountFen().sum() == result.spent().fen()
        result.spent().toString() == expected.yuan
        plan.low() <= result.spent()
        result.spent() <= plan.high()

        when:
        def movements = emulator.ledger()
        def again = run(script)

        then: 'a second run has the same files and submits nothing'
        emulator.ledger() == movements
        again.status() == RunResult.Status.DONE
        again.outputs() == result.outputs()
        again.spent().fen() == 0

        where:
        name << names('.groovy')
    }

    def 'a table beside a script is a batch: what its rows share is paid once, and nothing is paid twice'() {
        given:
        def script = SCRIPTS.resolve('08-postcards.groovy')
        def rows = BatchFile.read(SCRIPTS.resolve('08-postcards.csv'), [:])

        when:
        def made = engine { it.batch(script, rows).run(new Batch.Watch() {}) }

        then:
        made.done()
        made.rows()*.row()*.params()*.city == ['Lisbon', 'Bergen, Norway', '哈尔滨']
        made.rows()*.result()*.spent()*.toString() == ['5.60', '2.90', '3.80']
        made.rows()*.result()*.files().every { it.keySet().containsAll(['film', 'card']) }

        when:
        def again = engine { it.batch(script, rows).run(new Batch.Watch() {}) }

        then:
        again.rows()*.outcome().toSet() == [BatchResult.Outcome.DONE_BEFORE] as Set
        again.spent() == made.spent()
    }

    void check(String output, List<Path> files, Map wanted) {
        assert files.size() == wanted.files: output
        for (file in files) {
            if (wanted.type == 'json') {
                assert !new ObjectMapper().readTree(file.toFile()).empty: output
                continue
            }
            if (file.toString().endsWith('.srt')) {
                assert Files.readString(file).contains(' --> '): output
                continue
            }
            if (wanted.type == 'text') {
                assert !Files.readString(file).blank: output
                continue
            }
            def info = media.probe(file)
            assert info.mediaType() == wanted.type: output
            def size = wanted.size.split('x').collect { it as int }
            // A frame is as large as the clip it was taken of.
            def scale = wanted.type.startsWith('image/') && !wanted.frame ? STILLS : SCALE
            assert Math.abs(info.width() - size[0] * scale) <= 1: output
            assert Math.abs(info.height() - size[1] * scale) <= 1: output
            if (wanted.seconds) {
                assert Math.abs(info.duration().toMillis() / 1000 - wanted.seconds) <= wanted.tolerance: output
            }
        }
    }

    static Map told(String name) {
        new ObjectMapper().readValue(SCRIPTS.resolve("${name}.expected.json").toFile(), Map)
    }

    RunResult run(Path script) {
        engine { person.wait(it.run(script, [:])) }
    }

    def <T> T engine(Closure<T> work) {
        def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { emulator.key() }.build()
        Kinoloom.builder().platform(platform).media(media)
            .workspace(folder.resolve('work')).out(folder.resolve('out')).onEvent(person.&hear).build()
            .withCloseable { person.kinoloom = it; work(it) }
    }

    static List<String> names(String ending) {
        Files.list(SCRIPTS).withCloseable { files ->
            files*.fileName*.toString().findAll { it.endsWith(ending) }*.minus(ending).sort()
        }
    }
}
