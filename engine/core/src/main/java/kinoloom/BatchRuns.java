package kinoloom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;
import kinoloom.journal.Workspace;
import kinoloom.platform.Money;

/**
 * The runs that the rows of a batch have had: those of the same script with the same values. Each
 * is one row's only. No file says which, so none can be wrong or lost.
 */
final class BatchRuns {
  private final List<Known> known = new ArrayList<>();

  private record Known(RunFolder folder, String params) {}

  /** An earlier run of a row. */
  record Earlier(RunFolder folder, RunStatus status) {

    /** Whether nothing is left to do: it ended well, and what it published is still there. */
    boolean done() {
      return status.state().equals("done")
          && status.published().stream().allMatch(path -> Files.exists(Path.of(path)));
    }

    /** What it has cost and may still cost. */
    Money committed() {
      RunStatus.Spending spending = status.spending();
      return spending.spent().plus(spending.reserved()).plus(spending.inDoubt());
    }
  }

  private BatchRuns() {}

  /** All runs of a script as it is now. */
  static BatchRuns of(Workspace workspace, Script script, String profile) throws IOException {
    BatchRuns runs = new BatchRuns();
    for (RunFolder folder : workspace.runs()) {
      if (!Files.exists(folder.script()) || !Files.exists(folder.params())) continue;
      RunSource source = RunSource.read(folder);
      if (source.sameAs(script, profile)) {
        runs.known.add(new Known(folder, Values.json(source.params())));
      }
    }
    return runs;
  }

  /**
   * Takes the latest run that a row has had.
   *
   * @param params all values of the row, those that it leaves to the script among them
   */
  Optional<Earlier> take(Map<String, Object> params) throws IOException {
    String wanted = Values.json(params);
    for (Iterator<Known> it = known.iterator(); it.hasNext(); ) {
      Known run = it.next();
      if (!run.params().equals(wanted)) continue;
      it.remove();
      return Optional.of(new Earlier(run.folder(), StatusReader.read(run.folder())));
    }
    return Optional.empty();
  }
}
