package kinoloom.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes a key out of text that came from outside, however it is spelled there: as it is, escaped
 * for JSON, URLs or HTML, in hexadecimal, in Base64 wherever it began, or backwards.
 *
 * <p>A net below the rule that the key is given to nobody but the platform, which may repeat it.
 * Immutable.
 */
public final class KeyMask {
  private static final HexFormat HEX = HexFormat.of();
  public static final String MASK = "[key]";

  /** Shorter ones are found in texts that do not mean them. */
  private static final int SHORTEST = 6;

  private static final int SHORTEST_SPELLED = 12;

  /**
   * Escaped up to four times over. Bounded, since without a bound a text of nothing but backslashes
   * takes hours.
   */
  private static final String BACKSLASHES = "\\\\{0,15}";

  private final Pattern spellings;

  private KeyMask(Pattern spellings) {
    this.spellings = spellings;
  }

  /** One that finds nothing if the key is too short to tell. */
  public static KeyMask of(String key) {
    if (key.length() < SHORTEST) return new KeyMask(null);
    List<String> ways = new ArrayList<>();
    ways.add(escaped(key));
    if (key.length() >= SHORTEST_SPELLED) {
      ways.add(escaped(new StringBuilder(key).reverse().toString()));
      ways.add(hexadecimal(key));
      for (int before = 0; before < 3; before++) ways.add(base64(key, before));
    }
    return new KeyMask(Pattern.compile(String.join("|", ways)));
  }

  public String hide(String text) {
    return spellings == null ? text : spellings.matcher(text).replaceAll(MASK);
  }

  @Override
  public String toString() {
    return MASK;
  }

  /** Each character as it is or in any of its escapes, mixed as one likes. */
  private static String escaped(String key) {
    return key.chars().mapToObj(KeyMask::escaped).collect(Collectors.joining());
  }

  private static String escaped(int c) {
    String plain = BACKSLASHES + Pattern.quote(Character.toString(c));
    String hex = HEX.toHexDigits((byte) c);
    String entity = "&#(?:0*" + c + "|x0*" + hex + ");";
    String named =
        switch (c) {
          case '&' -> "|&amp;";
          case '<' -> "|&lt;";
          case '>' -> "|&gt;";
          case '"' -> "|&quot;";
          case '\'' -> "|&apos;";
          default -> "";
        };
    // %25 is a percent sign escaped once more.
    return "(?:"
        + plain
        + "|(?i:%(?:25)*"
        + hex
        + "|"
        + BACKSLASHES
        + "\\\\(?:u00|x)"
        + hex
        + "|"
        + entity
        + named
        + "))";
  }

  private static String hexadecimal(String key) {
    return key.chars()
        .mapToObj(c -> HEX.toHexDigits((byte) c))
        .collect(Collectors.joining("[ :-]?", "(?i:", ")"));
  }

  /**
   * Base64 of a text in which the key begins so many bytes after a whole group. The first and the
   * last sign depend on what stands around, and are left. Blanks between are matched possessively:
   * otherwise Java recurses for each, and a few thousand of them end its stack.
   */
  private static String base64(String key, int before) {
    byte[] text = ("\0".repeat(before) + key).getBytes(StandardCharsets.UTF_8);
    String coded = Base64.getEncoder().withoutPadding().encodeToString(text);
    int first = (before * 8 + 5) / 6;
    int end = text.length * 8 / 6;
    return coded
        .substring(first, end)
        .chars()
        .mapToObj(
            c -> {
              if (c == '+') return "(?:" + escaped('+') + "|-)";
              return c == '/' ? "(?:" + escaped('/') + "|_)" : Character.toString(c);
            })
        .collect(Collectors.joining("(?:\\\\[rn]|\\s)*+"));
  }
}
