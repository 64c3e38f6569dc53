package kinoloom.dsl

import groovy.lang.DelegatesTo
import spock.lang.Specification

/** What an IDE is told of the language is the language. */
class GdslSpec extends Specification {
    /** Evaluates the file as an IDE does, in a closure that is an argument of the given calls. */
    static Map told(Set<String> around) {
        def words = []
        def delegates = []
        def within = [
            method       : { Map facts -> words << facts.name },
            property     : { Map facts -> words << facts.name },
            enclosingCall: { String name -> name in around },
            findClass    : { String name -> name },
            delegatesTo  : { type -> delegates << type }]
        def binding = new Binding([
            context     : { Map facts -> facts }, scriptScope: { -> 'script' }, closureScope: { Map facts -> 'closure' },
            contributor : { Map facts, Closure body ->
                body.delegate = new Expando(within)
                body.resolveStrategy = Closure.DELEGATE_FIRST
                body()
            }])
        new GroovyShell(binding).evaluate(GdslSpec.getResource('/kinoloom.gdsl').getText('UTF-8'))
        [words: words, delegates: delegates]
    }

    def 'every word of a script is there, and no other'() {
        expect:
        told([] as Set).words.toSet() == ScriptBase.WORDS.toSet()
        told([] as Set).delegates == []
    }

    def 'the words of a #block block are those of its class'() {
        when:
        def type = told([block] as Set).delegates.collect { Class.forName(it.replaceAll(/\.(?=[A-Z]\w*$)/, { m -> it.count('.') > 2 ? '$' : '.' })) }

        then:
        type.size() == 1
        Block.words(block).every { word -> type[0].methods*.name.contains(word) }

        where:
        block << ScriptBase.VERBS - 'compute' + ['approve', 'defaults', 'profile']
    }

    def 'every block of the language says what it delegates to: #method'() {
        expect:
        method.parameters.findAll { it.type == Closure }.every { it.getAnnotation(DelegatesTo) != null }

        where:
        method << (ScriptBase.declaredMethods + LayerBlock.declaredMethods).findAll {
            java.lang.reflect.Modifier.isPublic(it.modifiers) && !it.synthetic && it.name != 'compute'
        }
    }
}
