package kinoloom.repl;

import java.util.concurrent.Callable;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.service.EngineRoom;
import kinoloom.run.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "pick",
    description = {
      "Chooses the take of a step that counts; kino takes shows them.",
      "What was made of another take is kept, and is stale; kino redo --stale makes it again."
    },
    mixinStandardHelpOptions = true)
final class PickCommand implements Callable<Integer> {
  private static final int MOST = 9999;

  private final Shell shell;
  @Mixin private StepOfRun target;
  @Mixin private WorkspaceOptions workspace;

  @Parameters(index = "1", paramLabel = "N", description = "The number of a take.")
  private int number;

  @Option(names = "--json", description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  PickCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (number < 1 || number > MOST) {
      throw Complaint.usage("there is no take " + number, "kino takes STEP shows them");
    }
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      return new Deciding(shell, room.engine(), json).decide(target, Verdict.take(number));
    }
  }
}
