package kinoloom.examples

import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.emulator.money.LedgerEntry
import kinoloom.journal.Event
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

class EmbeddingAppSpec extends Specification {
    static final Path SCRIPT = Path.of('scripts/01-halloween.groovy')

    @TempDir
    Path folder

    def 'the application makes a film twice, pays for each once, and leaves no thread behind'() {
        given:
        def before = threads()
        def said = new ByteArrayOutputStream()
        def emulator = emulator()

        when:
        new EmbeddingApp(platform(emulator), folder, new PrintStream(said, true, 'UTF-8')).make(SCRIPT)
        def charges = emulator.ledger().findAll { it.kind() == LedgerEntry.Kind.CHARGE }
        emulator.close()

        then:
        def lines = said.toString('UTF-8').readLines()
        lines.first() == 'Halloween costs 18.61 to 18.70 yuan'
        lines.findAll { it ==~ /\d{8}-\d{6}-halloween(-2)?: .*/ }*.replaceAll(/.*: (\w+) .*/, '$1') ==
            ['CANCELLED', 'DONE', 'DONE']
        lines.count { it.startsWith('passage: done') } == 2
        lines.any { it.contains('film.mp4') }
        charges.size() == 16

        and:
        new PollingConditions(timeout: 5).eventually {
            assert threads() - before == []
        }
    }

    def 'the Java builder makes what the script makes: the same steps with the same keys'() {
        given:
        def emulator = emulator()
        def events = []
        def kinoloom = Kinoloom.builder().platform(platform(emulator)).media(new FfmpegMedia(Ffmpeg.find()))
            .workspace(folder.resolve('work')).out(folder.resolve('out')).listener { events << it.event() }.build()

        when:
        def script = kinoloom.describe(SCRIPT, [:])
        def java = EmbeddingApp.halloween(script.params().theme, script.params().shots)

        then:
        java.title() == script.title()
        java.params() == script.params()
        java.outputs() == script.outputs()
        // As text: 0.5 is a double here and a BigDecimal there, and the same in a request.
        java.steps().collect { [it.id(), it.kind(), it.params() as String, it.returns()] } ==
            script.steps().collect { [it.id(), it.kind(), it.params() as String, it.returns()] }

        when:
        def ofJava = keys(events) { kinoloom.run(java).result().join() }
        def ofScript = keys(events) { kinoloom.run(SCRIPT, [:]).result().join() }

        then:
        ofJava.size() == 9
        ofJava.keySet().containsAll(['board', 'frame[2]', 'clip[0]', 'passage', 'film'])
        ofJava == ofScript
        events.findAll { it instanceof Event.Intent }.empty

        cleanup:
        kinoloom?.close()
        emulator?.close()
    }

    static Map<String, String> keys(List<Event> events, Closure<RunResult> run) {
        events.clear()
        assert run().status() == RunResult.Status.DONE
        events.findAll { it instanceof Event.Prepared }.collectEntries { [it.step().value(), it.key()] }
    }

    static Emulator emulator() {
        Emulator.builder().pixelScale(0.1).timeScale(0.002).seed(7).balance('100.00').start()
    }

    static HttpPlatform platform(Emulator emulator) {
        HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { emulator.key() }.build()
    }

    /** OkHttp has task runners that all clients share; they are daemons and end after an idle minute. */
    static List<String> threads() {
        Thread.allStackTraces.keySet()*.name
            .findAll { it =~ /^(kinoloom|OkHttp|XNIO)/ && it != 'OkHttp TaskRunner' }.sort()
    }
}
