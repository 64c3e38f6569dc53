package kinoloom.answer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is written without quotes where a value is wanted. */
final class Bare {
  private static final Pattern PLAIN =
      Pattern.compile("true|false|null|-?(0|[1-9]\\d{0,200})(\\.\\d{1,200})?([eE][+-]?\\d{1,3})?");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(\\d{1,200}(_\\d{1,200}){0,9}\\.?|\\d{0,200}\\.\\d{1,200})([eE][+-]?\\d{1,3})?");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,12}");

  private Bare() {}

  /** Whether it is JSON as it stands. */
  static boolean plain(String word) {
    return word.length() < 500 && PLAIN.matcher(word).matches();
  }

  /** Whether what begins here may be a number, true, false or null. */
  static boolean begins(String text, int from) {
    int end = from;
    while (end < text.length()
        && end < from + 30
        && (Chars.ofName(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == '+')) {
      end++;
    }
    return end > from && !(value(text.substring(from, end)) instanceof String);
  }

  static Object value(String written) {
    if (written.length() > 500) return written;
    String word = Wording.halfWidth(written);
    switch (word.toLowerCase(Locale.ROOT)) {
      case "true" -> {
        return true;
      }
      case "false" -> {
        return false;
      }
      case "null", "none", "nil", "undefined", "nan", "infinity", "-infinity" -> {
        return null;
      }
      case "...", "…", "……" -> {
        return Cut.OUT;
      }
      default -> {
        // A number, or words.
      }
    }
    if (HEX.matcher(word).matches()) return whole(new BigInteger(word.substring(2), 16));
    return NUMBER.matcher(word).matches() ? number(word.replace("_", "")) : written;
  }

  static Object number(String word) {
    BigDecimal number =
        new BigDecimal(word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
    boolean fraction = word.indexOf('.') >= 0 || word.indexOf('e') >= 0 || word.indexOf('E') >= 0;
    return fraction ? number : whole(number.toBigInteger());
  }

  static Object whole(BigInteger whole) {
    if (whole.bitLength() < Integer.SIZE) return whole.intValue();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }
}
