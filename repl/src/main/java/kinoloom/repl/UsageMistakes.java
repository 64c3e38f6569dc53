package kinoloom.repl;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what was probably meant. */
final class UsageMistakes {
  private UsageMistakes() {}

  static Complaint complaint(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(command, unmatched.getUnmatched().get(0));
    }
    String message = mistake.getMessage();
    if (message.startsWith("Unknown subcommand ")) return unknown(command, mistake.getValue());
    String lower = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return Complaint.usage(lower, help(command));
  }

  private static Complaint unknown(CommandLine command, String word) {
    CommandSpec spec = command.getCommandSpec();
    String shown = KeyOptions.shown(word);
    if (word.startsWith("-")) {
      return Complaint.usage(
          "'" + spec.qualifiedName() + "' has no option '" + shown + "'",
          meant(shown, spec.optionsMap().keySet()).orElse(help(command)));
    }
    if (command.getSubcommands().isEmpty()) {
      return Complaint.usage(
          "'" + spec.qualifiedName() + "' does not know what to do with '" + shown + "'",
          help(command));
    }
    Collection<String> names = new TreeSet<>(command.getSubcommands().keySet());
    String all = "The commands are " + String.join(", ", names);
    return Complaint.usage(
        "there is no command '" + shown + "'",
        meant(shown, names).map(hint -> hint + " " + all).orElse(all));
  }

  private static Optional<String> meant(String word, Collection<String> names) {
    return Nearest.to(word, names).map(name -> "Did you mean " + name + "?");
  }

  private static String help(CommandLine command) {
    return command.getCommandSpec().qualifiedName() + " --help";
  }
}
