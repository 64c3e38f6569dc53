package kinoloom.scenario

import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.graph.InvalidWorkflowException
import kinoloom.platform.Money
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** A rehearsal refuses what is wrong, and nothing that a real value may make right. */
@Timeout(60)
class RehearsalSpec extends Specification {
    static final String BOARD = "def board = chat { model 'qwen3-max'; prompt 'x'; returns hero: String, score: Integer, shots: [[kind: String, name: String]] }\n"

    @TempDir Path folder

    Kinoloom engine(Money budget = null) {
        Kinoloom.builder().platform(new FakePlatform()).workspace(folder.resolve('w')).out(folder.resolve('o')).budget(budget).build()
    }

    List<String> mistakes(String text, Money budget = null) {
        def script = folder.resolve('film.groovy')
        script.toFile().text = BOARD + text
        try (def kinoloom = engine(budget)) {
            if (budget) kinoloom.run(script, [:]).close()
            else kinoloom.plan(script, [:])
            []
        } catch (InvalidWorkflowException e) {
            e.problems()*.message()
        }
    }

    def 'a correct script is not refused: #what'() {
        expect:
        mistakes(script) == []

        where:
        what                              | script
        'a lookup by a text of a chat'    | "board.shots.collect { s -> def p = [wide: 'a', close: 'b'][s.kind]; t2i { model 'wan2.2-t2i-plus'; prompt p } }"
        'a choice that samples leave empty' | "def f = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\nboard.then { b -> def hits = b.shots.findAll { it.kind == 'cat' }.collect { f }; ref2v { model 'happyhorse-1.0-r2v'; images hits; prompt 'x'; resolution '720p'; duration 5 } }"
        'steps named by a chat'           | "board.then { b -> b.shots.collect { s -> t2i(s.name) { model 'wan2.2-t2i-plus'; prompt s.kind } } }"
        'a file named by a chat'          | "board.then { b -> chat { model 'qwen3-max'; prompt new File(b.hero).text } }"
        'an assertion on a sample'        | "board.then { b -> assert b.score == 9; chat { model 'qwen3-max'; prompt b.hero } }"
    }

    def 'trying until it is good enough is rehearsed a few times and not for ever'() {
        expect:
        mistakes('''
            def better(draft, n) {
                draft.then { d -> d.score >= 8 ? d.hero : better(chat("draft-$n") { model 'qwen3-max'; prompt d.hero; returns hero: String, score: Integer }, n + 1) }
            }
            output best: better(board, 1)
        ''') == []
    }

    def 'a cut without clips is found before its frames are paid'() {
        expect:
        mistakes('''
            def all = []
            board.shots.each { s -> all << t2i { model 'wan2.2-t2i-plus'; prompt s.kind } }
            cut { clips all }
        ''') == ["'cut' has no clips"]
    }

    def 'what is only guessed does not count as the least that a script costs'() {
        given: 'three guessed clips cost more than the budget, and a single one may not'
        def guess = "board.shots.collect { s -> t2v { model 'happyhorse-1.0-t2v'; prompt s.kind; resolution '720p'; duration 5 } }"

        expect:
        mistakes(guess, Money.fen(1000)) == []
        mistakes("t2v { model 'happyhorse-1.0-t2v'; prompt 'x'; resolution '720p'; duration 5 }", Money.fen(10))==
            ["The workflow needs up to 4.60 yuan; the budget of 0.10 yuan (as given) does not allow it. The dearest: 't2v' 4.50, 'board' 0.10"]
    }
}
