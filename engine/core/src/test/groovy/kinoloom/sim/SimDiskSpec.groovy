package kinoloom.sim

import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
import spock.lang.Specification

/** The simulator's disk: as forgetful as the worst that a program has to expect. */
class SimDiskSpec extends Specification {
    SimDisk disk = new SimDisk()
    Path root = new SimFileSystem(disk, new Effects(0, null)).getPath('/')
    SplittableRandom random = new SplittableRandom(1)

    void force(Path path) {
        FileChannel.open(path, StandardOpenOption.READ).withCloseable { it.force(true) }
    }

    def 'when the power fails, a file has what was forced: #done'() {
        when:
        def file = root.resolve('a')
        Files.write(file, 'one'.bytes)
        steps.each { it == 'file' ? force(file) : force(root) }
        disk.crash(Image.FORCED, random)

        then:
        (Files.exists(file) ? Files.readString(file) : null) == found

        where:
        done                     | steps            || found
        'nothing was'            | []               || null
        'the content alone'      | ['file']         || null
        'the name alone'         | ['name']         || ''
        'both'                   | ['file', 'name'] || 'one'
    }

    def 'a rename is undone unless its directory was forced: #forced'() {
        given:
        def file = root.resolve('a')
        def other = root.resolve('b')
        Files.write(file, 'new'.bytes)
        Files.write(other, 'old'.bytes)
        [file, other, root].each { force(it) }

        when:
        Files.move(file, other, StandardCopyOption.ATOMIC_MOVE)
        if (forced) force(root)
        disk.crash(Image.FORCED, random)

        then:
        Files.readString(other) == found
        Files.exists(file) == !forced

        where:
        forced || found
        true   || 'new'
        false  || 'old'
    }

    def 'the end of what was not forced is #left: #image'() {
        given:
        def file = root.resolve('a')
        Files.write(file, 'forced '.bytes)
        force(file)
        force(root)
        Files.write(file, 'not forced'.bytes, StandardOpenOption.APPEND)

        when:
        disk.crash(image, random)

        then:
        Files.readString(file) ==~ found

        where:
        image        | left                 || found
        Image.KEPT   | 'there'              || /forced not forced/
        Image.FORCED | 'gone'               || /forced /
        Image.TORN   | 'cut off'            || /forced (n?o?t? ?f?o?r?c?e?)/
        Image.NULS   | 'NULs'               || /forced [not frced]*\x00+/
        Image.UNDONE | 'there, names apart' || /forced not forced/
    }

    def 'a process that has crashed does nothing any more'() {
        given:
        def path = new SimFileSystem(disk, new Effects(2, null)).getPath('/a')

        when: 'creating the file is its first effect, writing its second'
        Files.write(path, 'one'.bytes)

        then:
        thrown(Crash)
        Files.readString(root.resolve('a')) == ''

        when:
        Files.exists(path)

        then:
        thrown(Crash)
    }
}
