package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a text field of a model may hold: one of a list, or an integer within bounds.
 *
 * @param oneOf the values allowed, as text; empty when {@code min} and {@code max} say it
 * @param standard the default
 */
public record FieldRule(String name, List<String> oneOf, int min, int max, String standard) {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

  public FieldRule {
    oneOf = List.copyOf(oneOf);
  }

  static FieldRule read(String name, JsonNode node) {
    List<String> oneOf = new ArrayList<>();
    node.path("oneOf").forEach(value -> oneOf.add(value.asText()));
    return new FieldRule(
        name,
        oneOf,
        node.path("min").asInt(),
        node.path("max").asInt(),
        node.path("default").asText());
  }

  /** The value to use for what was sent; null or empty means the default. */
  String resolve(String sent) throws Rejection {
    if (sent == null || sent.isEmpty()) {
      return standard;
    }
    if (!oneOf.isEmpty() && !oneOf.contains(sent)) {
      throw new Rejection(
          "InvalidParameter: " + name + " must be one of " + oneOf + ", got " + shown(sent));
    }
    if (oneOf.isEmpty() && !within(sent)) {
      throw new Rejection(
          String.format(
              Locale.ROOT,
              "InvalidParameter: %s must be an integer from %d to %d, got %s",
              name,
              min,
              max,
              shown(sent)));
    }
    return sent;
  }

  private boolean within(String sent) {
    if (!INTEGER.matcher(sent).matches()) {
      return false;
    }
    int value = Integer.parseInt(sent);
    return value >= min && value <= max;
  }

  private static String shown(String sent) {
    return sent.length() > 40 ? sent.substring(0, 40) + "…" : sent;
  }
}
