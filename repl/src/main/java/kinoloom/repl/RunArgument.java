package kinoloom.repl;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import kinoloom.Kinoloom;
import kinoloom.RunStatus;
import kinoloom.journal.UnknownRunException;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Parameters;

/** A run of the workspace. */
final class RunArgument {
  private static final int NAMED = 5;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run's id, or a beginning that only it has (default: the latest).")
  private String run;

  RunStatus status(Kinoloom engine) throws IOException {
    return status(engine, run);
  }

  /**
   * @param run null for the latest
   * @throws Complaint when there is none, or more than one
   */
  static RunStatus status(Kinoloom engine, String run) throws IOException {
    try {
      return engine.status(run);
    } catch (UnknownRunException e) {
      throw complaint(run, e.candidates());
    } catch (NoSuchFileException e) {
      if (run != null) throw e;
      throw complaint(run, List.of());
    }
  }

  private static Complaint complaint(String run, List<String> candidates) {
    if (candidates.isEmpty()) {
      return Complaint.usage("there are no runs in this workspace", "kino run SCRIPT begins one");
    }
    return candidates.stream().allMatch(id -> id.startsWith(run))
        ? Complaint.usage(
            "several runs begin with '" + run + "'", "Give more of one:\n" + some(candidates))
        : Complaint.usage("there is no run '" + run + "'", "The runs are:\n" + some(candidates));
  }

  private static String some(List<String> ids) {
    String more = ids.size() > NAMED ? "\n… and " + (ids.size() - NAMED) + " more: kino runs" : "";
    return String.join("\n", ids.subList(0, Math.min(NAMED, ids.size()))) + more;
  }
}
