package kinoloom.platform;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the platform says a call has used: {@code duration}, {@code total_tokens}, {@code credits},
 * …
 */
public record Usage(Map<String, Object> values) {
  public static final Usage NONE = new Usage(Map.of());
  private static final int DIGITS = 18;

  public Usage {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The first of these that is there and is a believable amount, else null. Vendors send numbers as
   * text, too.
   */
  BigDecimal number(String... names) {
    for (String name : names) {
      Object value = values.get(name);
      if (!(value instanceof Number || value instanceof String)) continue;
      try {
        BigDecimal number = new BigDecimal(value.toString().strip());
        boolean believable =
            number.signum() >= 0
                && number.precision() <= DIGITS
                && Math.abs((long) number.scale()) <= DIGITS;
        if (believable && number.compareTo(Price.MILLION.multiply(Price.THOUSAND)) < 0) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // As good as missing: the estimate stands.
      }
    }
    return null;
  }
}
