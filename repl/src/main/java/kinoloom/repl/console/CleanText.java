package kinoloom.repl.console;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from outside, made harmless for a terminal: no escape sequences, no control characters, none
 * of the marks that turn the direction of writing.
 */
public final class CleanText {
  private static final String END_OF_STRING = "(?:\u0007|\u001b\\\\|\u009c|$)";

  /** CSI, then OSC and its kin with all they carry, then every other sequence of two or three. */
  private static final Pattern SEQUENCES =
      Pattern.compile(
          "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
              + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*"
              + END_OF_STRING
              + "|\u001b[ -/]*[0-~]?");

  private static final String BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069";
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\u2028\u2029" + BIDI + "]");
  private static final Pattern HIDDEN_IN_JSON =
      Pattern.compile("[\u007f-\u009f\u2028\u2029" + BIDI + "]");

  private CleanText() {}

  /** Keeps line ends and tabs. */
  public static String block(String text) {
    return CONTROLS.matcher(SEQUENCES.matcher(text).replaceAll("")).replaceAll("");
  }

  /** One line: every run of white space becomes a blank. */
  public static String line(String text) {
    return block(text.replace('\r', '\n')).replaceAll("\\s+", " ").strip();
  }

  /** A JSON text that means the same and shows nothing but itself. */
  public static String json(String json) {
    return HIDDEN_IN_JSON
        .matcher(json)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
  }
}
