package kinoloom.repl;

import java.util.List;
import java.util.concurrent.Callable;
import kinoloom.RunStatus;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.StatusView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = "Lists the runs of the workspace, newest first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  RunsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      List<RunStatus> runs = room.engine().runs();
      if (json) {
        shell.console().json(JsonText.of(runs.stream().map(StatusView::brief).toList()));
      } else if (runs.isEmpty()) {
        shell.console().note("There are no runs in this workspace.");
      } else {
        shell.console().result(StatusView.text(runs));
      }
      return 0;
    }
  }
}
