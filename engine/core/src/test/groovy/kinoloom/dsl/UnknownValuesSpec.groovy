package kinoloom.dsl

import kinoloom.fixture.Told
import kinoloom.graph.Input
import spock.lang.Specification

/** What a script does with values that nobody knows yet: it works, or it is told at once. */
class UnknownValuesSpec extends Specification {
    static final String BOARD = "def board = chat { model 'm'; prompt 'x'; returns mood: String, title: String, count: Integer, shots: [[scene: String]] }\n"

    static describe(String text) { ScriptSpec.describe(BOARD + text) }

    def 'a comparison or lookup that would silently be wrong is a mistake: #script'() {
        expect:
        Told.byLine(describe(script).problems()) ==
            ["film.groovy:2: $ref is not known while the script describes the workflow\n    hint: use ${ref}.then { value -> … }"]

        where:
        script                                             | ref
        "if ('dark' == board.mood) title 'x'"              | 'board.mood'
        "def d = 'dark'; if (d != board.mood) title 'x'"   | 'board.mood'
        "if (board.mood == null) title 'x'"                | 'board.mood'
        "def m = [dark: 1]; def x = m[board.mood]"         | 'board.mood'
        "def x = ['dark'].find { it == board.mood }"       | 'board.mood'
        "def n = board.count + 1"                          | 'board.count'
    }

    def 'comparisons of known values are as ever'() {
        expect:
        describe("""
            def a = [x: 1, y: [2, 3]]
            def key = 'x'
            assert a[key] == 1 && a.y[0] == 2 && a['y'] != null
            a[key] = 5
            assert a.x == 5 && 'b' != key
            a.y[1]++
            assert a.y == [2, 4]
            class Shot { int n; boolean first() { n == 0 } }
            assert new Shot(n: 0).first()
        """).problems().isEmpty()
    }

    def 'texts are joined, lists too: #script'() {
        expect:
        def d = describe("t2i('a') { model 'm'; prompt $script }")
        d.problems().isEmpty()
        type.isInstance(d.workflow().steps().last().param('prompt'))

        where:
        script                              | type
        "board.mood + ', in oil'"           | Input.Template
        "board.mood + board.title"          | Input.Template
        '"${-> board.mood} x"'              | Input.Template
        'board.shots + board.shots'         | Input
    }

    def 'a model must be known, in a text too'() {
        expect:
        describe('t2i { model "${board.mood}" }').problems()*.message() ==
            ['The model must be known while the script describes the workflow, and text is not']
    }

    def 'a name given by the language is never in the way of another'() {
        expect:
        describe("for (i in 1..2) { t2i { prompt 'a' } }\nt2i { prompt 'b' }").with {
            assert problems().isEmpty()
            workflow().steps()*.id()*.value() == ['board', 't2i', 't2i#2', 't2i-2']
        }
    }
}
