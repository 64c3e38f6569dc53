package kinoloom.repl;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kinoloom.Plan;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.PlanGraph;
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

  @Option(names = "--all", description = "A row for each turn, also where they do the same.")
  private boolean all;

  @Option(
      names = "--graph",
      paramLabel = "mermaid|dot|svg",
      description = "Draws it instead; see kino graph.")
  private PlanGraph.Format graph;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    var rules = new EngineRoom.Rules(budget.said(), null);
    PlatformChoice choice = platform.choice(shell, false);
    try (EngineRoom room = EngineRoom.planning(choice, workspace.places(shell), rules)) {
      Plan plan = whole(room.engine().plan(script, arguments.given(shell.folder())), script);
      PlanView view = new PlanView(plan, EngineRoom.catalogue(shell.folder()));
      if (graph != null) {
        shell.console().result(new PlanGraph(plan, all).text(graph));
      } else if (json) {
        shell.console().json(JsonText.of(view.json()));
      } else {
        shell.console().result(view.text(all));
      }
      return 0;
    }
  }

  /** A plan of something: a script that makes nothing is a mistake. */
  static Plan whole(Plan plan, Path script) {
    if (!plan.steps().isEmpty() || !plan.expansions().isEmpty()) return plan;
    throw new Complaint(
        Exit.SCRIPT,
        script.getFileName() + " describes no step",
        "a step is a verb and a block, such as: def frame = t2i { model '…'; prompt '…' }");
  }
}
