package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.plan.Limits
import kinoloom.platform.Money
import kinoloom.platform.Refusal
import kinoloom.platform.TaskStatus
import kinoloom.run.Ending
import kinoloom.run.Ledger
import spock.lang.Specification
import spock.lang.TempDir

/** What a script says about requests that come to nothing: retry, onRefused, fallback, timeout. */
class RecoverySpec extends Specification {
    static final OUTPUT = new Refusal(Refusal.Reason.MODERATED, 'DataInspectionFailed: Output data may contain inappropriate content.')
    static final INPUT = new Refusal(Refusal.Reason.MODERATED, 'DataInspectionFailed: Input data may contain inappropriate content.')
    static final UNSAID = new Refusal(Refusal.Reason.MODERATED, 'SensitiveContentDetected')
    static final FAILED = new Refusal(Refusal.Reason.FAILED, 'out of luck')
    static final String MODEL = 'wan2.2-t2i-plus'
    static final String OTHER = 'wan2.2-t2i-flash'

    @TempDir Path folder

    static Workflow picture(String words) {
        def text = "def hero = t2i { model '$MODEL'; prompt 'a cat'; $words }\noutput hero: hero"
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    /** The first tasks of a model end so, the next succeed. */
    static fails(FakePlatform platform, Map<String, List<Refusal>> ends) {
        Map<String, Refusal> fate = [:]
        def left = ends.collectEntries { model, refusals -> [model, refusals.collect()] }
        platform.status = { request ->
            def task = platform.tasks.find { it.value.is(request) }.key
            if (!fate.containsKey(task)) fate[task] = left[request.model()] ? left[request.model()].remove(0) : null
            fate[task] ? new TaskStatus.Failed(fate[task]) : null
        }
    }

    static sent(Rig rig) { Ledger.rows(rig.runner.state()).findAll { it.sent() }.collect { [it.model(), it.sent().why(), it.reason()] } }

    def 'with #words, tasks that end as #ends lead to #sent requests and a run that is #status'() {
        given:
        def rig = new Rig(folder)
        fails(rig.platform, [(MODEL): ends])

        when:
        def ending = rig.run(picture(words))

        then:
        ending.status() == status
        rig.platform.accepted.size() == sent
        rig.events.count { it instanceof Event.Retried } == sent - 1
        ending.status() == Ending.Status.FAILED || rig.runner.state().spent() == Money.fen(20)
        rig.runner.state().reserved() == Money.ZERO

        where:
        words                         | ends                     || sent | status
        ''                            | [FAILED]                 || 1    | Ending.Status.FAILED
        'retry 2'                     | [FAILED]                 || 2    | Ending.Status.DONE
        'retry 2'                     | [FAILED, FAILED]         || 3    | Ending.Status.DONE
        'retry 2'                     | [FAILED] * 3             || 3    | Ending.Status.FAILED
        'retry 2'                     | [OUTPUT]                 || 1    | Ending.Status.FAILED
        'onRefused retry: 1'          | [OUTPUT]                 || 2    | Ending.Status.DONE
        'onRefused retry: 1'          | [OUTPUT, OUTPUT]         || 2    | Ending.Status.FAILED
        'onRefused retry: 1'          | [INPUT]                  || 1    | Ending.Status.FAILED
        'onRefused retry: 1'          | [UNSAID]                 || 1    | Ending.Status.FAILED
        'onRefused retry: 1'          | [FAILED]                 || 1    | Ending.Status.FAILED
        'retry 1; onRefused retry: 1' | [FAILED, OUTPUT]         || 3    | Ending.Status.DONE
        'retry 1; onRefused retry: 1' | [OUTPUT, FAILED, FAILED] || 3    | Ending.Status.FAILED
    }

    def 'each request stands in the ledger with its cause, and the end says how often was asked'() {
        given:
        def rig = new Rig(folder)
        fails(rig.platform, [(MODEL): [FAILED, OUTPUT], (OTHER): [FAILED]])

        when:
        def ending = rig.run(picture("retry 1; onRefused retry: 1; fallback '$OTHER'"))

        then: 'retries are counted for the step, whichever model it asks'
        ending.status() == Ending.Status.DONE
        sent(rig) == [
            [MODEL, 'first', 'failed on the platform'],
            [MODEL, 'again: its task had failed', 'failed on the platform'],
            [MODEL, 'again: what it made was refused', 'made'],
        ]

        when:
        rig = new Rig(folder.resolve('other'))
        fails(rig.platform, [(MODEL): [FAILED, FAILED], (OTHER): [FAILED]])
        ending = rig.run(picture("retry 1; fallback '$OTHER'"))

        then:
        sent(rig) == [
            [MODEL, 'first', 'failed on the platform'],
            [MODEL, 'again: its task had failed', 'failed on the platform'],
            [OTHER, 'by the fallback', 'failed on the platform'],
        ]
        ending.failures()*.message() ==
            ["The task failed on the platform, asked 2 times, last of the fallback $OTHER: out of luck"]
    }

    def 'a refused output is told apart in what the end advises'() {
        given:
        def rig = new Rig(folder)
        fails(rig.platform, [(MODEL): [refusal]])

        when:
        def ending = rig.run(picture(''))

        then:
        ending.failures()*.message() == ["The result was refused for its content: ${refusal.message()}"]
        ending.failures()*.hint() == [hint]
        ending.failures()*.remedy()*.name() == [remedy]

        where:
        refusal || remedy  | hint
        INPUT   || 'EDIT'  | 'change the prompt or the picture'
        OUTPUT  || 'RETRY' | 'change the prompt or the picture; what was made was refused, so the same again may pass: onRefused retry: 1'
    }

    def 'a retry waits for the budget like any other request'() {
        given:
        def rig = new Rig(folder)
        rig.limits = Limits.DEFAULT.withBudget(Money.fen(30))
        def description = new GroovyLanguage().describe(new Script('film.groovy', """
            def a = t2i { model '$MODEL'; prompt 'a'; retry 1 }
            def b = t2i { model '$MODEL'; prompt 'b' }
            output a: a, b: b
        """, Path.of('/films')), [:])
        rig.platform.status = { request ->
            request.params().prompt == 'a' && rig.platform.accepted.size() == 1 ? new TaskStatus.Failed(FAILED) : null
        }

        when:
        def ending = rig.run(description.workflow())

        then:
        ending.status() == Ending.Status.PAUSED
        rig.runner.state().spent() == Money.fen(20)
        rig.platform.accepted.size() == 2
    }

    def 'a crash does not begin to count anew'() {
        given: 'a run whose tasks all fail'
        def whole = new Rig(folder.resolve('whole'))
        fails(whole.platform, [(MODEL): [FAILED] * 9, (OTHER): [FAILED] * 9])
        whole.run(picture("retry 2; fallback '$OTHER'"))

        expect:
        whole.platform.accepted*.model() == [MODEL, MODEL, MODEL, OTHER]
        (1..<whole.events.size()).step(4).each { crashAfter ->
            def platform = new FakePlatform()
            fails(platform, [(MODEL): [FAILED] * 9, (OTHER): [FAILED] * 9])
            def rig = new Rig(folder.resolve("run-$crashAfter"), platform)
            List<Event> past = []
            try {
                rig.run(picture("retry 2; fallback '$OTHER'"), [], crashAfter)
            } catch (Rig.Crash e) {
                past = rig.durable
            }
            def resumed = new Rig(folder.resolve("run-$crashAfter"), platform)
            past ? resumed.run(picture("retry 2; fallback '$OTHER'"), past) : resumed.run(picture("retry 2; fallback '$OTHER'"))
            def all = past + resumed.events
            assert all.count { it instanceof Event.Retried } == 2: "after $crashAfter"
            assert all.count { it instanceof Event.FellBack } == 1: "after $crashAfter"
            assert platform.accepted.size() <= 5: "after $crashAfter"
        }
    }

    def 'a refused #what goes to the fallback, whose result is found again'() {
        given:
        def rig = new Rig(folder)
        fails(rig.platform, [(MODEL): [refusal] * 9])

        when:
        def ending = rig.run(picture("fallback '$OTHER'"))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted*.model() == [MODEL, OTHER]
        rig.events.find { it instanceof Event.FellBack } ==
            new Event.FellBack(kinoloom.graph.StepId.of('hero'), OTHER, "$told: ${refusal.message()}")

        when: 'another run asks for the same'
        def next = new Rig(folder, rig.platform)
        rig.platform.accepted.clear()
        def again = next.run(picture("fallback '$OTHER'"))

        then: 'it pays nothing, and the workspace tells who made it'
        again.outputs() == ending.outputs()
        rig.platform.accepted.empty
        def key = next.events.find { it instanceof Event.Prepared }.key()
        next.workspace.results().find(key).get().madeBy() == OTHER

        where:
        what     | refusal | told
        'input'  | INPUT   | 'The result was refused for its content'
        'output' | OUTPUT  | 'The result was refused for its content'
        'task'   | FAILED  | 'The task failed on the platform'
    }

    def 'results by a fallback are taken out of the journals again'() {
        given:
        def rig = new Rig(folder)
        fails(rig.platform, [(MODEL): [FAILED]])
        rig.run(picture("fallback '$OTHER'"))
        def keys = rig.events.findAll { it instanceof Event.Prepared }*.key()

        when:
        def results = kinoloom.journal.RebuiltResults.of(folder.resolve('rebuilt'), 'run-1', rig.journal.entries)

        then:
        keys.size() == 2
        results.find(keys[0]).get().madeBy() == OTHER
        results.find(keys[1]).get().madeBy() == ''
        results.find(keys[0]).get().value() == results.find(keys[1]).get().value()
    }

    def 'a request that the platform refuses at once goes to the fallback, too'() {
        given:
        def rig = new Rig(folder)
        rig.platform.misbehave = { request -> request.model() == MODEL ? FakePlatform.ok("refusal:$reason") : null }

        when:
        def ending = rig.run(picture("fallback '$OTHER'"))

        then:
        ending.status() == status
        rig.platform.accepted*.model() == (status == Ending.Status.DONE ? [OTHER] : [])

        where:
        reason          || status
        'BAD_REQUEST'   || Ending.Status.DONE
        'NO_SUCH_MODEL' || Ending.Status.DONE
        'MODERATED'     || Ending.Status.DONE
        'FAILED'        || Ending.Status.DONE
        'NO_MONEY'      || Ending.Status.PAUSED
        'KEY_REFUSED'   || Ending.Status.KEY_REFUSED
    }

    def 'a task that takes longer than its timeout is not waited for, and not lost'() {
        given:
        def rig = new Rig(folder)
        boolean slow = true
        rig.platform.status = { request -> slow ? new TaskStatus.Running('RUNNING') : null }

        when:
        def began = rig.now
        def ending = rig.run(picture("timeout '3 min'; retry 2; fallback '$OTHER'"))

        then: 'nothing is sent in its place: it may be charged'
        ending.status() == Ending.Status.PAUSED
        ending.reason() == "'hero' waits: its task has not ended within its timeout of 3 min"
        rig.now >= began.plusSeconds(180)
        rig.now < began.plusSeconds(240)
        rig.platform.accepted.size() == 1

        when:
        slow = false
        ending = rig.run(picture("timeout '3 min'"), rig.events)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
    }

    def 'a fallback that cannot be asked the same is found before anything is paid: #words'() {
        given:
        def engine = Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('.kinoloom')).out(folder.resolve('out')).build()

        when:
        engine.plan(Files.writeString(folder.resolve('film.groovy'), "def a = $verb {\n  prompt 'x'\n  $words\n}"), [:])

        then:
        def e = thrown(InvalidWorkflowException)
        Told.byLine(e.problems())*.replace(folder.toString() + '/', '') == [problem]

        cleanup:
        engine.close()

        where:
        verb  | words                                                                     || problem
        't2i' | "model '$MODEL'\n  fallback 'wan2.2-t2i-flush'"                           || "film.groovy:4: The fallback 'wan2.2-t2i-flush' cannot be asked the same: There is no t2i model 'wan2.2-t2i-flush'. Did you mean 'wan2.2-t2i-flash'? Known: wan2.2-t2i-plus, wan2.5-t2i-preview, wan2.2-t2i-flash, cogview-3-flash"
        't2i' | "model '$MODEL'\n  fallback '$MODEL'"                                     || "film.groovy:4: The fallback '$MODEL' cannot be asked the same: it is the model that it stands in for\n    hint: name another"
        't2i' | "model '$MODEL'\n  fallback 'happyhorse-1.0-t2v'"                         || "film.groovy:4: The fallback 'happyhorse-1.0-t2v' cannot be asked the same: 'happyhorse-1.0-t2v' is a t2v model; use t2v { … }"
        't2i' | "model '$MODEL'\n  retry 50"                                              || 'film.groovy:4: retry takes 0 to 9, not 50'
        't2i' | "model '$MODEL'\n  retry 'often'"                                         || 'film.groovy:4: retry takes a whole number, not often\n    hint: write retry 1'
        't2i' | "model '$MODEL'\n  onRefused again: 1"                                    || 'film.groovy:4: onRefused takes retry: and a number, not again:\n    hint: write onRefused retry: 1'
        't2i' | "model '$MODEL'\n  timeout 'soon'"                                        || "film.groovy:4: 'soon' is no duration: write '10 min', '90 s', '2 h' or a number of seconds"
        't2i' | "model '$MODEL'\n  retry 1\n  retry 2"                                    || "film.groovy:5: 'retry' is said twice (first at film.groovy:4)\n    hint: leave out one of them"
    }

    def 'the most a step can cost is that of the dearer model'() {
        given:
        def engine = Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('.kinoloom')).out(folder.resolve('out')).build()
        def high = { String words ->
            def script = "def a = t2i { model '$OTHER'; prompt 'x'; $words }\noutput a: a"
            engine.plan(Files.writeString(folder.resolve('film.groovy'), script), [:]).steps()[0].cost().high()
        }

        expect:
        high("fallback '$MODEL'") == Money.fen(20)
        high('') == Money.fen(14)

        cleanup:
        engine.close()
    }
}
