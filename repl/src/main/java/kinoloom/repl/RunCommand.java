package kinoloom.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import kinoloom.BatchRow;
import kinoloom.Given;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", description = "Makes the film of a script.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private ScriptArguments arguments;
  @Mixin private RunOptions options;
  @Mixin private BatchOption batch;

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    Map<String, Object> params = arguments.params(shell.folder());
    if (batch.given()) {
      List<BatchRow> rows = batch.rows(shell.folder(), params);
      return options.batch(
          shell, batch.stopAfter(), engine -> engine.batch(script, rows, arguments.profile()));
    }
    Given given = arguments.given(shell.folder());
    return options.attend(shell, (engine, telling) -> engine.run(script, given));
  }
}
