package kinoloom.repl;

import java.util.concurrent.Callable;
import kinoloom.repl.service.EngineRoom;
import kinoloom.run.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "approve",
    description = {
      "Says yes, or no, where a run asks you.",
      "A process that works on the run goes on with it at once; else kino resume does."
    },
    mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StepOfRun target;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--reject", description = "It is not good: what needs it is not made.")
  private boolean reject;

  @Option(names = "--json", description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  ApproveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      Verdict verdict = reject ? Verdict.REJECT : Verdict.APPROVE;
      return new Deciding(shell, room.engine(), json).decide(target, verdict);
    }
  }
}
