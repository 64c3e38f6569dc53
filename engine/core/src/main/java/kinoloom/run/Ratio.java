package kinoloom.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width to height, reduced: {@code 16:9}. */
record Ratio(int width, int height) {
  private static final Pattern PAIR =
      Pattern.compile("\\s*([1-9]\\d{0,4})\\s*[:*x×]\\s*([1-9]\\d{0,4})\\s*");
  private static final int DECIMALS = 6;

  static Ratio of(int width, int height) {
    int divisor = BigInteger.valueOf(width).gcd(BigInteger.valueOf(height)).intValue();
    return new Ratio(width / divisor, height / divisor);
  }

  /** The ratio that {@code 16:9} or {@code 1280*720} tells; empty for anything else. */
  static Optional<Ratio> parse(Object text) {
    Matcher pair = PAIR.matcher(String.valueOf(text));
    return pair.matches()
        ? Optional.of(of(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2))))
        : Optional.empty();
  }

  /**
   * @param inwards how to round a limit so that the ratio is still within it
   */
  static Ratio of(BigDecimal limit, RoundingMode inwards) {
    BigDecimal rounded = limit.setScale(DECIMALS, inwards);
    return of(
        rounded.movePointRight(DECIMALS).intValueExact(),
        BigDecimal.ONE.movePointRight(DECIMALS).intValueExact());
  }

  /** Whether a picture has this ratio, but for the rounding to whole pixels. */
  boolean fits(int pixelsWide, int pixelsHigh) {
    long off = Math.abs((long) pixelsWide * height - (long) pixelsHigh * width);
    return 2 * off <= Math.max(width, height);
  }

  /** Whether pictures of this ratio can have it to the pixel without losing much. */
  boolean simple() {
    return Math.max(width, height) <= 32;
  }

  @Override
  public String toString() {
    return width + ":" + height;
  }
}
