package kinoloom.graph;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as scripts say them: {@code '10 min'}, {@code '90 s'}, {@code '1.5 h'}, 600 seconds.
 */
public final class Durations {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(s|sec|seconds?|m|min|minutes?|h|hours?)");

  private Durations() {}

  /**
   * @param value a text with a unit, a number of seconds, or a {@link Duration}
   * @throws ValueException for anything else, and for what is not above zero
   */
  public static Duration of(Object value) {
    Duration duration = read(value);
    if (duration == null || duration.isZero() || duration.isNegative()) {
      throw new ValueException(
          "'" + value + "' is no duration: write '10 min', '90 s', '2 h' or a number of seconds");
    }
    return duration;
  }

  private static Duration read(Object value) {
    if (value instanceof Duration duration) return duration;
    if (value instanceof Number number) return seconds(number.toString(), 1);
    Matcher text = TEXT.matcher(String.valueOf(value).strip().toLowerCase(Locale.ROOT));
    if (!text.matches()) return null;
    char unit = text.group(2).charAt(0);
    return seconds(text.group(1), unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
  }

  private static Duration seconds(String number, int times) {
    try {
      BigDecimal millis = new BigDecimal(number).multiply(BigDecimal.valueOf(1000L * times));
      return Duration.ofMillis(millis.longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
