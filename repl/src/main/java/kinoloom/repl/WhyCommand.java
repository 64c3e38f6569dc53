package kinoloom.repl;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kinoloom.Kinoloom;
import kinoloom.Plan;
import kinoloom.RunStatus;
import kinoloom.journal.UnknownRunException;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Nearest;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.PlanView;
import kinoloom.repl.show.WhyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description = "Tells what a step is made of, what uses it, and why it would be made again.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  private static final String ENDING = ".groovy";

  private final Shell shell;

  @Parameters(
      arity = "1..2",
      paramLabel = "[SCRIPT] STEP",
      description = "A script (default: that of the run, as it was run), and a step of it.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "-p",
      paramLabel = "name=value",
      description = "A value for a 'param' of the script; may be repeated.")
  private List<String> params = List.of();

  @Option(names = "--run", paramLabel = "RUN", description = "A run (default: the latest).")
  private String run;

  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  WhyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    PlatformChoice choice = platform.choice(shell, false);
    var places = workspace.places(shell);
    try (EngineRoom room = EngineRoom.planning(choice, places, EngineRoom.Rules.NONE)) {
      Kinoloom engine = room.engine();
      Plan plan = plan(engine);
      Plan.PlannedStep step = step(plan, names.get(names.size() - 1));
      WhyView view = new WhyView(plan, step, last(engine, step));
      if (json) {
        PlanView planned = new PlanView(plan, EngineRoom.catalogue(shell.folder()));
        shell.console().json(JsonText.of(view.json(planned.json(step))));
      } else {
        shell.console().result(view.text());
      }
      return 0;
    }
  }

  private Plan plan(Kinoloom engine) throws IOException {
    if (names.size() == 1) {
      if (names.get(0).endsWith(ENDING)) {
        throw Complaint.usage("no step is named", "kino why " + names.get(0) + " STEP");
      }
      return engine.plan(RunArgument.status(engine, run).id());
    }
    ScriptArguments script = new ScriptArguments(names.get(0), params);
    Path path = script.script(shell.folder());
    Map<String, Object> values = script.params(shell.folder());
    return PlanCommand.whole(engine.plan(path, values), path);
  }

  private Plan.PlannedStep step(Plan plan, String name) {
    List<String> known = plan.steps().stream().map(it -> it.id().value()).toList();
    return plan.steps().stream()
        .filter(it -> it.id().value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Complaint.notFound(
                    "there is no step '" + name + "'",
                    Nearest.to(name, known)
                        .map(it -> "Did you mean '" + it + "'?")
                        .orElse(
                            "The steps are: "
                                + String.join(", ", known.stream().limit(12).toList()))));
  }

  /** How the run has it that had it last. */
  private RunStatus.StepStatus last(Kinoloom engine, Plan.PlannedStep step) throws IOException {
    try {
      String id = run != null || step.made().before() == null ? run : step.made().before();
      return engine.status(id).steps().stream()
          .filter(it -> it.id().equals(step.id()))
          .findFirst()
          .orElse(null);
    } catch (NoSuchFileException | UnknownRunException e) {
      return null;
    }
  }
}
