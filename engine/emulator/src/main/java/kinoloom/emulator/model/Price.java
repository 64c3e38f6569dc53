package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What a use of a model costs, in 分.
 *
 * @param unit {@code second}, {@code image} or {@code tokens}
 * @param by the field that chooses the tier, such as {@code resolution}; empty when there is one
 * @param tiers price per second or image, or per million tokens ({@code input}, {@code output})
 * @param offPeak the tiers when {@code off_peak} is {@code Y}; empty when they are the same
 * @param credits the vendor's credits per second, which its usage reports; empty when it has none
 */
public record Price(
    String unit,
    String by,
    Map<String, Long> tiers,
    Map<String, Long> offPeak,
    Map<String, Long> credits) {
  private static final long MILLION = 1_000_000;

  public Price {
    tiers = Map.copyOf(tiers);
    offPeak = Map.copyOf(offPeak);
    credits = Map.copyOf(credits);
  }

  static Price read(JsonNode node) {
    return new Price(
        node.path("unit").asText(),
        node.path("by").asText(),
        numbers(node.path("fen")),
        numbers(node.path("offPeakFen")),
        numbers(node.path("credits")));
  }

  /** The price of a picture or clip of these resolved fields. */
  public long ofMedia(Map<String, String> fields) {
    boolean cheap = "Y".equals(fields.get("off_peak")) && !offPeak.isEmpty();
    return tier(cheap ? offPeak : tiers, fields) * quantity(fields);
  }

  /** The price of a chat answer, rounded up. */
  public long ofTokens(long input, long output) {
    long cost = tiers.get("input") * input + tiers.get("output") * output;
    return (cost + MILLION - 1) / MILLION;
  }

  /** The vendor's credits for a clip, or 0. */
  public long creditsOf(Map<String, String> fields) {
    if (credits.isEmpty()) {
      return 0;
    }
    long peak = tier(credits, fields) * quantity(fields);
    return "Y".equals(fields.get("off_peak")) ? (peak + 1) / 2 : peak;
  }

  private long tier(Map<String, Long> from, Map<String, String> fields) {
    return from.get(by.isEmpty() ? "any" : fields.get(by));
  }

  private long quantity(Map<String, String> fields) {
    return "second".equals(unit) ? Long.parseLong(fields.get("duration")) : 1;
  }

  private static Map<String, Long> numbers(JsonNode node) {
    Map<String, Long> numbers = new HashMap<>();
    node.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
    return numbers;
  }
}
