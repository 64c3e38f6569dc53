package kinoloom.dsl

import kinoloom.graph.StepBuilder
import spock.lang.Specification

/** Whatever a script can say, Java can. */
class ParitySpec extends Specification {

    def 'each word of a #verb block is a method of the builder'() {
        expect:
        Block.words(verb) - StepBuilder.declaredMethods*.name == []
        !Block.words(verb).empty

        where:
        verb << ['chat', 't2i', 't2v', 'i2v', 'ref2v', 'cut']
    }
}
