package kinoloom.journal

import java.nio.file.Files
import java.nio.file.Path

/** The results that a journal alone gives. */
final class RebuiltResults {
    static Results of(Path folder, String run, List<Entry> entries) {
        Files.createDirectories(folder)
        def results = new FileResults(folder, { entries }, { })
        results.add(run, entries)
        results
    }
}
