package kinoloom.artifact

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** What this program asks of the kernel, and in which order, as strace sees it: a promise is made when its bytes are forced, never before. */
@Tag('proof')
@Requires({ DiskOrderSpec.traced() })
class DiskOrderSpec extends Specification {
    private static final List<String> TRACE = ['strace', '-f', '-y', '-s', '200', '-e', 'trace=write,pwrite64,fsync,fdatasync,rename']

    @TempDir @Shared Path root
    /** What was asked for between one thing that was promised and the next. */
    @Shared Map<String, List<String>> calls = [:]

    static boolean traced() {
        boolean there = System.getenv('PATH').split(File.pathSeparator).any { Files.isExecutable(Path.of(it, 'strace')) }
        if (!there) println 'notice: DiskOrderSpec was skipped, because strace is not installed'
        there
    }

    def setupSpec() {
        def trace = root.resolve('trace.txt')
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java') as String
        def work = Files.createDirectory(root.resolve('w'))
        def process = new ProcessBuilder(TRACE + ['-o', trace as String, java, '-cp',
            System.getProperty('surefire.test.class.path') ?: System.getProperty('java.class.path'), DiskWork.name, work as String])
            .redirectErrorStream(true).redirectOutput(root.resolve('said.txt').toFile()).start()
        assert process.waitFor(90, TimeUnit.SECONDS) && process.exitValue() == 0: root.resolve('said.txt').toFile().text
        List<String> since = []
        trace.toFile().readLines()*.replaceFirst(/^\d+ +/, '').each { line ->
            def said = line =~ /^write\(1<.*"## (.*?)\\n"/
            if (said.find()) {
                calls[said.group(1)] = since
                since = []
            } else if (line.contains(work as String)) {
                since << line.replace(work as String, '')
            }
        }
    }

    def "a journal is whole before it has its name, and its name is on disk"() {
        expect:
        order('created').take(3) == ['force /.new.tmp', 'rename /.new.tmp to /journal.log', 'force /']
    }

    def "an event is forced before its commit returns"() {
        expect:
        order('committed') == ['write /journal.log', 'force /journal.log']
    }

    def "a file is forced before it gets its name, and its name and the directories on the way are forced"() {
        given:
        def order = order('adopted')
        def renamed = order.findIndexOf { it.startsWith('rename /tmp/') }

        expect:
        order.findIndexOf { it.startsWith('force /tmp/file.part') } in 0..<renamed
        order.drop(renamed + 1).any { it ==~ 'force /objects/[0-9a-f]{2}' }
        order.take(renamed).containsAll(['force /', 'force /objects'])
    }

    def "a published name is forced"() {
        given:
        def order = order('published')

        expect:
        order.findIndexOf { it.startsWith('rename /out/') } < order.findIndexOf { it == 'force /out' }
        order.any { it.startsWith('rename /out/') }
    }

    /** In short words, and with the same names each time. */
    private List<String> order(String promise) {
        calls[promise].collect { line ->
            def paths = line.findAll(/(?<=[<"])\/[^>"]*/).collect {
                it.replaceFirst(/\.new(-\d+)+/, '.new').replaceFirst(/file(-\d+)+/, 'file').replaceFirst(/\.kinoloom(-\d+)+/, '.kinoloom')
            }
            def path = paths ? paths[0] : '/'
            switch (line) {
                case ~/^f(data)?sync.*/: return "force $path".toString()
                case ~/^rename.*/: return "rename ${paths[0]} to ${paths[1]}".toString()
                default: return "write $path".toString()
            }
        }.findAll { !it.startsWith('write /.new') }
    }
}
