package kinoloom.scenario

import java.nio.file.Path
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.graph.Workflow
import kinoloom.journal.Event
import kinoloom.run.Ending
import spock.lang.Specification
import spock.lang.TempDir

/** Whoever asks twice for the same wants two of it, and pays for two. */
class TakesSpec extends Specification {
    @TempDir Path folder

    static Workflow twice() {
        def text = '''
            def one = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }
            def other = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat'; after one }
            output one: one, other: other
        '''
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), [:])
        assert description.problems().isEmpty()
        description.workflow()
    }

    def 'the second of two equal requests is made though the first is there already'() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(twice())

        then:
        ending.status() == Ending.Status.DONE
        rig.platform.accepted.size() == 2
        rig.events.findAll { it instanceof Event.Prepared }*.take() == [1, 2]
        ending.outputs().one != ending.outputs().other

        when: 'another run wants two as well'
        def again = new Rig(folder, rig.platform)
        def later = again.run(twice())

        then: 'and gets those that are there'
        later.outputs() == ending.outputs()
        rig.platform.accepted.size() == 2
    }

    static Workflow film(String... names) {
        def text = names.collect { """
            def $it = t2i { model 'wan2.2-t2i-plus'; prompt 'a cat' }
            def moving_$it = i2v { model 'happyhorse-1.0-i2v'; firstFrame $it; prompt 'cat $it' }
        """ }.join('')
        new GroovyLanguage().describe(new Script('film.groovy', text, Path.of('/films')), [:]).workflow()
    }

    def 'equal requests keep their takes when steps change their order, and pass them on to other names'() {
        given:
        def rig = new Rig(folder)
        rig.run(film('a', 'b'))

        when:
        def moved = new Rig(folder, rig.platform).run(film('b', 'a'))

        then:
        moved.status() == Ending.Status.DONE
        rig.platform.accepted*.params()*.prompt as Set == ['a cat', 'cat a', 'cat b'] as Set
        rig.platform.accepted.size() == 4

        when: 'one is named anew: it has the take that is left'
        new Rig(folder, rig.platform).run(film('c', 'b'))

        then:
        rig.platform.accepted.drop(4)*.params()*.prompt == ['cat c']
    }
}
