package kinoloom.repl.console;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from outside, made harmless for a terminal: no escape sequences, no control characters, none
 * of the marks that turn the direction of writing, and none that cannot be seen.
 */
public final class CleanText {
  private static final String END_OF_STRING = "(?:\u0007|\u001b\\\\|\u009c)";

  /**
   * CSI, then OSC and its kin with all they carry, then every other sequence of two or three. Of
   * one that has no end only the beginning is taken: what follows may be our own words.
   */
  private static final Pattern SEQUENCES =
      Pattern.compile(
          "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
              + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*"
              + END_OF_STRING
              + "|\u001b[\\]PX^_]|\u001b[ -/]*[0-~]?");

  private static final String BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069";

  /** What takes no room on a screen and makes two names look like one. */
  private static final String UNSEEN =
      "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
          + "\u3164\ufeff\uffa0\ufff0-\ufffb\\x{e0000}-\\x{e0fff}";

  /** Joiners belong between the signs of some scripts and of pictures, and nowhere else. */
  private static final String STRAY_JOINER =
      "(?<![^\\p{ASCII}])[\u200c\u200d]|[\u200c\u200d](?![^\\p{ASCII}])";

  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\u2028\u2029" + BIDI + UNSEEN + "]|" + STRAY_JOINER);
  private static final Pattern HIDDEN_IN_JSON =
      Pattern.compile("[\u007f-\u009f\u2028\u2029" + BIDI + UNSEEN + "]|" + STRAY_JOINER);

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
    return HIDDEN_IN_JSON.matcher(json).replaceAll(found -> escaped(found.group()));
  }

  private static String escaped(String hidden) {
    return hidden
        .chars()
        .mapToObj(c -> String.format(Locale.ROOT, "\\\\u%04x", c))
        .collect(Collectors.joining());
  }
}
