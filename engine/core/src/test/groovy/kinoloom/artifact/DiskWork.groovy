package kinoloom.artifact

import groovy.transform.CompileStatic
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.journal.Events
import kinoloom.journal.FileJournal

/** Writes one thing of every kind and names each, on its own output, once it is promised. */
@CompileStatic
final class DiskWork {
    static void main(String[] args) {
        Path root = Path.of(args[0])
        def journal = FileJournal.create(root.resolve('journal.log'), 'r1', Events.CLOCK)
        say 'created'
        journal.append(Events.barrier(1))
        journal.commit()
        say 'committed'
        def store = new FileArtifactStore(root.resolve('objects'), root.resolve('tmp'))
        Path part = store.newTemporary()
        Files.write(part, 'a text'.bytes)
        say 'fetched'
        def artifact = store.adopt(part, '')
        say 'adopted'
        Path out = Files.createDirectory(root.resolve('out'))
        say 'published soon'
        store.publish(artifact, out.resolve('a.txt'))
        say 'published'
    }

    private static void say(String done) {
        System.out.write("## $done\n".bytes)
        System.out.flush()
    }
}
