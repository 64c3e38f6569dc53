package kinoloom.examples

import java.lang.reflect.Modifier
import java.nio.file.Files
import java.nio.file.Path
import javax.sound.sampled.AudioFileFormat
import javax.sound.sampled.AudioFormat
import javax.sound.sampled.AudioInputStream
import javax.sound.sampled.AudioSystem
import javax.tools.Diagnostic
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.SimpleJavaFileObject
import javax.tools.ToolProvider
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.dsl.Block
import kinoloom.emulator.Emulator
import kinoloom.graph.InvalidWorkflowException
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * What the documents tell a reader to write does what they say.
 *
 * <p>A block of {@code groovy} is a script of its own: it is planned, and run when it has an {@code
 * output}. Any file it names is there. A block of {@code groovy wrong} is followed by one of {@code
 * text} with the problems it has. A block of {@code groovy cast.groovy} is that file, beside the scripts of its
 * page. A block of {@code groovy spec} is a specification of the script before it,
 * and holds. What a script asks a person is answered with yes, or with the first take. A block of {@code java} compiles, as it is, as a method or as the
 * body of one; the engine's public packages are imported.
 */
class ReadmeSpec extends Specification {
    static final Path ROOT = Path.of('..').toAbsolutePath().normalize()
    static final Path DOCS = ROOT.resolve('engine/core/docs')
    static final List<Document.Block> BLOCKS = documents().collectMany { Document.blocks(it) }
    static final String INCLUDED = /groovy \w+\.groovy/
    static final List<String> TYPES = ['Kinoloom', 'Run', 'Plan', 'Batch', 'graph/Workflow', 'testing/Pipeline']
    static final List<Document.Block> JAVADOC = TYPES.collectMany { Document.javadoc(ROOT.resolve("engine/core/src/main/java/kinoloom/${it}.java")) }

    @Shared @AutoCleanup
    Emulator emulator = Emulator.builder().pixelScale(0.1).timeScale(0.001).seed(7).balance('1000.00').start()

    @Shared @TempDir
    Path folder

    @Shared @AutoCleanup
    Kinoloom kinoloom

    @Shared
    Person person = new Person()

    def setupSpec() {
        if (!Files.exists(ROOT.resolve('README.md'))) println "There is no README.md yet; it is not checked"
        def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { emulator.key() }.build()
        kinoloom = Kinoloom.builder().platform(platform).media(new FfmpegMedia(Ffmpeg.find()))
            .workspace(folder.resolve('work')).out(folder.resolve('out')).onEvent(person.&hear).build()
        person.kinoloom = kinoloom
    }

    static List<Path> documents() {
        def docs = Files.walk(DOCS).withCloseable { it.toList().toSorted() }
        ([ROOT.resolve('README.md'), ROOT.resolve('engine/emulator/README.md')] + docs).findAll { it.toString().endsWith('.md') && Files.exists(it) }
    }

    def 'no block of code is left out'() {
        expect:
        BLOCKS.findAll { it.info =~ /groovy|java/ && !(it.info in ['groovy', 'groovy wrong', 'groovy spec', 'java'] || it.info ==~ INCLUDED) } == []
    }

    def 'the language leads to each of its pages, and all pages have one order'() {
        given:
        def pages = documents().findAll { it.parent.fileName.toString() == 'language' }
        def heads = pages.collectEntries { [it.fileName.toString(), Files.readString(it)] }

        expect:
        !pages.empty
        (Files.readString(DOCS.resolve('language.md')) =~ /\(language\/([a-z0-9]+\.md)\)/).collect { it[1] }.toSet() == heads.keySet()
        heads.findAll { name, text -> !(text ==~ /(?s)# .*?```groovy\n.*?\n## Words\n.*?\n\| .*\n## Mistakes\n.*?```groovy wrong\n.*/) } == [:]
    }

    def 'each word of a block stands in a table'() {
        given:
        def rows = documents().findAll { it.toString().contains('language') }.collectMany { Files.readAllLines(it) }
            .findAll { it.startsWith('| `') }.collect { it.split(/ \| /)[0] }
        def words = [Block, *Block.declaredClasses].collectMany { it.declaredMethods.toList() }
            .findAll { Modifier.isPublic(it.modifiers) && !it.synthetic && !(it.name =~ /Property|Method/) }*.name.toSet()

        expect:
        words.size() > 30
        words.findAll { word -> !rows.any { it =~ /`$word\b/ } } == [] as Set
    }

    def 'every place that a link of #page leads to is there'() {
        expect:
        (Files.readString(page) =~ /\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/).findAll { all, file, heading ->
            def place = file ? page.parent.resolve(file) : page
            !Files.exists(place) || heading && !(heading in Document.headings(place))
        } == []

        where:
        page << documents()
    }

    def 'the script at #block.place can be made'() {
        when:
        def script = write(block)
        def problems = problems { kinoloom.plan(script, [:]) }

        then:
        at(block, problems) == ''

        when:
        def result = block.code =~ /(?m)^output / ? person.wait(kinoloom.run(script, [:])) : null

        then:
        result == null || result.status() == RunResult.Status.DONE || at(block, failures(result)) == ''

        where:
        block << BLOCKS.findAll { it.info == 'groovy' }
    }

    def 'the script at #block.place is wrong as told'() {
        given:
        def told = BLOCKS[BLOCKS.indexOf(block) + 1]

        expect:
        told.document == block.document
        told.info == 'text'
        problems { kinoloom.plan(write(block), [:]) } + '\n' == told.code

        where:
        block << BLOCKS.findAll { it.info == 'groovy wrong' }
    }

    def 'the specification at #block.place holds'() {
        given:
        def script = BLOCKS.take(BLOCKS.indexOf(block)).findAll { it.document == block.document && it.info == 'groovy' }.last()
        def beside = Files.writeString(Files.createTempDirectory(folder, 'spec').resolve('film.groovy'), script.code)

        expect:
        SpecBlock.failures(block.code.replace("Path.of('film.groovy')", "Path.of('$beside')")) == []

        where:
        block << BLOCKS.findAll { it.info == 'groovy spec' }
    }

    def 'the types that a program starts from have an example in their documentation'() {
        expect:
        JAVADOC*.document.unique() == TYPES.collect { it.replaceAll('.*/', '') + '.java' }
    }

    def 'the Java at #block.place compiles'() {
        expect:
        compile(block) == []

        where:
        block << BLOCKS.findAll { it.info == 'java' } + JAVADOC
    }

    /** The problems' lines are those of the block; they are told as lines of the document. */
    static String at(Document.Block block, String problems) {
        problems.replaceAll(/film\.groovy:(\d+)/) { all, line -> "$block.document:${block.line - 1 + (line as int)}" }
    }

    static String failures(RunResult result) {
        result.reason() + result.failures().collect { "\n${it.place()}: ${it.message()}" }.join('')
    }

    static String problems(Closure<?> work) {
        try {
            work()
            return ''
        } catch (InvalidWorkflowException e) {
            return e.message
        }
    }

    Path write(Document.Block block) {
        def place = Files.createDirectories(folder.resolve(block.place.replace(':', '-')))
        (block.code =~ /\bfile\(? ?['"]([^'"]+)['"]/).each { all, name ->
            def file = place.resolve(name)
            Files.createDirectories(file.parent)
            if (!Files.exists(file)) name.endsWith('.mp3') ? sound(file) : Files.copy(Path.of('scripts/picture.jpg'), file)
        }
        BLOCKS.findAll { it.document == block.document && it.info ==~ INCLUDED }.each { Files.writeString(place.resolve(it.info.split(' ')[1]), it.code) }
        Files.writeString(place.resolve('film.groovy'), block.code)
    }

    static void sound(Path file) {
        def format = new AudioFormat(8000f, 16, 1, true, false)
        def silence = new AudioInputStream(new ByteArrayInputStream(new byte[16000]), format, 8000)
        AudioSystem.write(silence, AudioFileFormat.Type.WAVE, file.toFile())
    }

    static List<String> compile(Document.Block block) {
        def whole = block.code =~ /(?m)^(public |final )*(class|record|interface) (\w+)/
        def name = whole.find() ? whole.group(3) : 'Example'
        def imports = ['kinoloom', 'kinoloom.graph', 'kinoloom.journal', 'kinoloom.platform', 'kinoloom.platform.http',
                       'kinoloom.media', 'kinoloom.emulator', 'kinoloom.testing', 'java.nio.file', 'java.util'].collect { "import ${it}.*; " }.join('')
        def body = block.code.readLines()
        if (!whole) {
            // The first line carries what stands before the code, so that the lines are the block's.
            def own = body.collect { it.startsWith('import ') ? it : '' }.join(' ')
            body = body.collect { it.startsWith('import ') ? '' : it }
            def method = block.code =~ /(?m)^(static )?\w+ \w+\(.*\{$/ ? ['', ''] : ['void example() throws Exception {', '}']
            body[0] = "$imports $own class Example { ${method[0]} ${body[0]}"
            body << "${method[1]} }".toString()
        }
        def diagnostics = new DiagnosticCollector<JavaFileObject>()
        def source = new SimpleJavaFileObject(URI.create("string:///${name}.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            CharSequence getCharContent(boolean ignoreErrors) {
                body.join('\n')
            }
        }
        ToolProvider.systemJavaCompiler.getTask(null, null, diagnostics,
            ['-proc:none', '-implicit:none', '-d', Files.createTempDirectory('readme').toString(),
             '-cp', System.getProperty('java.class.path')], null, [source]).call()
        diagnostics.diagnostics.findAll { it.kind == Diagnostic.Kind.ERROR }
            .collect { "$block.document:${block.line - 1 + it.lineNumber}: ${it.getMessage(Locale.ROOT)}".toString() }
    }
}
