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
    static final Path SCRIPT = Path.of('scripts/02-halloween.groovy')

    @TempDir
    Path folder

    def 'the application is stopped as by Ctrl-C and goes on: each step is paid once, and no thread is left'() {
        given:
        def before = threads()
        def emulator = emulator()
        def said = new Said()

        when: 'it is stopped when the first picture is under way'
        def app = new EmbeddingApp(platform(emulator), folder, said)
        said.hear = { line -> if (line ==~ /frame.*: task .*/) app.stop() }
        def stopped = app.make('pumpkins take to the sky on Halloween night')

        then:
        stopped.status() == RunResult.Status.CANCELLED
        said.lines.first() == 'Halloween costs 18.61 to 18.70 yuan'
        said.lines.any { it ==~ /\d{8}-\d{6}-halloween: CANCELLED, .* yuan/ }
        !said.lines.any { it.contains('film.mp4') }

        when: 'the program is started again, without a theme'
        said.hear = {}
        said.lines.clear()
        def made = new EmbeddingApp(platform(emulator), folder, said).goOn()
        def charges = emulator.ledger().findAll { it.kind() == LedgerEntry.Kind.CHARGE }
        emulator.close()

        then:
        made.status() == RunResult.Status.DONE
        made.run() == stopped.run()
        said.lines.contains("${made.run()}: DONE, 18.61 yuan".toString())
        said.lines.any { it.contains('film.mp4') }
        charges.size() == 8

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

    /** What the application says, line by line; a listener can act on a line. */
    static class Said extends PrintStream {
        final List<String> lines = Collections.synchronizedList([])
        Closure<?> hear = {}

        Said() {
            super(OutputStream.nullOutputStream())
        }

        @Override
        void println(String line) {
            lines << line
            hear(line)
        }
    }
}
