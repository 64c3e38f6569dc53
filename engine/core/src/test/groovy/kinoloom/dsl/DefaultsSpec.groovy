package kinoloom.dsl

import java.nio.file.Path
import kinoloom.graph.Input
import kinoloom.graph.ScriptLanguage.Script
import spock.lang.Specification

/** What a script says once for many steps, and what its caller may change. */
class DefaultsSpec extends Specification {
    static describe(String text, Map params = [:], String profile = '') {
        new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), params, profile)
    }

    static Map said(description, String step) {
        def made = description.workflow().steps().find { it.id().value() == step }
        made.params().findAll { it.value instanceof Input.Literal }.collectEntries { [it.key, it.value.value()] }
    }

    def 'defaults are said by every step of the verb that does not say otherwise; several are one'() {
        when:
        def description = describe '''
            defaults { t2i { model 'a'; negativePrompt 'blur' }; t2v { model 'v'; option seed: 7, watermark: false } }
            defaults { t2i { negativePrompt 'text' } }
            def hero = t2i { prompt 'A fox' }
            def king = t2i { prompt 'A king'; model 'b' }
            def clip = t2v { prompt 'It runs'; option seed: 8 }
        '''

        then:
        description.problems().empty
        said(description, 'hero') == [model: 'a', negativePrompt: 'text', prompt: 'A fox']
        said(description, 'king') == [model: 'b', negativePrompt: 'text', prompt: 'A king']
        said(description, 'clip') == [model: 'v', prompt: 'It runs', options: [seed: 8, watermark: false]]
        description.workflow().steps()*.id()*.value() == ['hero', 'king', 'clip']
    }

    def 'a profile holds where the caller wants it: over the defaults, under the words of a step'() {
        when:
        def description = describe('''
            param 'shots', 6
            profile('draft') { t2i { model 'fast'; negativePrompt 'x' }; params shots: 2 }
            profile 'final' { t2i { model 'best' } }
            defaults { t2i { model 'a'; negativePrompt 'y' } }
            def hero = t2i { prompt "A fox of ${params.shots}"; negativePrompt 'z' }
        ''', given, profile)

        then:
        description.problems().empty
        said(description, 'hero') == [model: model, negativePrompt: 'z', prompt: "A fox of $shots"]

        where:
        profile | given        | model  | shots
        ''      | [:]          | 'a'    | 6
        'draft' | [:]          | 'fast' | 2
        'draft' | [shots: '3'] | 'fast' | 3
        'final' | [:]          | 'best' | 6
    }

    def 'defaults hold in closures that run later'() {
        given:
        def description = describe('''
            defaults { t2i { model 'a' } }
            def list = file('x').then { [1] }
            list.collect { t2i { prompt 'x' } }
        ''')

        expect:
        description.workflow().steps().last().body().expand(Input.of([1])).steps()[0].param('model') == Input.literal('a')
    }

    def 'a param has a type, a range, choices, and words of what it is for: #script'() {
        when:
        def description = describe("$script\nprintln params.x", [x: given].findAll { it.value != null })

        then:
        description.problems()*.message() == problem
        description.workflow().params().x == value

        where:
        script                                        | given    | value  | problem
        "param 'x', 3"                                | '4'      | 4      | []
        "param 'x', 3"                                | 4.0      | 4      | []
        "param 'x', 3"                                | '4.5'    | 3      | ["The param 'x' wants a whole number, and was given '4.5'"]
        "param 'x', 3, range: 1..12"                  | '12'     | 12     | []
        "param 'x', 3, range: 1..12"                  | '13'     | 3      | ["The param 'x' wants a whole number in 1..12, and was given '13'"]
        "param 'x', BigDecimal, 3"                    | '4.5'    | 4.5    | []
        "param 'x', 'dark', oneOf: ['dark', 'light']" | 'light'  | 'light'| []
        "param 'x', 'dark', oneOf: ['dark', 'light']" | 'ligth'  | 'dark' | ["The param 'x' wants one of 'dark', 'light' (did you mean 'light'?), and was given 'ligth'"]
        "param 'x', String"                           | '5'      | '5'    | []
        "param 'x', 'a'"                              | 5        | '5'    | []
        "param 'x', String"                           | null     | 'x'    | ["The param 'x' is not given, and has no default"]
        "param 'x', ['a', 'b']"                       | ['c']    | ['c']  | []
        "param 'x', ['a', 'b']"                       | 'c'      | ['a', 'b'] | ["The param 'x' wants a list, and was given 'c'"]
    }

    def 'a description tells the params of a script, and what nothing uses'() {
        when:
        def description = describe '''
            param 'shots', 3, range: 1..12, about: 'number of shots'
            param 'theme', 'a fox'
            def hero = t2i { prompt params.theme }
            def spare = 3
            output hero: t2i { prompt 'x' }
        '''

        then:
        description.params()*.name() == ['shots', 'theme']
        description.params()[0].with { [type(), value(), required(), about()] } == ['a whole number in 1..12', 3, false, 'number of shots']
        description.notes()*.toString() == [
            "film.groovy:2:19: Nothing uses the param 'shots'",
            "film.groovy:5:17: Nothing uses the variable 'spare'"]
    }
}
