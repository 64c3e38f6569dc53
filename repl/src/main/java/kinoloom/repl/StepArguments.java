package kinoloom.repl;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import kinoloom.Kinoloom;
import kinoloom.RunStatus;
import kinoloom.journal.UnknownRunException;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Steps of a run. What begins with a run's id, or a beginning that only it has, names that run. */
final class StepArguments {
  @Parameters(
      arity = "0..*",
      paramLabel = "RUN STEP",
      description = "A run (default: the latest), then steps of it (default: all in doubt).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run, for a step that is named like one.")
  private String run;

  /** A run and the names that were given as steps of it. */
  record Target(RunStatus run, List<String> steps) {}

  Target target(Kinoloom engine) throws IOException {
    if (run != null) return new Target(RunArgument.status(engine, run), names);
    if (names.isEmpty()) return new Target(RunArgument.status(engine, null), names);
    try {
      return new Target(engine.status(names.get(0)), names.subList(1, names.size()));
    } catch (UnknownRunException e) {
      if (e.candidates().stream().anyMatch(id -> id.startsWith(names.get(0)))) {
        return new Target(RunArgument.status(engine, names.get(0)), List.of());
      }
      return ofLatest(engine);
    }
  }

  /** The first of two names is a run's: to take it for a step would hide the slip in it. */
  private Target ofLatest(Kinoloom engine) throws IOException {
    RunStatus latest;
    try {
      latest = engine.status(null);
    } catch (NoSuchFileException e) {
      return new Target(RunArgument.status(engine, null), List.of());
    }
    boolean step = latest.steps().stream().anyMatch(it -> it.id().value().equals(names.get(0)));
    if (!step && names.size() > 1) {
      return new Target(RunArgument.status(engine, names.get(0)), List.of());
    }
    if (!step && names.get(0).matches("\\d{4,}.*")) {
      throw Complaint.notFound("there is no run '" + names.get(0) + "'", "kino runs lists them");
    }
    return new Target(latest, names);
  }
}
