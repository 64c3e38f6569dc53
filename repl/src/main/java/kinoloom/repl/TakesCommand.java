package kinoloom.repl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kinoloom.Take;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.TakesView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "takes",
    description = "Shows the takes of a step, and which of them counts.",
    mixinStandardHelpOptions = true)
final class TakesCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StepOfRun target;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--json", description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  TakesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      String run = target.run(room.engine());
      List<Take> takes = room.engine().takes(run, target.step());
      if (json) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", run);
        document.put("step", target.step());
        document.put("takes", takes);
        shell.console().json(JsonText.of(document));
      } else {
        if (takes.isEmpty()) shell.console().note("'" + target.step() + "' has no take yet.");
        else shell.console().result(TakesView.text(takes));
      }
      return Exit.DONE;
    }
  }
}
