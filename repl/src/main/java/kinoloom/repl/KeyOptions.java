package kinoloom.repl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kinoloom.repl.console.Complaint;

/**
 * Keys on the command line, where every process of the machine can read them: refused, whatever the
 * option is called, without showing the value.
 */
final class KeyOptions {
  private static final Pattern NAMES =
      Pattern.compile(
          "--?(?:kinoloom[-_]?)?(?:upstream[-_]?)?(?:(?:api|access|secret|auth)?[-_]?(?:key|token|secret)|password|bearer)"
              + "(?:=.*)?|--ask-key=.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern EMULATOR_KEY = Pattern.compile("--key(?:=.*)?", Pattern.DOTALL);
  private static final Pattern LOOKS_SECRET = Pattern.compile("(?i)(?:sk|ak|key)[-_].{8,}");

  private KeyOptions() {}

  static Optional<Complaint> refusal(String[] args) {
    List<String> words = Arrays.asList(args);
    boolean emulator = words.indexOf("emulator") == 0;
    return words.stream()
        .takeWhile(word -> !word.equals("--"))
        .filter(word -> NAMES.matcher(word).matches())
        .filter(word -> !(emulator && EMULATOR_KEY.matcher(word).matches()))
        .findFirst()
        .map(word -> complaint(word.replaceFirst("(?s)=.*", "")));
  }

  private static Complaint complaint(String option) {
    String variable = option.contains("upstream") ? "KINOLOOM_UPSTREAM_KEY" : "KINOLOOM_API_KEY";
    String refused =
        option.equals("--ask-key") ? option + " takes no value" : "there is no option " + option;
    return Complaint.usage(
        refused + ": a key on the command line can be read by others",
        "Set "
            + variable
            + ", or "
            + variable
            + "_FILE to a file that only you can read"
            + (option.contains("upstream") ? "" : "; or let kino ask for it: --ask-key"));
  }

  /** A word of the command line as it may be shown again. */
  static String shown(String word) {
    String name = word.startsWith("-") ? word.replaceFirst("(?s)=.*", "") : word;
    return LOOKS_SECRET.matcher(name).lookingAt() ? "(a key?)" : name;
  }
}
