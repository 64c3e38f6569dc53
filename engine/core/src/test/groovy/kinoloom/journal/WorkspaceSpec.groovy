package kinoloom.journal

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Instant
import java.time.InstantSource
import java.time.LocalDateTime
import java.time.ZoneId
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

class WorkspaceSpec extends Specification {
    @TempDir Path dir
    Instant now = at('2026-11-22T09:30:12')
    InstantSource clock = { now } as InstantSource
    Workspace workspace

    def setup() {
        workspace = Workspace.open(dir.resolve('.kinoloom'), clock)
    }

    def "opening a workspace and asking it creates nothing"() {
        expect:
        workspace.runs() == []
        workspace.latest().empty
        workspace.results().find('ab' * 32).empty
        Files.list(dir).count() == 0
    }

    def "a run is named after local time and a word of its title"() {
        when:
        def run = workspace.newRun('Halloween')

        then:
        run.id() == '20261122-093012-halloween'
        run.path() == dir.resolve('.kinoloom/runs/20261122-093012-halloween')
        Files.isDirectory(run.path())
        run.journal() == run.path().resolve('journal.log')
        run.script() == run.path().resolve('script.groovy')
        run.params() == run.path().resolve('params.json')
    }

    def "the title '#title' becomes '#slug'"() {
        expect:
        Workspace.slug(title) == slug

        where:
        title                                 || slug
        'Halloween'                           || 'halloween'
        'A night, in Zürich!'                 || 'a-night-in-zurich'
        '  --x--  '                           || 'x'
        '万圣节'                               || 'run'
        '万圣节 2'                             || '2'
        ''                                    || 'run'
        '../../etc/passwd'                    || 'etc-passwd'
        'abcdefghij klmnopqrst uvwxyz'        || 'abcdefghij-klmnopqrst-uv'
        'abcdefghij klmnopqrst uv xyz'        || 'abcdefghij-klmnopqrst-uv'
        'abcdefghij klmnopqrstuvw xyz'        || 'abcdefghij-klmnopqrstuvw'
        'abcdefghij klmnopqrstuv wxyz'        || 'abcdefghij-klmnopqrstuv'
    }

    def "runs of the same second are numbered"() {
        expect:
        (1..3).collect { workspace.newRun('x').id() } ==
            ['20261122-093012-x', '20261122-093012-x-2', '20261122-093012-x-3']
    }

    def "runs are listed newest first, once they have a journal"() {
        given:
        begin('x')
        9.times { begin('x') }
        now = at('2026-11-22T09:30:13')
        begin('a')
        workspace.newRun('without a journal')
        Files.writeString(dir.resolve('.kinoloom/runs/.DS_Store'), '')

        expect:
        workspace.runs()*.id().take(3) == ['20261122-093013-a', '20261122-093012-x-10', '20261122-093012-x-9']
        workspace.runs()*.id().last() == '20261122-093012-x'
        workspace.latest().get().id() == '20261122-093013-a'
    }

    def "a run is found by the beginning of its id"() {
        given:
        begin('x')
        begin('x')
        now = at('2026-12-24T18:00:00')
        begin('y')

        expect:
        workspace.run('202612').id() == '20261224-180000-y'
        workspace.run('20261122-093012-x').id() == '20261122-093012-x'
        workspace.run('20261122-093012-x-').id() == '20261122-093012-x-2'
    }

    def "'#name' is no run: #message"() {
        given:
        begin('x')
        begin('x')

        when:
        workspace.run(name)

        then:
        def e = thrown(UnknownRunException)
        e.message == message
        e.candidates() == ['20261122-093012-x-2', '20261122-093012-x']

        where:
        name   || message
        '2025' || "There is no run '2025'. Runs: 20261122-093012-x-2, 20261122-093012-x"
        '2026' || "Several runs begin with '2026'. Runs: 20261122-093012-x-2, 20261122-093012-x"
        ''     || "Several runs begin with ''. Runs: 20261122-093012-x-2, 20261122-093012-x"
        '../x' || "There is no run '../x'. Runs: 20261122-093012-x-2, 20261122-093012-x"
    }

    def "in an empty workspace no run is found"() {
        when:
        workspace.run('x')

        then:
        def e = thrown(UnknownRunException)
        e.message == "There is no run 'x'. There are none yet"
    }

    @Requires({ os.linux || os.macOs })
    def "a workspace is for its user only"() {
        given:
        def run = begin('x')

        expect:
        [dir.resolve('.kinoloom'), dir.resolve('.kinoloom/runs'), run.path()].every {
            PosixFilePermissions.toString(Files.getPosixFilePermissions(it)) == 'rwx------'
        }
    }

    private RunFolder begin(String title) {
        def run = workspace.newRun(title)
        FileJournal.create(run.journal(), run.id(), clock).close()
        run
    }

    private static Instant at(String local) {
        LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant()
    }
}
