package kinoloom.sabotage

import groovy.transform.CompileStatic
import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Pattern
import javax.tools.ToolProvider

/**
 * A known-bad variant of the program, in a file:
 *
 * <pre>
 * why: the fsync is what a commit promises
 * file: kinoloom/journal/FileJournal.java
 * spec: kinoloom.artifact.DiskOrderSpec
 * ---- instead of
 *       file.sync();
 * ---- write
 *       file.length();
 * </pre>
 *
 * The text must stand in the source exactly once, so that a variant never goes stale unseen. More pairs may follow.
 */
@CompileStatic
final class Variant {
    final String name
    final String why
    final String file
    final List<String> specs
    private final List<String> pieces

    private Variant(String name, String text) {
        this.name = name
        List<String> parts = text.split(/(?m)^---- (?:instead of|write)\n/, -1).toList()
        Map<String, String> head = parts[0].readLines().findAll { it.contains(': ') }.collectEntries { it.split(': ', 2).toList() }
        why = head.why
        file = head.file
        specs = head.spec.split(', ').toList()
        pieces = parts.drop(1)*.stripTrailing()
        assert pieces && pieces.size() % 2 == 0: "$name: every 'instead of' needs its 'write'"
    }

    static List<Variant> all(Path folder) {
        folder.toFile().listFiles().findAll { it.name.endsWith('.txt') }.sort { it.name }.collect {
            new Variant(it.name - '.txt', it.getText('UTF-8'))
        }
    }

    /** The source as it is changed, or the problem with that. */
    record Changed(String text, String problem) {}

    Changed changed(Path sources) {
        String text = Files.readString(sources.resolve(file))
        for (List<String> pair : pieces.collate(2)) {
            int found = text.split(Pattern.quote(pair[0]), -1).length - 1
            if (found != 1) {
                return new Changed(text, "its text stands $found times in $file, not once: bring the variant up to date".toString())
            }
            text = text.replace(pair[0], pair[1])
        }
        new Changed(text, '')
    }

    /** Compiles the changed class alone, and says what stood in the way, or nothing. */
    String compile(Path sources, String classPath, Path target) {
        def changed = changed(sources)
        if (changed.problem()) return changed.problem()
        Path source = target.resolve('src').resolve(file)
        Files.createDirectories(source.parent)
        Files.writeString(source, changed.text())
        def said = new ByteArrayOutputStream()
        int code = ToolProvider.systemJavaCompiler.run(null, said, said, '-proc:none', '-nowarn', '-parameters', '--release', '17',
            '-cp', classPath, '-d', target as String, source as String)
        code == 0 ? '' : "it does not compile: $said"
    }
}
