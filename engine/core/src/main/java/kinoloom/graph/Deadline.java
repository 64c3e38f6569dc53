package kinoloom.graph;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a person is waited for, and what is decided then.
 *
 * @param after null where a person is waited for as long as it takes
 * @param otherwise {@code approve}, {@code reject} or the number of a take; empty without an end
 */
public record Deadline(Duration after, String otherwise) {
  public static final Deadline NONE = new Deadline(null, "");

  private static final Pattern LENGTH =
      Pattern.compile("(\\d{1,6}) *(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)");

  /**
   * @param after such as {@code 2h}, {@code 10 min} or {@code 3 days}; null for none
   * @param otherwise null for none
   * @param takes how many there are to choose from; 0 where a value is approved
   * @throws ValueException saying what is wrong with it
   */
  public static Deadline of(Object after, Object otherwise, int takes) {
    if (after == null && otherwise == null) return NONE;
    if (after == null) {
      throw new ValueException("'otherwise' says what holds after a deadline, and there is none");
    }
    if (otherwise == null) {
      throw new ValueException(
          "A deadline needs 'otherwise': " + (takes > 0 ? "a number" : "'approve' or 'reject'"));
    }
    return new Deadline(length(after), word(otherwise, takes));
  }

  private static Duration length(Object after) {
    if (after instanceof Duration duration && !duration.isNegative()) return duration;
    String text = String.valueOf(after).strip().toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      throw new ValueException("'" + after + "' is no length of time: write 30s, 10 min, 2h, 3d");
    }
    long count = Long.parseLong(length.group(1));
    return switch (length.group(2).charAt(0)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String word(Object otherwise, int takes) {
    String word = String.valueOf(otherwise);
    boolean known =
        takes > 0
            ? word.matches("[1-9]\\d?") && Integer.parseInt(word) <= takes
            : word.equals("approve") || word.equals("reject");
    if (known) return word;
    throw new ValueException(
        "'otherwise' is "
            + (takes > 0 ? "the number of a take, 1 to " + takes : "'approve' or 'reject'")
            + ", not '"
            + word
            + "'");
  }
}
