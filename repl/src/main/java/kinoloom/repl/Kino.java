package kinoloom.repl;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All commands under their one name. */
@Command(
    name = "kino",
    description = "Makes films out of AI tasks: a script describes, kino pays, waits and keeps.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    versionProvider = VersionCommand.Lines.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without KINOLOOM_API_KEY everything runs on a built-in emulator, and nothing is paid.",
      "Exit codes: 0 done, 1 run failed, 2 usage, 64 script, 65 damaged state, 69 service",
      "unavailable, 74 I/O, 75 needs a person, 77 key refused, 130 interrupted."
    })
final class Kino implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine commandLine(Shell shell, PrintStream out, PrintStream err) {
    CommandLine kino = new CommandLine(new Kino());
    for (Object command : commands(shell)) kino.addSubcommand(command);
    kino.addSubcommand(new CommandLine.HelpCommand());
    kino.setOut(writer(out)).setErr(writer(err));
    kino.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    kino.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
    kino.setUnmatchedOptionsArePositionalParams(false);
    kino.setExpandAtFiles(false);
    kino.setCaseInsensitiveEnumValuesAllowed(true);
    Failures failures = new Failures(shell);
    kino.setParameterExceptionHandler((e, args) -> failures.tell(UsageMistakes.complaint(e)));
    kino.setExecutionExceptionHandler(
        (e, command, parsed) ->
            parsed.subcommand().hasMatchedOption("--json")
                ? failures.tellJson(e)
                : failures.tell(e));
    return kino;
  }

  private static List<Object> commands(Shell shell) {
    return List.of(
        new RunCommand(shell),
        new PlanCommand(shell),
        new TestCommand(shell),
        new GraphCommand(shell),
        new WhyCommand(shell),
        new CheckCommand(shell),
        new ResumeCommand(shell),
        new StatusCommand(shell),
        new ResolveCommand(shell),
        new TakesCommand(shell),
        new PickCommand(shell),
        new ApproveCommand(shell),
        new RedoCommand(shell),
        new RunsCommand(shell),
        new ModelsCommand(shell),
        new BalanceCommand(shell),
        new DoctorCommand(shell),
        new EmulatorCommand(shell),
        new VersionCommand(shell));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no command given; 'kino help' lists them");
  }
}
