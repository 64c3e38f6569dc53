package kinoloom.dsl

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Given
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Rig
import kinoloom.graph.Input
import kinoloom.graph.ScriptLanguage.Script
import spock.lang.Specification
import spock.lang.TempDir

/** A script may be written in several files. Its mistakes are in the catalogue, see MistakesSpec. */
class IncludeSpec extends Specification {
    @TempDir Path folder

    def describe(String text) {
        new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:])
    }

    void file(String name, String text) {
        Files.writeString(Files.createDirectories(folder.resolve(name).parent).resolve(Path.of(name).fileName), text)
    }

    def 'functions, variables without def, steps, and the value of the last line come from another file'() {
        given:
        file('cast.groovy', '''
            param 'look', 'oil'
            style = "in ${params.look}"
            def draw(who) { t2i { model 'm'; prompt "$who, $style" } }
            fox = t2i { model 'm'; prompt 'A fox' }
            [hero: draw('A hero')]
        ''')

        when:
        def description = describe '''
            def cast = include 'cast.groovy'
            def king = draw('A king')
            def clip = i2v { model 'm'; firstFrame fox; lastFrame cast.hero; prompt style }
            ['a', 'b'].each { draw(it) }
        '''
        def steps = description.workflow().steps()

        then:
        description.problems().empty
        steps*.id()*.value() == ['fox', 't2i', 't2i#2', 'clip', 't2i#3', 't2i#4']
        steps*.place()*.toString() == ['cast.groovy:5:19', 'cast.groovy:4:29', 'cast.groovy:4:29', 'film.groovy:4:24', 'cast.groovy:4:29', 'cast.groovy:4:29']
        steps[3].param('prompt') == Input.literal('in oil')
        description.workflow().params() == [look: 'oil']
        description.sources()*.name() == ['film.groovy', 'cast.groovy']
    }

    def 'files are looked for beside the file that names them, and a file is read once'() {
        given:
        file('parts/cast.groovy', "include 'style.groovy'\nhero = file('hero.png')\nreads = (binding.hasVariable('reads') ? reads : 0) + 1")
        file('parts/style.groovy', "style = 'oil'")

        when:
        def description = describe '''
            include 'parts/cast.groovy'
            include 'parts/../parts/style.groovy'
            include 'parts/cast.groovy'
            assert style == 'oil' && reads == 1
            i2v('clip') { firstFrame hero }
        '''

        then:
        description.problems().empty
        description.sources()*.name() == ['film.groovy', 'parts/cast.groovy', 'parts/style.groovy']
        description.workflow().steps()[0].param('firstFrame').path() == folder.resolve('parts/hero.png').toString()
    }

    def 'a run keeps the files and the profile, and goes on with them whatever becomes of the originals'() {
        given:
        def platform = new FakePlatform()
        def refused = true
        platform.misbehave = { request -> if (refused) throw new kinoloom.platform.NotSentException('no network', null) }
        def kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder, platform))
            .workspace(folder.resolve('ws')).out(folder.resolve('out')).build()
        file('cast.groovy', "def draw(who) { t2i { prompt who } }\nprofile('draft') { t2i { model 'wan2.2-t2i-flash' } }")
        file('film.groovy', "defaults { t2i { model 'wan2.2-t2i-plus' } }\ninclude 'cast.groovy'\ndef hero = draw('A fox')\noutput hero: hero")

        when:
        def first = kinoloom.run(folder.resolve('film.groovy'), Given.params([:]).profile('draft'))
        def run = first.id()
        first.result().handle { result, e -> null }.get()
        first.close()
        Files.delete(folder.resolve('cast.groovy'))
        refused = false

        then:
        Files.readString(folder.resolve("ws/runs/$run/included-1.groovy")).startsWith('def draw(who)')
        Files.readString(folder.resolve("ws/runs/$run/params.json")).contains('"profile"')

        when:
        def ending = kinoloom.resume(run).result().get()

        then:
        ending.status() == RunResult.Status.DONE
        platform.accepted*.model() == ['wan2.2-t2i-flash']

        cleanup:
        kinoloom.close()
    }
}
