package kinoloom.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Understands the {@code picture} of a field: every key must be known, and no limit absurd. */
final class PictureRuleReader {
  private static final List<String> KEYS =
      List.of("formats", "minSide", "maxSide", "minRatio", "maxRatio", "maxBytes");

  private final String where;

  /**
   * @param where file, model and field, for messages
   */
  PictureRuleReader(String where) {
    this.where = where;
  }

  PictureRule read(JsonNode node) {
    if (!node.isObject()) throw broken("it must be an object");
    node.fieldNames().forEachRemaining(this::known);
    Long minSide = whole("minSide", node);
    Long maxSide = whole("maxSide", node);
    BigDecimal minRatio = ratio("minRatio", node);
    BigDecimal maxRatio = ratio("maxRatio", node);
    ordered("Side", minSide, maxSide);
    ordered("Ratio", minRatio, maxRatio);
    return new PictureRule(
        formats(node.path("formats")),
        minSide == null ? null : side("minSide", minSide),
        maxSide == null ? null : side("maxSide", maxSide),
        minRatio,
        maxRatio,
        whole("maxBytes", node));
  }

  private void known(String key) {
    if (KEYS.contains(key)) return;
    String meant = Nearest.to(key, KEYS).map(near -> "; did you mean '" + near + "'?").orElse("");
    throw broken("unknown key '" + key + "'" + meant);
  }

  private List<String> formats(JsonNode node) {
    List<String> formats = new ArrayList<>();
    if (node.isMissingNode()) return formats;
    for (JsonNode it : node) {
      if (!PictureRule.FORMATS.contains(it.asText())) {
        throw broken(
            "there is no format '"
                + it.asText()
                + "'; use "
                + Nearest.list(PictureRule.FORMATS, "or"));
      }
      formats.add(it.asText());
    }
    if (formats.isEmpty()) throw broken("formats must be a list with one format or more");
    return formats;
  }

  private Long whole(String key, JsonNode parent) {
    JsonNode node = parent.path(key);
    if (node.isMissingNode()) return null;
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
      throw broken(key + " must be a whole number above 0");
    }
    return node.asLong();
  }

  private int side(String key, long pixels) {
    if (pixels > Integer.MAX_VALUE) throw broken(key + " is too large");
    return (int) pixels;
  }

  /** Text in the files, as prices are: 0.4 is no exact floating-point number. */
  private BigDecimal ratio(String key, JsonNode parent) {
    JsonNode node = parent.path(key);
    if (node.isMissingNode()) return null;
    try {
      BigDecimal ratio = new BigDecimal(node.isTextual() ? node.asText() : "");
      if (ratio.signum() > 0) return ratio;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw broken(key + " must be width / height as text, such as \"0.4\"");
  }

  private <T extends Comparable<T>> void ordered(String what, T min, T max) {
    if (min == null || max == null || min.compareTo(max) <= 0) return;
    throw broken("min" + what + " " + min + " is above max" + what + " " + max);
  }

  private CatalogueException broken(String what) {
    return new CatalogueException(where + what, null);
  }
}
