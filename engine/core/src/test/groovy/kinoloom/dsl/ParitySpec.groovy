package kinoloom.dsl

import kinoloom.graph.StepBuilder
import kinoloom.graph.Workflow
import spock.lang.Specification

/** What a script can say, Java can say. */
class ParitySpec extends Specification {

    def 'each verb has a builder: #verb'() {
        expect:
        Workflow.Builder.getMethods()*.name.contains(verb)

        where:
        verb << ScriptBase.VERBS
    }

    def 'each word of #verb is a word of the builder'() {
        given:
        def builder = StepBuilder.getMethods()*.name

        expect:
        Block.words(verb) - builder == []
        !Block.words(verb).empty

        where:
        verb << ScriptBase.VERBS - 'compute'
    }
}
