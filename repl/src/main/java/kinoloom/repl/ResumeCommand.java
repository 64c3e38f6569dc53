package kinoloom.repl;

import java.util.concurrent.Callable;
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
    return options.attend(shell, engine -> engine.resume(argument.id(engine)));
  }
}
