package kinoloom.media;

import java.util.regex.Pattern;

/**
 * Text of a model, made harmless for a subtitle: no control characters, nothing that turns the
 * direction of writing, no empty line (which would end a subtitle), and nothing that a player takes
 * for a tag or for a time.
 */
final class CleanLines {
  private static final int LONGEST = 2_000;
  private static final Pattern TURNING =
      Pattern.compile(
          "[\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}&&[^\\n]]");
  private static final Pattern LINES = Pattern.compile("\\s*\\n\\s*");

  private CleanLines() {}

  static String of(String text) {
    String clean =
        text.replace("\r\n", "\n").replaceAll("[\\r\\u000b\\f\\u0085\\u2028\\u2029]", "\n");
    clean = TURNING.matcher(clean).replaceAll("");
    clean = CONTROL.matcher(clean).replaceAll(" ");
    clean = LINES.matcher(clean).replaceAll("\n").strip();
    clean = clean.replace("-->", "→").replaceAll("<(/?[A-Za-z][^<>\\n]*)>", "‹$1›");
    clean = clean.replace('{', '(').replace('}', ')').replace('\\', '/');
    return clean.codePointCount(0, clean.length()) <= LONGEST
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
