package kinoloom.scenario

import java.nio.file.Path
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import spock.lang.Specification
import spock.lang.TempDir

/** Where the outputs of a run are found. */
class PublishingSpec extends Specification {
    @TempDir Path folder

    def 'files are published as files however deep they lie: #output'() {
        given:
        def rig = new Rig(folder)
        def text = """
            def a = t2i { model 'wan2.2-t2i-plus'; prompt 'a' }
            def b = t2i { model 'wan2.2-t2i-plus'; prompt 'b' }
            output pics: $output
        """
        def workflow = new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:]).workflow()

        when:
        def files = rig.run(workflow).files().pics

        then:
        files.collect { rig.out.relativize(it).toString() } == expected
        files.every { it.toFile().exists() }

        where:
        output              | expected
        'a'                 | ['pics.png']
        '[a, b]'            | ['pics/01.png', 'pics/02.png']
        '[[a, b], [b]]'     | ['pics/01/01.png', 'pics/01/02.png', 'pics/02/01.png']
        '[one: a, two: b]'  | ['pics/one.png', 'pics/two.png']
        '[[one: a], [b]]'   | ['pics/01/one.png', 'pics/02/01.png']
        '[a, "a text"]'     | ['pics.json']
    }
}
