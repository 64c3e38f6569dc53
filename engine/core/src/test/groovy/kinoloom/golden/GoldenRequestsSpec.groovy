package kinoloom.golden

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.TimeUnit
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.platform.Catalogue
import kinoloom.platform.ModelSpec
import kinoloom.platform.http.FaultServer
import kinoloom.platform.http.HttpPlatform
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * What goes out for every model of the catalogue, byte for byte. {@code golden/CATEGORY/MODEL.http} shows two scripts of one step and the
 * request that each of them sends: one says only what the model needs, one says every word it takes. Only the host and our number of the
 * request are fixed, and the bytes of a file are shown as a digest; line ends are CRLF on the wire.
 *
 * <p>{@code -Dgolden.write=true} writes the files anew, for a person to read what has changed.
 */
class GoldenRequestsSpec extends Specification {
    static final Path GOLDEN = Path.of('src/test/resources/golden')
    static final boolean WRITE = Boolean.getBoolean('golden.write')
    static final String REFUSAL = '{"status":"FAILED","error":"ERROR: InvalidParameter: enough was seen"}'

    @TempDir
    @Shared
    Path folder
    @Shared
    @AutoCleanup
    FaultServer server = FaultServer.saying(200, REFUSAL)
    @Shared
    @AutoCleanup
    Kinoloom engine
    @Shared
    Catalogue catalogue = Catalogue.load()

    def setupSpec() {
        Specimen.writeFiles(folder)
        def platform = HttpPlatform.builder().baseUrl(server.url).apiKey { 'sk-golden' }.catalogue(catalogue).build()
        engine = Kinoloom.builder().platform(platform).workspace(folder.resolve('workspace')).out(folder.resolve('out')).build()
    }

    def "#spec.category() #spec.model() is asked as its golden file shows"() {
        given:
        def golden = fileOf(spec)
        def text = Specimen.of(spec).collect { what, specimen -> "### $what\n${exchange(specimen)}" }.join('\n')

        when:
        if (WRITE) {
            Files.createDirectories(golden.parent)
            Files.writeString(golden, text)
        }

        then:
        Files.exists(golden)
        Files.readString(golden) == text

        where:
        spec << Catalogue.load().models()
    }

    def "a golden file has a model"() {
        given:
        def expected = catalogue.models().collect { fileOf(it) }
        def surplus = Files.walk(GOLDEN).withCloseable { all -> all.filter { it.toString().endsWith('.http') && !(it in expected) }.toList() }

        when:
        if (WRITE) surplus.each { Files.delete(it) }

        then:
        WRITE || surplus == []
    }

    private static Path fileOf(ModelSpec spec) { GOLDEN.resolve(spec.category()).resolve("${spec.model()}.http") }

    /** The script as a comment, and the one request it sends. */
    private String exchange(Specimen specimen) {
        def script = Files.writeString(folder.resolve('golden.groovy'), specimen.script)
        def before = server.paid.size()
        def result = engine.run(script, [:]).result().get(20, TimeUnit.SECONDS)
        assert result.status() == RunResult.Status.FAILED
        assert result.failures()*.message()[0].contains('enough was seen')
        assert server.paid.size() == before + 1
        specimen.script.readLines().collect { "# $it\n" }.join('') + shown(server.paid.last())
    }

    private String shown(FaultServer.Got got) {
        assert got.whole
        def transno = got.headers['idempotency-key']
        def head = [got.line, *got.head].join('\n').replace(server.url - 'http://', 'platform.example')
        def body = got.headers['content-type'].startsWith('multipart/') ? parts(got.body) : got.text()
        "$head\n\n$body\n".replace(transno, 'kl' + '0' * (transno.length() - 2))
    }

    private static String parts(byte[] body) {
        def latin = new String(body, 'ISO-8859-1')
        def boundary = latin.substring(0, latin.indexOf('\r\n'))
        def shown = latin.split("(?<=^|\r\n)(?=$boundary)").collect { part ->
            int content = part.indexOf('\r\n\r\n') + 4
            if (!part.substring(0, Math.max(content, 4)).contains('filename=')) return part
            def bytes = part.substring(content, part.length() - 2).getBytes('ISO-8859-1')
            part.substring(0, content) + "< ${bytes.length} bytes, sha256 ${MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex()}\r\n"
        }.join('')
        def text = new String(shown.getBytes('ISO-8859-1'), 'UTF-8')
        assert !text.replace('\r\n', '').contains('\n')
        text.replace('\r\n', '\n')
    }
}
