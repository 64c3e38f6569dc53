package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import spock.lang.Specification
import spock.lang.TempDir

/** Who listens to an engine hears of all its runs. */
class ListeningSpec extends Specification {
    @TempDir Path folder

    def 'onEvent is told which run each event is of, though two go on at once'() {
        given:
        def heard = new CopyOnWriteArrayList()
        def script = Files.writeString(folder.resolve('film.groovy'),
            "param 'what', 'x'\ndef a = t2i { model 'wan2.2-t2i-plus'; prompt params.what }\noutput a: a")
        def kinoloom = Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('w')).out(folder.resolve('o'))
            .onEvent { run, entry -> heard << [run: run, entry: entry] }.build()

        when:
        def runs = ['a fox', 'an owl'].collect { kinoloom.run(script, [what: it]) }
        runs*.result()*.get(20, TimeUnit.SECONDS)

        then:
        def entries = heard.groupBy { it.run }.collectEntries { run, all -> [run, all*.entry] }
        entries.keySet() == runs*.id() as Set
        entries.each { run, all ->
            assert all*.seq() == (1..all.size()).toList()
            assert all.first().event().run() == run
        }

        cleanup:
        kinoloom.close()
    }
}
