package kinoloom.repl;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import kinoloom.Plan;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.PlanGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "graph",
    description = "Draws the steps of a script and what uses what. Nothing is sent.",
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private ScriptArguments arguments;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(
      names = "--format",
      paramLabel = "mermaid|dot|svg",
      defaultValue = "mermaid",
      description = "mermaid (default), dot for Graphviz, or svg.")
  private PlanGraph.Format format;

  @Option(names = "--all", description = "Each turn for itself.")
  private boolean all;

  GraphCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    PlatformChoice choice = platform.choice(shell, false);
    var places = workspace.places(shell);
    try (EngineRoom room = EngineRoom.planning(choice, places, EngineRoom.Rules.NONE)) {
      Plan plan =
          PlanCommand.whole(room.engine().plan(script, arguments.given(shell.folder())), script);
      shell.console().result(new PlanGraph(plan, all).text(format));
      return 0;
    }
  }
}
