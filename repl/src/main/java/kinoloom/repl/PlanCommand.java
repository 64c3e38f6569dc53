package kinoloom.repl;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import kinoloom.Plan;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.PlanView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description = "Shows what a run would do and cost. Nothing is sent.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private ScriptArguments arguments;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;
  @Mixin private BudgetOption budget;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    Map<String, Object> params = arguments.params(shell.folder());
    var rules = new EngineRoom.Rules(budget.said(), null);
    PlatformChoice choice = platform.choice(shell, false);
    try (EngineRoom room = EngineRoom.planning(choice, workspace.places(shell), rules)) {
      Plan plan = room.engine().plan(script, params, arguments.uses(shell.folder()));
      PlanView view = new PlanView(plan, EngineRoom.catalogue(shell.folder()));
      if (json) {
        shell.console().json(JsonText.of(view.json()));
      } else {
        shell.console().result(view.text());
      }
      return 0;
    }
  }
}
