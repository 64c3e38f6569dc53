package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import kinoloom.graph.Ref
import kinoloom.graph.Workflow
import kinoloom.platform.Catalogue
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** A chat may be asked with the messages of a conversation instead of a prompt. */
class MessagesSpec extends Specification {
    static final String BOARD = "def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, count: Integer, shots: [[scene: String]], more: Object }\n" +
        "def still = t2i { model 'wan2.2-t2i-plus'; prompt 'x' }\n"
    @TempDir Path folder
    FakePlatform platform = new FakePlatform()

    Map<String, Object> sent(String text) {
        assert new Rig(folder, platform).run(MishapSpec.workflow(text)).status() == Ending.Status.DONE
        platform.accepted.findAll { it.category() == 't2t' }.last().params()
    }

    def plan(String text, FakePlatform on = platform) {
        def script = Files.writeString(folder.resolve('film.groovy'), text)
        try (def kinoloom = Kinoloom.builder().platform(on).workspace(folder.resolve('ws')).out(folder.resolve('out')).build()) {
            kinoloom.plan(script, [:])
        }
    }

    List<String> mistakes(String text, FakePlatform on = platform) {
        try {
            plan(text, on)
            []
        } catch (InvalidWorkflowException e) {
            Told.byLine(e.problems())*.replace(folder.toString(), 'FOLDER')
        }
    }

    def 'messages are maps, or lists of them, in any mixture: #written'() {
        expect:
        sent("def history = [[role: 'system', content: 'Be short.'], [role: 'user', content: 'Hi']]\nchat { model 'qwen3-max'; messages $written }") ==
            [messages: messages]

        where:
        written                                                     | messages
        "role: 'user', content: 'Hi'"                               | [[role: 'user', content: 'Hi']]
        "([role: 'user', content: 'Hi'])"                           | [[role: 'user', content: 'Hi']]
        "([[role: 'user', content: 'Hi']])"                         | [[role: 'user', content: 'Hi']]
        "history"                                                   | [[role: 'system', content: 'Be short.'], [role: 'user', content: 'Hi']]
        "history, [role: 'assistant', content: 'Hello'], [content: 'Bye', role: 'user', name: 'Ann']" |
            [[role: 'system', content: 'Be short.'], [role: 'user', content: 'Hi'], [role: 'assistant', content: 'Hello'], [role: 'user', content: 'Bye', name: 'Ann']]
        "role: 'user', content: [[type: 'text', text: 'Hi'], [type: 'image_url', image_url: [url: 'https://x/a.png']]]" |
            [[role: 'user', content: [[type: 'text', text: 'Hi'], [type: 'image_url', image_url: [url: 'https://x/a.png']]]]]
        "([role: 'assistant', tool_calls: [[id: 'c', type: 'function']]], [role: 'tool', tool_call_id: 'c', content: '5'])" |
            [[role: 'assistant', tool_calls: [[id: 'c', type: 'function']]], [role: 'tool', content: '5', tool_call_id: 'c']]
    }

    def 'what other steps give is put into them, and is waited for'() {
        expect:
        sent('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String]] }
            def critic = chat {
                model    'qwen3-max'
                messages([[role: 'user', content: "Judge ${board.title}"]] , [role: 'user', content: board.shots[0].scene],
                    [role: 'user', content: [[type: 'text', text: "and ${board.shots[1].scene}"]]])
            }
        ''').messages == [
            [role: 'user', content: 'Judge T'], [role: 'user', content: 'a'],
            [role: 'user', content: [[type: 'text', text: 'and b']]]]
    }

    def 'a whole conversation may be the value of another step'() {
        expect:
        sent('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String, shots: [[scene: String]] }
            def history = compute(board) { b -> b.shots.collect { [role: 'user', content: it.scene] } }
            def critic = chat { model 'qwen3-max'; messages history, [role: 'user', content: 'Go'] }
        ''').messages*.content == ['a', 'b', 'c', 'Go']
    }

    def 'the words system and returns become the first message: #words'() {
        given:
        platform.storyboard = '{"title":"T"}'

        when:
        def params = sent("chat { model 'qwen3-max'; $words }")

        then:
        params.keySet() == ['messages'] as Set
        params.messages*.role == roles
        params.messages[0].content.replaceFirst(/(?s)Answer with one JSON value.*\{"title":"string"}/, 'SHAPE') == first

        where:
        words                                                                              | roles              | first
        "system 'Direct.'; messages role: 'user', content: 'Hi'"                           | ['system', 'user'] | 'Direct.'
        "messages role: 'user', content: 'Hi'; returns title: String"                      | ['system', 'user'] | 'SHAPE'
        "system 'Direct.'; messages role: 'user', content: 'Hi'; returns title: String"    | ['system', 'user'] | 'Direct.\n\nSHAPE'
        "system 'Direct.'; messages([role: 'system', content: 'Own.'], [role: 'user', content: 'Hi']); returns title: String" | ['system', 'user'] | 'Direct.\n\nOwn.\n\nSHAPE'
        "messages([role: 'developer', content: 'Own.'], [role: 'user', content: 'Hi']); returns title: String" | ['developer', 'user'] | 'Own.\n\nSHAPE'
        "system 'Direct.'; messages([role: 'system', content: [[type: 'text', text: 'Own.']]])" | ['system', 'system'] | 'Direct.'
    }

    def 'a mistake in messages is told before anything is paid: #words'() {
        expect:
        mistakes(BOARD + "def a = chat { model 'qwen3-max'; $words }") == ["film.groovy:3: $mistake".toString()]
        platform.accepted.empty

        where:
        words | mistake
        "" |
            "qwen3-max needs a prompt\n    hint: add prompt '…', or messages([role: 'user', content: '…'])"
        "prompt 'x'; messages role: 'user', content: 'Hi'" |
            "messages is said instead of a prompt, and both are given\n    hint: leave out one of them; a prompt is the same as messages([role: 'user', content: '…'])"
        "prompt board.title; messages role: 'user', content: board.title" |
            "messages is said instead of a prompt, and both are given\n    hint: leave out one of them; a prompt is the same as messages([role: 'user', content: '…'])"
        "messages()" |
            "messages has no message in it\n    hint: say what qwen3-max is to answer"
        "messages([])" |
            "messages has no message in it\n    hint: say what qwen3-max is to answer"
        "messages 'Hi'" |
            "messages[0] must be a map with role and content, not 'Hi'\n    hint: write messages([role: 'user', content: '…'])"
        "messages board.title" |
            "messages[0] must be a map with role and content, not '⟨board.title⟩'\n    hint: write messages([role: 'user', content: '…'])"
        "messages role: 'usr', content: 'Hi'" |
            "There is no role 'usr' (messages[0]). Did you mean 'user'? Known: system, developer, user, assistant, tool"
        "messages role: 'User', content: board.title" |
            "There is no role 'User' (messages[0]). Did you mean 'user'? Known: system, developer, user, assistant, tool"
        "messages([role: 'user', content: 'Hi'], [content: 'Hi'])" |
            "messages[1] has no role\n    hint: write role: 'user', or another of system, developer, user, assistant, tool"
        "messages role: 'user', content: 'Hi', nmae: 'Ann'" |
            "messages[0] has an unknown 'nmae'. Did you mean 'name'? Known: role, content, name, tool_calls, tool_call_id"
        "messages role: 'user'" |
            "messages[0] has no content\n    hint: write content: '…'"
        "messages role: 'user', content: ' '" |
            "the content of messages[0] is empty"
        "messages role: 'user', content: 5" |
            "the content of messages[0] must be text or a list of parts, not 5"
        "messages role: 'user', content: board.count" |
            "the content of messages[0] must be text or a list of parts, not 5"
        "messages role: 'user', content: []" |
            "the content of messages[0] must be text or a list of parts, not []"
        "messages role: 'user', content: still" |
            "the content of messages[0] must be text or a list of parts, not 'still'"
        "messages role: 'user', content: ['Hi']" |
            "content[0] of messages[0] must be a part with a type, not 'Hi'\n    hint: write [type: 'text', text: '…']"
        "messages role: 'user', content: [[text: 'Hi']]" |
            "content[0] of messages[0] must be a part with a type, not {text=Hi}\n    hint: write [type: 'text', text: '…']"
        "messages role: 'user', content: [[type: 'image_url', image_url: [url: still]]]" |
            "content[0] of messages[0] holds a picture, which cannot be sent in messages"
        "messages role: 'user', content: [[type: 'text', text: new Date(0)]]" |
            "content[0] of messages[0] holds a Date, which cannot be sent in messages"
        "messages role: 'assistant', content: 'Hi', tool_calls: [still]" |
            "tool_calls of messages[0] holds a picture, which cannot be sent in messages"
        "prompt 'x'; option picture: [url: still]" |
            "option picture holds a picture, which cannot be sent as an option\n    hint: give files to the words for them, such as firstFrame and images"
        "option stream: 'no'; prompt 'x'" |
            "option stream must be true or false, not 'no'\n    hint: leave it out: whether a chat is streamed is up to who listens"
    }

    def 'all mistakes of a conversation are told together'() {
        expect:
        mistakes("chat { model 'qwen3-max'; messages([role: 'me', content: ''], [role: 'user']) }")*.readLines()*.first() == [
            "film.groovy:1: There is no role 'me' (messages[0]). Known: system, developer, user, assistant, tool",
            'film.groovy:1: the content of messages[0] is empty',
            'film.groovy:1: messages[1] has no content']
    }

    def 'a file of one\'s own cannot be sent in messages, either'() {
        given:
        Files.write(folder.resolve('hero.png'), Pictures.png('hero'))

        expect:
        mistakes("chat { model 'qwen3-max'; messages role: 'user', content: [[type: 'image_url', image_url: [url: file('hero.png')]]] }") ==
            ["film.groovy:1: content[0] of messages[0] holds a picture, which cannot be sent in messages"]
    }

    def 'what nobody knows yet is no mistake: #words'() {
        expect:
        mistakes(BOARD + words) == []

        where:
        words << [
            "chat { model 'qwen3-max'; messages role: 'user', content: board.title }",
            "chat { model 'qwen3-max'; messages role: board.title, content: board.more }",
            "chat { model 'qwen3-max'; messages board.more }",
            "chat { model 'qwen3-max'; messages role: 'user', content: board.more }",
            "chat { model 'qwen3-max'; messages role: 'user', content: [[type: 'image_url', image_url: board.more]] }",
            "board.shots.collect { s -> chat { model 'qwen3-max'; messages role: 'user', content: s.scene } }",
            "board.then { b -> chat { model 'qwen3-max'; messages b.shots.findAll { it.scene.size() > 900 }.collect { [role: 'user', content: it.scene] } } }"]
    }

    def 'a mistake in a closure is found before its list is known'() {
        expect:
        mistakes(BOARD + "board.shots.collect { s -> chat { model 'qwen3-max'; messages role: 'usr', content: s.scene } }") ==
            ["film.groovy:3: There is no role 'usr' (messages[0]). Did you mean 'user'? Known: system, developer, user, assistant, tool"]
    }

    def 'a mistake that only the run can find fails the step before it is paid'() {
        given:
        def rig = new Rig(folder, platform)
        platform.storyboard = '{"more":"me"}'

        when:
        def ending = rig.run(MishapSpec.workflow("""
            def board = chat { model 'qwen3-max'; prompt 'x'; returns more: Object }
            def a = chat { model 'qwen3-max'; messages role: board.more, content: 'Hi' }
        """))

        then:
        ending.status() == Ending.Status.FAILED
        ending.failures()*.message() == ["There is no role 'me' (messages[0]). Known: system, developer, user, assistant, tool"]
        platform.accepted.size() == 1
    }

    def 'a model that does not take messages says so'() {
        given:
        def own = Files.writeString(folder.resolve('kinoloom.json'), '''{"models": [
            {"category": "t2t", "model": "old-chat", "like": "qwen3-max", "fields": {"messages": null}}]}''')
        def catalogue = Catalogue.load(own)
        def platform = new FakePlatform() {
            Catalogue catalogue() { catalogue }
        }

        expect:
        mistakes("chat { model 'old-chat'; messages role: 'user', content: 'Hi' }", platform) == [
            "film.groovy:1: old-chat needs a prompt\n    hint: add prompt '…'",
            'film.groovy:1: old-chat takes no messages\n    hint: qwen3-max takes it']
    }

    def 'what is said in messages costs what it would in a prompt'() {
        given:
        def text = 'x' * 40_000

        expect:
        plan("chat { model 'qwen3-max'; messages([role: 'user', content: '$text']) }").high() ==
            plan("chat { model 'qwen3-max'; prompt '$text' }").high()
        plan("chat { model 'qwen3-max'; messages([role: 'user', content: [[type: 'text', text: '$text'], [type: 'image_url', image_url: [url: 'https://x/a.png']]]]) }").low() ==
            plan("chat { model 'qwen3-max'; prompt '$text' }").low()
    }

    def 'in Java the same is said with the same word'() {
        given:
        def film = Workflow.builder('x')
        def board = film.chat('board').model('qwen3-max').prompt('x').returns([title: String]).add()
        film.chat('critic').model('qwen3-max')
            .messages(Map.of('role', 'system', 'content', 'Be short.'), [Map.of('content', Ref.text('Judge ', board.get('title')), 'role', 'user')]).add()
        platform.storyboard = '{"title":"T"}'

        when:
        new Rig(folder, platform).run(film.build())

        then:
        platform.accepted.last().params().messages == [[role: 'system', content: 'Be short.'], [role: 'user', content: 'Judge T']]

        and: 'it has the same key as the script for it'
        sent('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String }
            def critic = chat { model 'qwen3-max'; messages([role: 'system', content: 'Be short.'], [role: 'user', content: "Judge ${board.title}"]) }
        ''')
        platform.accepted.size() == 2
    }
}
