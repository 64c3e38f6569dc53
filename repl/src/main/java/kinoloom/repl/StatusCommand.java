package kinoloom.repl;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kinoloom.RunStatus;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.StatusView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = "Shows a run and its steps, whoever is running it.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private RunArgument argument;
  @Mixin private WorkspaceOptions workspace;

  @Option(names = "--watch", description = "Shows it again whenever it changed, until it ends.")
  private boolean watch;

  @Option(names = "--json", description = "JSON on stdout; with --watch a line for each change.")
  private boolean json;

  StatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    try (EngineRoom room = EngineRoom.reading(workspace.places(shell))) {
      String id = argument.status(room.engine()).id();
      String shown = "";
      while (true) {
        RunStatus status = room.engine().status(id);
        String text = json ? JsonText.of(StatusView.json(status)) : StatusView.text(status);
        if (!text.equals(shown)) show(text, shown);
        if (!watch || !status.state().equals("running")) return exit(status);
        shown = text;
        aSecond();
      }
    }
  }

  private int exit(RunStatus status) {
    boolean newer = status.state().equals("newer");
    if (!newer && !status.state().equals("damaged")) return Exit.DONE;
    shell
        .console()
        .problem(
            newer
                ? "a newer version has written in its journal: this is what can be read of it"
                : "its journal is damaged: this is what is left of it",
            "kino doctor " + status.id() + " explains");
    return Exit.DAMAGED;
  }

  private void show(String text, String before) {
    if (json) {
      shell.console().json(text);
    } else {
      shell.console().result(before.isEmpty() ? text : "\n" + text);
    }
  }

  private static void aSecond() throws InterruptedException {
    new CountDownLatch(1).await(1, TimeUnit.SECONDS);
  }
}
