package kinoloom.emulator

import kinoloom.emulator.store.DataDir
import kinoloom.emulator.store.Json
import kinoloom.emulator.store.JsonLog
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class JsonLogSpec extends Specification {
    @TempDir
    Path folder

    def "what was appended is read again, in order"() {
        given:
        def file = folder.resolve('a.log')
        JsonLog.open(file) {}.withCloseable { log -> 3.times { log.append(Json.object().put('n', it)) } }

        expect:
        read(file) == [0, 1, 2]
    }

    def "a torn last line is cut off and the next line starts clean"() {
        given:
        def file = folder.resolve('a.log')
        Files.writeString(file, '{"n":1}\n{"n":2')

        when:
        JsonLog.open(file) {}.withCloseable { it.append(Json.object().put('n', 3)) }

        then:
        read(file) == [1, 3]
    }

    def "any other damage names the file and the line"() {
        given:
        def file = folder.resolve('a.log')
        Files.writeString(file, '{"n":1}\n{"n":\n{"n":3}\n')

        when:
        read(file)

        then:
        def e = thrown(IOException)
        e.message == "$file line 2 is damaged: expected one JSON object. Restore it from a copy."
    }

    def "a folder has one owner"() {
        given:
        def first = DataDir.open(folder)

        when:
        DataDir.open(folder)

        then:
        def e = thrown(IOException)
        e.message == "the data directory $folder is in use by another emulator; close that one or choose another directory"

        when:
        first.close()
        DataDir.open(folder).close()

        then:
        noExceptionThrown()
    }

    private static List<Integer> read(Path file) {
        def seen = []
        JsonLog.open(file) { seen << it.get('n').asInt() }.close()
        seen
    }
}
