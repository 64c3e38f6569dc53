package kinoloom.repl;

import java.io.IOException;
import java.util.concurrent.Callable;
import kinoloom.Kinoloom;
import kinoloom.Run;
import kinoloom.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted, paused or failed.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private RunArgument argument;
  @Mixin private RunOptions options;

  ResumeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    return options.attend(shell, this::resume);
  }

  private Run resume(Kinoloom engine, ProgressOption.Telling telling) throws IOException {
    RunStatus status = argument.status(engine);
    telling.before(status);
    return engine.resume(status.id());
  }
}
