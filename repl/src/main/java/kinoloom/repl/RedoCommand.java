package kinoloom.repl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kinoloom.Kinoloom;
import kinoloom.Remake;
import kinoloom.Run;
import kinoloom.RunStatus;
import kinoloom.graph.StepId;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redo",
    description = {
      "Makes another take of steps that are done, and goes on with the run.",
      "The old takes are kept. What was made of them is stale: kept, and not made again unasked."
    },
    mixinStandardHelpOptions = true)
final class RedoCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private RunOptions options;

  @Parameters(arity = "0..*", paramLabel = "STEP", description = "Steps, as status shows them.")
  private List<String> steps = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "A run's id, or a beginning that only it has (default: the latest).")
  private String run;

  @Option(names = "--stale", description = "Also all that is stale, in order.")
  private boolean stale;

  @Option(names = "--with-dependents", description = "Also all that follows from the steps.")
  private boolean dependents;

  RedoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (stale && dependents) {
      throw Complaint.usage("--stale and --with-dependents exclude each other", "Give one of them");
    }
    if (steps.isEmpty() && !stale) {
      throw Complaint.usage("no step is named", "kino redo STEP, or kino redo --stale");
    }
    return options.attend(shell, this::redo);
  }

  private Run redo(Kinoloom engine, ProgressOption.Telling telling) throws IOException {
    RunStatus status = RunArgument.status(engine, run);
    List<StepId> ids = steps.stream().map(StepId::of).toList();
    Remake.Reach reach =
        stale ? Remake.Reach.STALE : dependents ? Remake.Reach.WITH_DEPENDENTS : Remake.Reach.NAMED;
    Remake remake = engine.remake(status.id(), ids, reach);
    String what = String.join(", ", remake.takes().stream().map(StepId::value).toList());
    shell.console().note("Makes again: " + what + ". At most " + remake.most() + " yuan.");
    if (remake.paid() && !options.yes()) consent();
    telling.before(status);
    return engine.redo(status.id(), ids, reach);
  }

  private void consent() {
    char[] answer = shell.hidden().ask("Make it? (yes or no; what you type is not shown) ");
    String said = answer == null ? "" : new String(answer).strip().toLowerCase(Locale.ROOT);
    if (said.equals("yes") || said.equals("y")) return;
    throw new Complaint(
        Exit.NEEDS_A_PERSON,
        answer == null ? "nobody can be asked here whether to pay" : "nothing was made",
        answer == null ? "Give --yes" : "");
  }
}
