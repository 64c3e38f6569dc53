package kinoloom.emulator

import com.fasterxml.jackson.databind.ObjectMapper
import kinoloom.emulator.chat.Composer
import kinoloom.emulator.chat.Question
import spock.lang.Specification

class ComposerSpec extends Specification {
    static final BOARD = '''You are a film director. Answer with JSON of this shape:
```json
{"title": "string", "shots": [{"scene": "string", "motion": "string"}]}
```'''

    def composer = new Composer(7)

    def "a storyboard fits the question: #asked gives #count shots"() {
        when:
        def board = json(BOARD, asked)

        then:
        board.keySet() == ['title', 'shots'] as Set
        board.shots.size() == count
        board.shots.every { it.keySet() == ['scene', 'motion'] as Set && it.scene && it.motion }
        board.shots*.scene.toSet().size() == count
        board.shots*.motion.toSet().size() == count

        where:
        asked                                                  || count
        'A storyboard of 3 shots about: pumpkins take the sky' || 3
        'A storyboard of 5 shots about: a cat'                 || 5
        'Four scenes about the sea'                            || 4
        'A storyboard about: a cat'                            || 3
        '写一个关于南瓜的分镜,共6个镜头'                              || 6
        '三个镜头,主题:月亮上的猫'                                  || 3
    }

    def "the theme is in every scene, in the question's language"() {
        expect:
        json(BOARD, 'A storyboard of 2 shots about: pumpkins take the sky').shots*.scene.every { it.contains('pumpkins take the sky') }
        json(BOARD, '两个镜头,主题:月亮上的猫').shots*.scene.every { it.contains('月亮上的猫') && !(it =~ /[A-Za-z]/) }
    }

    def "the shape may be written as #kind"() {
        expect:
        check.call(json(shape, 'Tell me about: rain'))

        where:
        kind                  | shape                                                                                        || check
        'a bare example'      | 'Reply as {"name": "string", "age": "integer", "tall": "number", "ok": "boolean"} only'      || { it.name instanceof String && it.age instanceof Integer && it.tall instanceof Number && it.ok instanceof Boolean }
        'a schema'            | '{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"},"minItems":4,"maxItems":4}}}' || { it.tags.size() == 4 && it.tags.every { t -> t instanceof String } }
        'descriptions'        | '{"scene": "what is seen, one sentence", "seconds": "integer, 4 to 6"}'                      || { it.scene && it.seconds in 4..6 }
        'choices'             | '{"mood": "dark | light"}'                                                                   || { it.mood in ['dark', 'light'] }
        'exactly so many'     | '{"ideas": ["string", "exactly 2"]}'                                                         || { it.ideas.size() == 2 }
        'nested objects'      | '{"a": {"b": {"c": ["string"]}}}'                                                            || { it.a.b.c.size() == 3 }
        'a member named type' | '{"type": "string", "shots": [{"scene": "string"}]}'                                         || { it.type instanceof String && it.shots.size() == 3 }
    }

    def "without a shape it answers a paragraph in the question's language"() {
        expect:
        composer.answer('m', new Question('', 'Tell me about: rain')).contains('rain')
        composer.answer('m', new Question('', '介绍一下你自己')) =~ /\p{IsHan}/
    }

    def "the same question and seed give the same answer, another seed another one"() {
        given:
        def question = new Question(BOARD, 'A storyboard of 3 shots about: a cat')

        expect:
        composer.answer('m', question) == new Composer(7).answer('m', question)
        composer.answer('m', question) != new Composer(8).answer('m', question)
    }

    def "a prompt full of braces is answered, and soon"() {
        expect:
        composer.answer('m', new Question('', '{' * 200_000))
    }

    private Map json(String system, String user) {
        new ObjectMapper().readValue(composer.answer('m', new Question(system, user)), Map)
    }
}
