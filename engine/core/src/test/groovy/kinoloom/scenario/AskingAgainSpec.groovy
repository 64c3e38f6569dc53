package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.plan.Limits
import kinoloom.run.Ending
import kinoloom.run.Ledger
import spock.lang.Specification
import spock.lang.TempDir

/** A chat that does not answer as it should is asked for what is wrong, as often as its step allows, and no oftener. */
class AskingAgainSpec extends Specification {
    static final String GOOD = '{"title": "T", "shots": [{"scene": "a", "seconds": 5}, {"scene": "b", "seconds": 6}]}'
    static final String LONG = '{"title": "T", "shots": [{"scene": "a", "seconds": 5}, {"scene": "b", "seconds": 60}]}'
    static final String BOARD = """def board = chat {
        model 'qwen3-max'
        system 'You direct.'
        prompt 'Two shots'
        returns title: String, shots: list([scene: String, seconds: integer(3..8)], 2..4)
    }
    output board: board"""

    @TempDir Path folder

    /** Says one thing after another; the last for ever. */
    static FakePlatform saying(String... said) {
        def platform = new FakePlatform()
        platform.misbehave = { request ->
            platform.storyboard = said[Math.min(platform.accepted.size(), said.size() - 1)]
            null
        }
        platform
    }

    static Workflow workflow(String script = BOARD) { MishapSpec.workflow(script) }

    static String with(String line) { BOARD.replace("prompt 'Two shots'", "prompt 'Two shots'\n        $line") }

    def 'only what is wrong is asked for, and its answer is put in its place'() {
        given:
        def rig = new Rig(folder, saying(LONG, '{"shots[1].seconds": 6}'))

        when:
        def ending = rig.run(workflow())

        then:
        ending.status() == Ending.Status.DONE
        ending.outputs().board == [title: 'T', shots: [[scene: 'a', seconds: 5], [scene: 'b', seconds: 6]]]

        and: 'the second question holds the first, what was answered and what is wrong with it'
        def messages = rig.platform.accepted[1].params().messages
        messages*.role == ['system', 'user', 'assistant', 'user']
        messages[0].content == rig.platform.accepted[0].params().system
        messages[1].content == 'Two shots'
        messages[2].content == '{"title":"T","shots":[{"scene":"a","seconds":5},{"scene":"b","seconds":60}]}'
        messages[3].content == """That answer cannot be used yet:
- shots[1].seconds is 60, and must be a whole number from 3 to 8
Answer with one JSON object that has only the corrected parts, each under its path, as in {"shots[1].seconds": …}, or with the whole value corrected. Nothing else."""

        and: 'both are paid, and the ledger says why'
        Ledger.rows(rig.runner.state()).findAll { it.sent() }.collect { [it.sent().why(), it.reason()] } ==
            [['first', 'of no use'], ['again: asked for what was wrong', 'made']]

        and: 'the value is the result of the first request: another run finds it'
        def again = new Rig(folder, rig.platform)
        again.run(workflow()).outputs().board == ending.outputs().board
        rig.platform.accepted.size() == 2
    }

    def 'the model is told of ranges, choices, lengths and what may be left out'() {
        given:
        def rig = new Rig(folder, saying('{"mood": "dark", "shots": [{"scene": "a", "seconds": 4, "note": null}, {"scene": "b", "seconds": 4}]}'))

        when:
        def ending = rig.run(workflow("""
            def board = chat {
                model 'qwen3-max'
                prompt 'x'
                returns mood: oneOf('dark', 'bright'),
                        shots: list([scene: text(max: 80, 'what the camera sees'), seconds: integer(3..8), note: optional(String)], 2, 'in order')
            }
            output board: board"""))

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted[0].params().system.endsWith(
            '{"mood":"dark | bright","shots":[{"scene":"string, at most 80 characters: what the camera sees",' +
            '"seconds":"integer from 3 to 8","note":"string"},"exactly 2 in all"]}\n' +
            'shots: in order\nshots[].note may be left out.')
        ending.outputs().board.shots == [[scene: 'a', seconds: 4, note: null], [scene: 'b', seconds: 4, note: null]]
    }

    def 'it is asked #asks times at most; then the step fails, and says what is wrong'() {
        given:
        def rig = new Rig(folder, saying(LONG))

        when:
        def ending = rig.run(workflow(with(word)))

        then:
        ending.status() == Ending.Status.FAILED
        rig.platform.accepted.size() == asks
        ending.failures()*.message() == ["The model did not answer as it was asked to$times: shots[1].seconds is 60, and must be a whole number from 3 to 8"]

        and: 'its last answer is where its user looks'
        Files.readString(ending.files()['board.answer'][0]) == LONG + '\n'

        where:
        word     || asks | times
        ''       || 3    | ', asked 3 times'
        'asks 2' || 2    | ', asked 2 times'
        'asks 1' || 1    | ''
    }

    def 'a budget that is used up pauses the asking; a resumed run asks on from there'() {
        given:
        def other = new Rig(folder.resolve('other'), saying(GOOD))
        other.run(workflow())
        def rig = new Rig(folder, saying(LONG, LONG, '{"shots[1].seconds": 6}'))
        rig.limits = Limits.DEFAULT.withBudget(other.events.find { it instanceof Event.Intent }.worst())

        when:
        def paused = rig.run(workflow())

        then:
        paused.status() == Ending.Status.PAUSED
        rig.platform.accepted.size() == 1

        when:
        def ending = new Rig(folder, rig.platform).run(workflow(), rig.events)

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 3
    }

    def 'wherever a process ends, no more is asked and no answer is lost'() {
        given:
        def whole = new Rig(folder.resolve('whole'), saying(LONG))
        whole.run(workflow())

        expect:
        (1..<whole.events.size()).each { crashAfter ->
            def platform = saying(LONG)
            def rig = new Rig(folder.resolve("run-$crashAfter"), platform)
            List<Event> past = []
            try {
                rig.run(workflow(), [], crashAfter)
            } catch (Rig.Crash e) {
                past = rig.events.take(rig.journal.durable)
            }
            boolean failed = past.any { it instanceof Event.Failed }
            def resumed = new Rig(folder.resolve("run-$crashAfter"), platform)
            resumed.run(workflow(), past)
            int doubtful = (past + resumed.events).count { it instanceof Event.Resolved }
            assert failed || platform.accepted.size() <= 3 + doubtful
            assert failed || (past + resumed.events).count { it instanceof Event.AskedAgain } == 2
        }
    }

    def 'what was put right is written down, and nothing is asked'() {
        given:
        def rig = new Rig(folder, saying('```json\n' + GOOD.replace('6}', '"6 seconds"},') + '\n```'))

        when:
        def ending = rig.run(workflow())

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1
        rig.events.find { it instanceof Event.Repaired }.repairs()*.toString() ==
            ['```json ``` → left out', 'shots: a comma too many', "shots[1].seconds: '6 seconds' → 6"]
    }

    def 'a rule that does not hold is told to the model'() {
        given:
        def rig = new Rig(folder, saying(GOOD, GOOD.replace('6', '5')))

        when:
        def ending = rig.run(workflow(with("check('each shot has the same length') { board -> board.shots*.seconds.toSet().size() == 1 }")))

        then:
        ending.status() == Ending.Status.DONE
        ending.outputs().board.shots*.seconds == [5, 5]
        rig.platform.accepted[1].params().messages.last().content == """That answer cannot be used yet:
- the answer breaks the rule: each shot has the same length
Answer with the whole value again, corrected, and nothing else."""
    }

    def 'a rule that throws is a mistake of the script: nothing is asked again, and the corrected script finds the answer'() {
        given:
        def checked = { String rule -> workflow(with("check('short') { board -> $rule }")) }
        def rig = new Rig(folder, saying(GOOD))

        when:
        def ending = rig.run(checked('board.shots[7].seconds < 9'))

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()[0].message() == 'A check failed: film.groovy:5:50: \'seconds\' is asked of nothing: the value before it is null\n    hint: see where the value comes from, or ask with ?.seconds'
        ending.failures()*.hint() == ['correct the check and run the script again: the answer is kept, and not paid again']

        when:
        def again = new Rig(folder, rig.platform).run(checked('board.shots[1].seconds < 9'))

        then:
        again.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 1

        when: 'a result that breaks a rule is not used'
        def third = new Rig(folder, rig.platform)
        rig.platform.misbehave = { rig.platform.storyboard = LONG.replace('60', '3'); null }
        third.run(checked('board.shots[1].seconds < 4'))

        then:
        third.events.find { it instanceof Event.Done }.value().shots*.seconds == [5, 3]
        rig.platform.accepted.size() == 2
    }
}
