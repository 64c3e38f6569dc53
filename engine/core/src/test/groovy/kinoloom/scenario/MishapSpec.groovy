package kinoloom.scenario

import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.plan.Phase
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** What nobody expects stops one step, never the run; and nothing that is paid is forgotten. */
class MishapSpec extends Specification {
    @TempDir Path folder

    static Workflow workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    def 'a failed assertion of a script fails its step; the run does not wait for ever'() {
        given:
        def script = folder.resolve('film.groovy')
        script.toFile().text = '''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String }
            def next = board.then { b ->
                assert b.title != 'T'
                chat { model 'qwen3-max'; prompt b.title }
            }
            output next: next
        '''

        when:
        RunResult result
        try (def kinoloom = Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('w')).out(folder.resolve('o')).build()) {
            result = kinoloom.run(script, [:]).result().get(20, TimeUnit.SECONDS)
        }

        then:
        result.status() == RunResult.Status.FAILED
        result.failures()*.message()[0].startsWith("film.groovy:4:17: It does not hold that b.title != 'T'")
    }

    def 'a failed assertion at the top level is a mistake with its line'() {
        expect:
        new GroovyLanguage().describe(new Script('film.groovy', '\nassert 1 == 2', Path.of('/')), [:])
            .problems()*.toString() == ['film.groovy:2:1: It does not hold that 1 == 2\n    hint: the script itself asks for it']
    }

    def 'an answer that breaks the reader is kept, and read again when the run is resumed'() {
        given:
        def broken = true
        def platform = new FakePlatform() {
            kinoloom.platform.Submitted read(kinoloom.platform.Request request, kinoloom.platform.Answer answer) {
                if (broken) throw new IllegalStateException('a bug')
                super.read(request, answer)
            }
        }
        def workflow = workflow("t2i('a') { model 'wan2.2-t2i-plus'; prompt 'x' }\nt2i('b') { model 'wan2.2-t2i-plus'; prompt 'y' }")
        def rig = new Rig(folder, platform)

        when:
        def ending = rig.run(workflow)

        then:
        ending.status() == Ending.Status.PAUSED
        rig.runner.state().steps()*.phase().every { it == Phase.ANSWERED }

        when:
        broken = false
        def resumed = rig.run(workflow, rig.events)

        then:
        resumed.status() == Ending.Status.DONE
        platform.accepted.size() == 2
    }

    def 'a computation that gives what cannot be kept fails, and nothing else does'() {
        given:
        def rig = new Rig(folder)
        def ending = rig.run(workflow("""
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String }
            def when = compute(board) { new Date() }
            def hero = t2i { model 'wan2.2-t2i-plus'; prompt board.title }
            output hero: hero
        """))

        expect:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.step()*.value() == ['when']
        ending.failures()*.message()[0].startsWith('The computation failed: Cannot keep a java.util.Date')
        ending.outputs().hero != null
    }
}
