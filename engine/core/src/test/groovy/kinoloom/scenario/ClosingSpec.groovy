package kinoloom.scenario

import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

class ClosingSpec extends Specification {
    @TempDir Path folder

    @Timeout(8)
    def 'an engine closes at once while a download hangs'() {
        given:
        def begun = new CountDownLatch(1)
        def platform = new FakePlatform() {
            CompletableFuture<Long> fetch(String url, Path target) {
                begun.countDown()
                new CompletableFuture<Long>()
            }
        }
        platform.polls = 1
        def script = folder.resolve('film.groovy')
        script.toFile().text = "t2i { model 'wan2.2-t2i-plus'; prompt 'x' }"
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
        kinoloom.run(script, [:])

        expect:
        begun.await(5, TimeUnit.SECONDS)

        when:
        kinoloom.close()

        then:
        noExceptionThrown()
    }

    def 'a download that fails leaves nothing behind'() {
        given:
        def platform = new FakePlatform() {
            CompletableFuture<Long> fetch(String url, Path target) {
                target.toFile().text = 'half'
                CompletableFuture.failedFuture(new IOException('cut off'))
            }
        }
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(MishapSpec.workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }"))

        then:
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "'a' waits: its result is made and cannot be fetched: cut off"
        folder.resolve('.kinoloom/tmp').toFile().list().length == 0
    }

    @Timeout(20)
    def 'whoever hears of a broken run may close the engine'() {
        given:
        def closed = new CountDownLatch(1)
        def script = folder.resolve('film.groovy')
        script.toFile().text = "t2i { model 'wan2.2-t2i-plus'; prompt 'x' }"
        def workspace = folder.resolve('w')
        def kinoloom = Kinoloom.builder().platform(new FakePlatform()).workspace(workspace).out(folder.resolve('o'))
            .listener { entry -> workspace.resolve('runs').toFile().eachFileRecurse { if (it.name == 'journal.log') it << 'x' } }.build()

        when:
        def run = kinoloom.run(script, [:])
        run.result().whenComplete { result, error ->
            kinoloom.close()
            closed.countDown()
        }

        then:
        closed.await(10, TimeUnit.SECONDS)
        run.result().isCompletedExceptionally()
    }
}
