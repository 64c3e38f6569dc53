package kinoloom.repl;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", description = "Makes the film of a script.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private ScriptArguments arguments;
  @Mixin private RunOptions options;

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    Map<String, Object> params = arguments.params(shell.folder());
    return options.attend(
        shell, (engine, telling) -> engine.run(script, params, arguments.profile()));
  }
}
