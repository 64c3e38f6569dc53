package kinoloom.artifact

import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.time.Instant
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

class FileArtifactStoreSpec extends Specification {
    @TempDir Path dir
    Path objects
    Path temporary
    FileArtifactStore store

    def setup() {
        objects = dir.resolve('objects')
        temporary = dir.resolve('tmp')
        store = new FileArtifactStore(objects, temporary)
    }

    def "a file is adopted under its hash, read-only, and the temporary one is gone"() {
        given:
        Path made = store.newTemporary()
        Files.write(made, Samples.png())

        when:
        def artifact = store.adopt(made, 'image')

        then:
        artifact == new Artifact(sha256(Samples.png()), 'image/png', Samples.png().length)
        store.path(artifact) == objects.resolve(artifact.sha256()[0..1]).resolve(artifact.sha256()[2..-1])
        Files.readAllBytes(store.path(artifact)) == Samples.png()
        store.has(artifact)
        left() == []
    }

    @Requires({ os.linux || os.macOs })
    def "nobody else may look in, and nobody may write"() {
        when:
        def artifact = adopt(Samples.png())

        then:
        permissions(store.path(artifact)) == 'r--r--r--'
        [objects, store.path(artifact).parent, temporary].every { permissions(it) == 'rwx------' }
    }

    def "nothing is created before it is needed"() {
        expect:
        !store.has(new Artifact('ab' * 32, 'image/png', 1))
        Files.list(dir).count() == 0
    }

    def "the same file again is kept once"() {
        given:
        def first = adopt(Samples.png())
        def stored = Files.getLastModifiedTime(store.path(first))
        def key = Files.readAttributes(store.path(first), 'unix:ino')

        expect:
        adopt(Samples.png()) == first
        Files.readAttributes(store.path(first), 'unix:ino') == key
        Files.getLastModifiedTime(store.path(first)) == stored
        left() == []
    }

    def "a stored file that was cut is gone for the store, and is healed by the next one"() {
        given:
        def artifact = adopt(Samples.png())
        Files.delete(store.path(artifact))
        Files.write(store.path(artifact), new byte[3])

        expect:
        !store.has(artifact)
        adopt(Samples.png()) == artifact
        Files.readAllBytes(store.path(artifact)) == Samples.png()
    }

    def "a stored file that #happened is not intact, and is healed by the next one"() {
        given:
        def artifact = adopt(Samples.png())
        def stored = store.path(artifact)
        assert store.intact(artifact.sha256())
        Files.delete(stored)
        if (size >= 0) Files.write(stored, new byte[size])

        expect:
        !store.intact(artifact.sha256())
        !store.reread(artifact.sha256())

        when:
        store.publish(artifact, dir.resolve('out.png'))

        then:
        thrown(NoSuchFileException)
        !Files.exists(dir.resolve('out.png'))

        expect:
        adopt(Samples.png()) == artifact
        store.intact(artifact.sha256())
        Files.readAllBytes(stored) == Samples.png()

        where:
        happened                   | size
        'is gone'                  | -1
        'was cut'                  | 3
        'was changed in its place' | Samples.png().length
    }

    def "a stored file is read once as long as it looks the same; whoever must be sure reads it again"() {
        given:
        def artifact = adopt(Samples.png())
        def stored = store.path(artifact)
        def time = Files.getLastModifiedTime(stored)

        when: 'a disk that forgets without being written to'
        stored.toFile().setWritable(true)
        stored.toFile().withOutputStream { it.write(new byte[Samples.png().length]) }
        Files.setLastModifiedTime(stored, time)

        then:
        store.intact(artifact.sha256())
        !store.reread(artifact.sha256())
        !store.intact(artifact.sha256())
    }

    def "what dead processes leave behind is removed, and nothing of a living one: #name, untouched for #age, #kept"() {
        given:
        Files.createDirectories(temporary)
        def file = Files.createFile(temporary.resolve(name.replace('OURS', "${ProcessHandle.current().pid()}").replace('GONE', "$gone")))
        def started = ProcessHandle.current().info().startInstant().orElse(Instant.now())
        def written = other ? started.minusSeconds(60) : Instant.now()
        Files.setLastModifiedTime(file, FileTime.from(written))

        when:
        store.sweep(written + age)

        then:
        Files.exists(file) == (kept == 'stays')

        where:
        name                 | age                    | other || kept
        'file-GONE-1.part'   | Duration.ofMinutes(9)  | false || 'stays'
        'file-GONE-1.part'   | Duration.ofMinutes(11) | false || 'goes'
        'file-OURS-1.part'   | Duration.ofDays(9)     | false || 'stays'
        'file-OURS-1.part'   | Duration.ofMinutes(11) | true  || 'goes'
        'file-123.part'      | Duration.ofHours(23)   | false || 'stays'
        'file-123.part'      | Duration.ofHours(25)   | false || 'goes'
        'something-else'     | Duration.ofDays(9)     | false || 'stays'
    }

    def "a file in the making has the number of its process in its name"() {
        expect:
        store.newTemporary().fileName.toString().startsWith("file-${ProcessHandle.current().pid()}-")
    }

    /** The number of a process that has ended. */
    private static long getGone() {
        def process = new ProcessBuilder(Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-version').redirectErrorStream(true).start()
        process.inputStream.bytes
        process.waitFor()
        process.pid()
    }

    def "a damaged file is refused and thrown away"() {
        given:
        Path made = store.newTemporary()
        Files.write(made, Arrays.copyOf(Samples.mp4(), 80))

        when:
        store.adopt(made, 'video')

        then:
        def e = thrown(DamagedFileException)
        e.message == "cut short: the MP4's 'mdat' box ends at byte 96 of 80"
        left() == []
        !Files.exists(objects)
    }

    def "a file of the user's is copied and stays as it was"() {
        given:
        Path own = Files.write(dir.resolve('hero.jpg'), Samples.jpeg())

        when:
        def artifact = store.copyIn(own, 'image')

        then:
        artifact.mediaType() == 'image/jpeg'
        Files.readAllBytes(own) == Samples.jpeg()
        Files.isWritable(own)
        left() == []
    }

    def "a file of the user's that is none is named"() {
        given:
        Path own = Files.writeString(dir.resolve('hero.jpg'), '<html>')

        when:
        store.copyIn(own, 'image')

        then:
        def e = thrown(DamagedFileException)
        e.message == "$own: not an image: it begins with '<html>'"
        left() == []
    }

    def "publishing puts the file where it was asked for, with its directories"() {
        given:
        def artifact = adopt(Samples.png())
        Path target = dir.resolve('out/run/film.png')

        when:
        2.times { store.publish(artifact, target) }

        then:
        Files.readAllBytes(target) == Samples.png()
        Files.list(target.parent).toList() == [target]
        store.has(artifact)
    }

    def "publishing replaces what was there, and a link itself, not what it points to"() {
        given:
        def artifact = adopt(Samples.png())
        Path out = Files.createDirectory(dir.resolve('out'))
        Path old = Files.writeString(out.resolve('old.png'), 'old')
        Path target = Files.createSymbolicLink(out.resolve('film.png'), old)

        when:
        store.publish(artifact, old)
        store.publish(artifact, target)
        store.publish(adopt(Samples.jpeg()), old)

        then:
        !Files.isSymbolicLink(target)
        Files.readAllBytes(target) == Samples.png()
        Files.readAllBytes(old) == Samples.jpeg()
        Files.list(out).count() == 2
    }

    def "publishing into a linked directory is fine"() {
        given:
        def artifact = adopt(Samples.png())
        Path real = Files.createDirectory(dir.resolve('real'))
        Path linked = Files.createSymbolicLink(dir.resolve('linked'), real)

        when:
        store.publish(artifact, linked.resolve('film.png'))
        store.publish(artifact, linked.resolve('deep/film.png'))

        then:
        Files.exists(real.resolve('film.png'))
        Files.exists(real.resolve('deep/film.png'))
    }

    def "what is not there cannot be published"() {
        given:
        def artifact = new Artifact('ab' * 32, 'image/png', 1)

        when:
        store.publish(artifact, dir.resolve('out/film.png'))

        then:
        def e = thrown(NoSuchFileException)
        e.reason == 'the stored file is gone or was changed'
        !Files.exists(dir.resolve('out'))
    }

    def "a whole file is written or none"() {
        given:
        Path target = dir.resolve('notes.json')

        when:
        Disk.write(target, [1] as byte[])
        Disk.write(target, [2, 3] as byte[])

        then:
        Files.readAllBytes(target) == [2, 3] as byte[]
        Files.list(dir).toList() == [target]

        when:
        Disk.write(Files.createDirectories(dir.resolve('taken/by/others')).parent.parent, [4] as byte[])

        then:
        thrown(IOException)
        Files.list(dir).count() == 2
    }

    private Artifact adopt(byte[] bytes) {
        store.adopt(Files.write(store.newTemporary(), bytes), '')
    }

    private List<Path> left() {
        Files.list(temporary).toList()
    }

    private static String permissions(Path path) {
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
    }

    private static String sha256(byte[] bytes) {
        java.security.MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString()
    }
}
