package kinoloom.repl;

import java.io.IOException;
import kinoloom.Kinoloom;
import kinoloom.graph.StepId;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One step of the latest run, or of another. */
final class StepOfRun {
  @Parameters(index = "0", paramLabel = "STEP", description = "A step's name, as status shows it.")
  private String step;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run's id, or a beginning that only it has (default: the latest).")
  private String run;

  StepId step() {
    return StepId.of(step);
  }

  String run(Kinoloom engine) throws IOException {
    return RunArgument.status(engine, run).id();
  }
}
