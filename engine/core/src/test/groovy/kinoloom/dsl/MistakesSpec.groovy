package kinoloom.dsl

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Given
import kinoloom.Kinoloom
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Mp4
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.graph.InvalidWorkflowException
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * The catalogue of mistakes: scripts that are wrong, each with what its author is told.
 *
 * <p>It is in {@code src/test/resources/mistakes}. An entry is a title after {@code ==}, the script,
 * files beside it after {@code >>}, and after {@code --} what is told. {@code @params} and {@code
 * @profile} are what the caller gives; a sign such as {@code ⟦a0⟧} is meant by its number. What was told
 * is in {@code target/mistakes}, to be compared and taken over after a change.
 */
class MistakesSpec extends Specification {
    /** Words that mean something to Groovy or Java, and nothing to an author. */
    static final INTERNALS = ~/groovy\.lang|org\.codehaus|MissingMethod|MissingProperty|Script_|Closure|\$_|kinoloom\.|java\.|javax\.|GString|@[0-9a-f]{5,}|\bnull object\b|No signature|<EOF>|antlr|startup failed/
    static final List<Map> ENTRIES = ['words', 'models', 'refs', 'groovy', 'files', 'params', 'answers', 'decisions', 'cuts'].collectMany { read(it) }

    @Shared @TempDir Path folder
    @Shared FakePlatform platform = new FakePlatform()
    @Shared @AutoCleanup Kinoloom kinoloom
    @Shared Map<String, List<String>> told = [:].withDefault { [] }

    def setupSpec() {
        kinoloom = Kinoloom.builder().platform(platform).media(new Rig(folder, platform))
            .workspace(folder.resolve('ws')).out(folder.resolve('out')).build()
    }

    def cleanupSpec() {
        def target = Files.createDirectories(Path.of('target/mistakes'))
        told.each { file, entries -> Files.writeString(target.resolve("${file}.txt"), entries.join('')) }
    }

    static List<Map> read(String file) {
        MistakesSpec.getResource("/mistakes/${file}.txt").getText('UTF-8').split(/(?m)^== /).drop(1).collect { text ->
            def (String wrong, String message) = (text.split(/(?m)^--\n/, 2) as List) + ['']
            def (String title, String rest) = wrong.split('\n', 2) as List
            def given = rest.readLines().findAll { it.startsWith('@') }.collectEntries { it.drop(1).split(' ', 2) as List }
            def parts = rest.replaceAll(/(?m)^@\w+ .*\n/, '').split(/(?m)^>> /) as List
            def beside = parts.drop(1).collectEntries { it.split('\n', 2) as List }
            [file: file, title: title, wrong: wrong, script: parts[0], beside: beside, given: given, message: message.stripTrailing()]
        }
    }

    static String signs(String text) {
        text.replaceAll(/⟦(\w+)⟧/) { all, number -> Character.toString(Integer.parseInt(number, 16)) }
    }

    String tell(Map entry) {
        def home = Files.createDirectories(folder.resolve("${entry.file}-${ENTRIES.indexOf(entry)}/parts")).parent
        Files.write(home.resolve('hero.png'), Pictures.png('hero'))
        Files.write(home.resolve('clip.mp4'), Mp4.bytes('clip'))
        Files.write(home.resolve('tiny.png'), Pictures.of('png', 100, 100))
        Files.writeString(home.resolve('notes.png'), 'not a picture')
        entry.beside.each { name, text -> Files.writeString(home.resolve(name), signs(text)) }
        def params = (entry.given.params ?: '').tokenize(' ').collectEntries { it.tokenize('=') }
        try {
            kinoloom.run(Files.writeString(home.resolve('film.groovy'), signs(entry.script)), Given.params(params).profile(entry.given.profile ?: '')).close()
            ''
        } catch (InvalidWorkflowException e) {
            e.message.replace(home.toString() + '/', '').replace(home.toString(), 'HOME').readLines()*.stripTrailing().join('\n')
        }
    }

    def '#entry.title'() {
        when:
        def message = tell(entry)
        told[entry.file] << "== $entry.wrong--\n$message\n".toString()

        then: 'it is told'
        message == entry.message

        and: 'with the place, and what to do'
        message ==~ /(?s)[\w\/]+\.groovy(:\d+:\d+)?: .*/
        message =~ /hint: |Did you mean|Known: |write |use |belongs inside|is written|needs parentheses|There is no folder|like it|a file is wanted/ || entry.title.contains('closure')

        and: 'in words for an author'
        (message =~ INTERNALS).collect { it }.findAll { !entry.wrong.contains(it) } == []

        and: 'and nothing was sent or kept'
        platform.accepted.empty
        !Files.exists(folder.resolve('ws/runs')) || Files.list(folder.resolve('ws/runs')).withCloseable { it.count() } == 0

        where:
        entry << ENTRIES
    }

    def 'there are enough of them'() {
        expect:
        ENTRIES.size() >= 150
        ENTRIES*.title.toSet().size() == ENTRIES.size()
    }
}
