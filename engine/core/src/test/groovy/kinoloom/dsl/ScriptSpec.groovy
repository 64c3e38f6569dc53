package kinoloom.dsl

import java.nio.file.Path
import kinoloom.fixture.Told
import kinoloom.graph.Input
import kinoloom.graph.Kind
import kinoloom.graph.Resolver
import kinoloom.graph.Schema
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.StepId
import spock.lang.Specification

class ScriptSpec extends Specification {

    static describe(String text, Map params = [:]) {
        new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), params)
    }

    def 'a step is named after the variable it is assigned to'() {
        when:
        def description = describe '''
            def hero = t2i { model 'a'; prompt 'x' }
            t2i('villain') { model 'a'; prompt 'y' }
            t2i { model 'a'; prompt 'z' }
            def map = [cat: t2i { model 'a' }]
        '''

        then:
        description.problems().isEmpty()
        description.workflow().steps()*.id()*.value() == ['hero', 'villain', 't2i', 'cat']
        description.workflow().steps()*.place()*.line() == [2, 3, 4, 5]
    }

    def 'a text keeps its refs until they are known'() {
        when:
        def step = describe('''
            def a = chat { model 'm'; prompt 'hi'; returns title: String }
            t2i('b') { prompt "about ${a.title}, in oil" }
        ''').workflow().steps()[1]

        then:
        step.param('prompt') instanceof Input.Template
        step.kind() == Kind.T2I
    }

    def 'a mistake is told with its line and the nearest word: #mistake'() {
        expect:
        Told.byLine(describe(script).problems()) == [mistake]

        where:
        script | mistake
        "def board = chat { prompt 'x' }\nif (board.mood == 'dark') { }" |
            "film.groovy:2: board.mood is not known while the script describes the workflow\n    hint: use board.mood.then { value -> … }"
        "def board = chat { prompt 'x' }\nif (board) { }" |
            "film.groovy:2: board is not known while the script describes the workflow\n    hint: use board.then { value -> … }"
        "def board = chat { returns title: String, shots: [String] }\nboard.shotz" |
            "film.groovy:2: 'board' has no 'shotz'. Did you mean 'shots'? Known: title, shots"
        "t2i {\n  promt 'x'\n}" |
            "film.groovy:2: There is no word 'promt' in a t2i block. Did you mean 'prompt'? Known: after, fallback, model, negativePrompt, onRefused, option, prompt, ratio, resolution, retry, size, takes, … (13 in all)"
        "t2image { prompt 'x' }" |
            "film.groovy:1: There is no word 't2image'. Did you mean 't2i'? Known: chat, t2i, t2v, i2v, ref2v, cut, compute, approve, title, param, params, file, … (17 in all)"
        "def board = 1\ntitle bord" |
            "film.groovy:2: There is no 'bord'. Did you mean 'board'?"
        "param 'shots', 3\nprintln params.shot" |
            "film.groovy:2: There is no param 'shot'. Did you mean 'shots'? Known: shots\n    hint: declare it: param 'shot', <default>"
        "i2v {\n  firstFrame t2i { prompt 'x' }\n}" |
            "film.groovy:2: 't2i' cannot stand inside an i2v block\n    hint: write it before the block, and use its result there"
        "t2i('a') { }\nt2i('a') { }" |
            "film.groovy:2: Two steps are named 'a' (the first is at film.groovy:1)\n    hint: give one of them a name of its own: t2i('another-name') { … }"
        "t2i {\n  prompt 'x'\n  prompt 'y'\n}" |
            "film.groovy:3: 'prompt' is said twice (first at film.groovy:2)\n    hint: leave out one of them"
        "chat {\n  messages [role: 'user', content: 'x']\n}" |
            "film.groovy:2: This is not Groovy: a list or map right after a word needs parentheses, as in messages([role: 'user']) and returns([title: String])"
        "chat {\n  messages [[role: 'user', content: 'x']]\n}" |
            "film.groovy:2: 'messages' is a word and has no value\n    hint: write a value after it; a list there needs parentheses: messages([…])"
        "ref2v {\n  images [file('a.png')]\n}" |
            "film.groovy:2: 'images' is a word and has no value\n    hint: write a value after it; a list there needs parentheses: images([…])"
        "i2v { firstFrame file 'odd.jpg' }" |
            "film.groovy:1: The word 'file' needs parentheses\n    hint: write file('…') with the file's name in them, as in firstFrame file('hero.jpg')"
        "def a = compute" |
            "film.groovy:1: 'compute' is a word and has no value\n    hint: write compute(values) { values -> … }"
        "prompt 'x'" |
            "film.groovy:1: 'prompt' belongs inside a block such as chat { … }"
        "def a = chat { prompt 'x' }\nfor (shot in a.shots) { }" |
            "film.groovy:2: a.shots is not known while the script describes the workflow\n    hint: use a.shots.collect { element -> … }"
        "def a = chat { prompt 'x' }\na.shots.takee(2)" |
            "film.groovy:2: 'a.shots' is not known yet and has no takee(). Did you mean 'take'? Known: collect, then, first, last, take, drop, reverse, collate, withIndex, flatten, size, join, … (40 in all)\n    hint: any Groovy works on the real value: a.shots.then { value -> value.takee(…) }"
        "t2i {\n  title 'x'\n}" |
            "film.groovy:2: 'title' cannot stand inside a t2i block\n    hint: write it before or after the block"
        "param 'n', 3\nprintln n" |
            "film.groovy:2: There is no 'n'. The param is written params.n"
        "def a = chat { prompt 'x'; returns title: String }\nprintln a.title + ' film'" |
            "film.groovy:2: text is not known while the script describes the workflow\n    hint: use text.then { value -> … }"
        "def a = chat { prompt 'x' }\nprintln a.shots.size() + 1" |
            "film.groovy:2: a.shots.size() is not known while the script describes the workflow\n    hint: use a.shots.size().then { value -> … }"
        "def a = chat { prompt 'x' }\nprintln a" |
            "film.groovy:2: a is not known while the script describes the workflow\n    hint: use a.then { value -> … }"
        "def x = [1, 2\n" |
            "film.groovy:1: This '[' is not closed\n    hint: add a ']' where it ends"
        "int x = 'a'.foo()" |
            "film.groovy:1: Text has no foo()\n    hint: the script's own code failed in this line"
        "def frame = t2i { prompt 'x' }\ni2v {\n  firstFrame fram\n}" |
            "film.groovy:3: There is no 'fram'. Did you mean 'frame'?"
        "param 'motion', 'x'\ni2v {\n  prompt motion\n}" |
            "film.groovy:3: There is no 'motion'. The param is written params.motion"
        "assert 1 > 2" |
            "film.groovy:1: It does not hold that 1 > 2\n    hint: the script itself asks for it"
        "t2i {\n  prompt = 'x'\n}" |
            "film.groovy:2: 'prompt = …' says nothing in a t2i block\n    hint: write prompt …, without '='"
        "t2i {\n  prompt: 'x'\n}" |
            "film.groovy:2: 'prompt:' says nothing in a t2i block\n    hint: leave the ':' out"
        "t2i {\n  model 'a' prompt 'x'\n}" |
            "film.groovy:2: 'prompt' follows another word on the same line\n    hint: put it on a line of its own, or a ';' before it"
        "t2i model: 'a', prompt: 'x'" |
            "film.groovy:1: 't2i' cannot be used with (name: value)\n    hint: write t2i { … }"
        "t2i 'a'" |
            "film.groovy:1: 't2i' cannot be used with (text)\n    hint: write t2i { … }"
        "def a = t2i { prompt 'x' }\noutput a" |
            "film.groovy:2: 'output' cannot be used with (a value not known yet)\n    hint: write output film: film"
        "t2i {\n  after 'hero'\n}" |
            "film.groovy:2: after takes what other steps give, and this is 'hero'\n    hint: write after a, where a is the variable of a step"
        "t2i {\n  prompt 'x'\n  option when: new Date(0)\n}" |
            "film.groovy:3: option when cannot be sent: it is a Date\n    hint: give a text, a number, true or false, or lists and maps of these"
        "param 'hero', file('x.png')" |
            "film.groovy:1: The default of the param 'hero' is no plain value\n    hint: a file is a text here, and file(params.hero) where it is used"
        "budget '1e9'" |
            "film.groovy:1: '1e9' is not an amount of yuan\n    hint: such as budget 20, clips: 12"
        "budget 20\nbudget 30" |
            "film.groovy:2: budget is given twice (first at film.groovy:1)\n    hint: say all of it in one"
        "budget 20, clip: 3" |
            "film.groovy:1: Nothing counts 'clip'. Did you mean 'clips'? Known: clips, seconds, images\n    hint: such as budget 20, clips: 12"
        "budget chat { model 'qwen3-max'; prompt 'x' }" |
            "film.groovy:1: A budget must be known while the script describes the workflow\n    hint: such as budget 20, clips: 12"
        "t2i {\n  budget 20\n}" |
            "film.groovy:2: 'budget' cannot stand inside a t2i block\n    hint: write it before or after the block"
        "output ledger: 1" |
            "film.groovy:1: The output name 'ledger' is taken by the ledger\n    hint: name it otherwise"
        "throw new IllegalStateException('no')" |
            "film.groovy:1: The script failed: no\n    hint: the script's own code failed in this line"
    }

    def 'a variable may have the name of a word'() {
        when:
        def description = describe '''
            def prompt = 'a cat'
            def clips = [t2v('a') { prompt prompt }, t2v('b') { if (true) { prompt "$prompt again" } }]
            def film = cut { clips clips }
        '''

        then:
        description.problems().isEmpty()
        description.workflow().steps()*.id()*.value() == ['a', 'b', 'film']
        description.workflow().steps()[0].param('prompt') == Input.literal('a cat')
    }

    def 'all mistakes are told together'() {
        expect:
        describe('''
            def a = t2i { promt 'x' }
            def b = i2v { firstFrame a; lenght 5 }
            output a: a
            output a: b
        ''').problems()*.place()*.line() == [2, 3, 5]
    }

    def 'the it of a block is that of the closure around it'() {
        expect:
        describe("""['a', 'b'].collect { t2i("pic-\$it") { prompt it } }""")
            .workflow().steps()*.param('prompt') == ['a', 'b'].collect { Input.literal(it) }
    }

    def 'plus joins lists, whether or not they are known'() {
        given:
        def workflow = describe('''
            def a = chat { model 'm'; prompt 'x'; returns names: [String] }
            output all: a.names + ['z'], one: a.names + a.names[0]
        ''').workflow()
        def known = { new Resolver.Knowledge.Value([names: ['x', 'y']]) }

        expect:
        Resolver.value(workflow.outputs().all, known, { it }) == ['x', 'y', 'z']
        Resolver.value(workflow.outputs().one, known, { it }) == ['x', 'y', 'x']
    }

    def 'a closure of two is given the two of a pair that are not known yet'() {
        given:
        def description = describe('''
            def a = t2i { prompt 'x' }
            def b = t2i { prompt 'y' }
            def pairs = file('x').then { [a, b] }.withIndex().collect { picture, i -> i2v { firstFrame picture; prompt "no. $i" } }
        ''')
        def expand = description.workflow().steps().last().body()
        def pairs = Input.of([[Input.outputOf(StepId.of('a')), 0], [Input.outputOf(StepId.of('b')), 1]])

        expect:
        expand.expand(pairs).steps()*.param('prompt') == [Input.literal('no. 0'), Input.literal('no. 1')]
    }

    def 'a closure that fails on its value says why, and where if that is another line'() {
        given:
        def steps = describe(script).workflow().steps()

        when:
        steps.last().body().expand(Input.literal('x'))

        then:
        def failure = thrown(ScriptFailure)
        failure.message == message

        where:
        script                                                                    | message
        "def a = chat { prompt 'x' }\na.then { throw new Exception('no') }"       | 'The script failed: no'
        "def a = chat { prompt 'x' }\na.then { assert it == 'y' }"                | "It does not hold that it == 'y'"
        "def a = chat { prompt 'x' }\na.then {\n  it.foo()\n}"                    | 'film.groovy:3:6: Text has no foo()'
    }

    def 'the names of a shape keep their order, and have one if their map has none'() {
        expect:
        Schema.of(title: String, shots: [String], end: String).names() as List == ['title', 'shots', 'end']
        Schema.of(Map.of('title', String, 'shots', [String], 'end', String)).names() as List == ['end', 'shots', 'title']
    }

    def 'a computation that fails says why'() {
        when:
        describe("compute('x') { it.foo() }").workflow().steps()[0].body().compute('x')

        then:
        def failure = thrown(ScriptFailure)
        failure.message == 'Text has no foo()'
    }

    def 'params take the type of their default'() {
        when:
        def description = describe(
            "param 'shots', 3\nparam 'long', 1.5\nparam 'loud', false\nparam 'theme', 'x'",
            [shots: '5', long: '2.5', loud: 'true', theme: '7'])

        then:
        description.workflow().params() == [shots: 5, long: 2.5, loud: true, theme: '7']
    }

    def 'a param given wrongly is a mistake: #given'() {
        expect:
        describe("param 'shots', 3", given).problems()*.message() == [message]

        where:
        given           | message
        [shots: 'many'] | "The param 'shots' wants a whole number, and was given 'many'"
        [shotz: '3']    | "The script has no param 'shotz'. Did you mean 'shots'? Known: shots"
    }
}
