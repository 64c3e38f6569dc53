package kinoloom.scenario

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import spock.lang.Specification
import spock.lang.TempDir

/** The real loop, which sleeps while nothing happens. */
class HeldSpec extends Specification {
    @TempDir Path folder

    def 'a run in which nothing is left but a decision of its user ends, and says so'() {
        given:
        def script = folder.resolve('film.groovy')
        script.toFile().text = "output answer: chat { model 'qwen3-max'; prompt 'x' }"
        def platform = new FakePlatform(misbehave: { throw new IOException('connection reset') })

        when:
        RunResult result
        try (def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()) {
            result = kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)
        }

        then:
        result.status() == RunResult.Status.PAUSED
        result.reason() == 'A request needs your decision'
    }
}
