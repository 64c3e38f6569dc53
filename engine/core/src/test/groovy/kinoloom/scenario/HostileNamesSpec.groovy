package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.dsl.GroovyLanguage
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Pictures
import kinoloom.fixture.Rig
import kinoloom.graph.ScriptLanguage.Script
import kinoloom.platform.http.FaultServer
import kinoloom.platform.http.HttpPlatform
import spock.lang.Specification
import spock.lang.TempDir

/** Who names an output, a key of a map or a file on a server does not choose where something is written. */
class HostileNamesSpec extends Specification {
    @TempDir Path folder

    def "outputs #outputs are published as #files"() {
        given:
        def rig = new Rig(folder)

        when:
        def ending = rig.run(workflow("""
            def a = t2i { model 'wan2.2-t2i-plus'; prompt 'a' }
            output($outputs)
        """))

        then:
        published(rig) == files + 'ledger.csv' as Set
        ending.files().values().flatten().every { Files.exists(it) }

        where:
        outputs                                      | files
        "'../../evil': a"                            | ['_.._.._evil.png']
        "'/tmp/evil': a"                             | ['_tmp_evil.png']
        "'NUL': a, 'com1': 'text'"                   | ['_NUL.png', '_com1.txt']
        "'film': a, 'Film': a, 'FILM': 'text'"       | ['film.png', 'Film-2.png', 'FILM-3.txt']
        "'a b': a, 'a_b': 'text', 'a/b': [1, 2]"     | ['a_b.png', 'a_b-2.txt', 'a_b-3.json']
        "'Ledger': a"                                | ['Ledger.png']
        "'ledger.csv': '=1+1'"                       | ['ledger.csv.txt']
        "'all': ['..': a, '../x': a, 'A': a, 'a': a]" | ['all/_.png', 'all/_.._x.png', 'all/A.png', 'all/a-2.png']
        "'..': ['..': a]"                            | ['_/_.png']
    }

    def "keys of a map that a model has chosen name no other place"() {
        given:
        def rig = new Rig(folder, new FakePlatform(storyboard: '{"title":"../../../evil"}'))

        when:
        rig.run(workflow('''
            def board = chat { model 'qwen3-max'; prompt 'x'; returns title: String }
            def pictures = board.title.then { title -> [(title): t2i { model 'wan2.2-t2i-plus'; prompt 'a' }] }
            output pictures: pictures
        '''))

        then:
        published(rig) == ['pictures/_.._.._.._evil.png', 'ledger.csv'] as Set
    }

    def "a server cannot name a file: #link, #header"() {
        given:
        def server = new FaultServer({ FaultServer.Got got, Socket s ->
            def png = Pictures.png('cat')
            FaultServer.raw(s, "HTTP/1.1 200 OK\r\nContent-Length: ${png.length}\r\n$header\r\n\r\n", png)
        })
        def platform = HttpPlatform.builder().baseUrl(server.url).build()
        def rig = new Rig(folder)
        def target = rig.workspace.objects().newTemporary()

        when:
        platform.fetch("$server.url/$link", target).get()
        def kept = rig.workspace.objects().adopt(target, 'image')

        then:
        Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.map { folder.relativize(it).toString() }.toList() } ==
            [".kinoloom/objects/${kept.sha256()[0..1]}/${kept.sha256().substring(2)}".toString()]

        cleanup:
        platform.close()
        server.close()

        where:
        link                     | header
        'idfile?path=../../evil' | 'X: y'
        '%2e%2e/%2e%2e/evil.png' | 'X: y'
        'a%00.png'               | 'X: y'
        'cat.png'                | 'Content-Disposition: attachment; filename="../../.bashrc"'
        'cat.png'                | 'Content-Disposition: attachment; filename=/etc/passwd'
        'cat.png'                | "Content-Disposition: attachment; filename*=UTF-8''..%2Fevil"
        'cat.png'                | 'Content-Disposition: attachment; filename="NUL.png"'
        'cat.png'                | "Content-Disposition: attachment; filename=\"${'x' * 4000}\""
        'cat.png'                | 'Content-Location: file:///etc/passwd'
    }

    def "a cell of the ledger is no formula: a step called #name"() {
        given:
        def rig = new Rig(folder)
        def quoted = name.inspect()

        when:
        rig.run(workflow("def a = t2i($quoted) { model 'wan2.2-t2i-plus'; prompt 'a' }\noutput a: a"))
        def csv = Files.readString(rig.out.resolve('ledger.csv'))

        then:
        csv.split('\n', 2)[1].startsWith(cell + ',1,1,t2i,')

        where:
        name                 || cell
        '=1+1'               || "'=1+1"
        '+1'                 || "'+1"
        '-1'                 || "'-1"
        '@SUM(A1)'           || "'@SUM(A1)"
        '\t=1'               || "'\t=1"
        '\r=1'               || "\"'\r=1\""
        '=1\n+2'             || "\"'=1\n+2\""
        '＝1'                || "'＝1"
        '=cmd|"/c x"!A1'     || '"\'=cmd|""/c x""!A1"'
        'a=1'                || 'a=1'
    }

    Set<String> published(Rig rig) {
        def inside = Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) && !it.startsWith(folder.resolve('.kinoloom')) }.toList() }
        assert inside.every { it.startsWith(rig.out) }
        inside.collect { rig.out.relativize(it).toString() } as Set
    }

    def workflow(String text) {
        def description = new GroovyLanguage().describe(new Script('film.groovy', text, folder), [:])
        assert description.problems() == []
        description.workflow()
    }
}
