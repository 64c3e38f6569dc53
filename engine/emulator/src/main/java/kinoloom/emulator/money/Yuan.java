package kinoloom.emulator.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts as people and the wire write them, in yuan with at most two decimals. */
public final class Yuan {
  private static final Pattern WRITTEN = Pattern.compile("\\d{1,12}(\\.\\d{1,2})?");

  private Yuan() {}

  /** {@code "100.5"} is 10050 fen. */
  public static long toFen(String yuan) {
    if (yuan == null || !WRITTEN.matcher(yuan).matches()) {
      throw new IllegalArgumentException(
          "not an amount in yuan: " + yuan + ". Write digits with at most two decimals, as 100.00");
    }
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  public static BigDecimal ofFen(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }
}
