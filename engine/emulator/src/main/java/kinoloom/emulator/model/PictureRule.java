package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a vendor takes for a picture; 0 is no limit.
 *
 * @param types media types; empty for any
 * @param minRatio of width to height
 */
public record PictureRule(
    List<String> types, int minSide, int maxSide, double minRatio, double maxRatio, long maxBytes) {
  static final PictureRule NONE = new PictureRule(List.of(), 0, 0, 0, 0, 0);

  private static final double ROUNDING = 1e-9;
  private static final long MEGABYTE = 1 << 20;

  public PictureRule {
    types = List.copyOf(types);
  }

  /**
   * @param scale of the pictures that this emulator draws: it takes as small ones
   */
  static PictureRule read(JsonNode node, double scale) {
    List<String> types = new ArrayList<>();
    node.path("types").forEach(it -> types.add("image/" + it.asText()));
    return new PictureRule(
        types,
        (int) Math.floor(node.path("minSide").asInt() * Math.min(1, scale)),
        node.path("maxSide").asInt(),
        node.path("minRatio").asDouble(),
        node.path("maxRatio").asDouble(),
        node.path("maxMegabytes").asLong() * MEGABYTE);
  }

  /** Checks a picture that was sent as {@code field}. */
  public void check(String field, String type, int width, int height, long bytes) throws Rejection {
    if (!types.isEmpty() && !types.contains(type)) {
      throw wrong("%s is %s, which is not supported", field, type);
    }
    if (maxBytes > 0 && bytes > maxBytes) {
      throw wrong("%s has %d bytes, at most %d are allowed", field, bytes, maxBytes);
    }
    if (Math.min(width, height) < minSide) {
      throw wrong("%s is %dx%d, each side must be at least %d", field, width, height, minSide);
    }
    if (maxSide > 0 && Math.max(width, height) > maxSide) {
      throw wrong("%s is %dx%d, each side must be at most %d", field, width, height, maxSide);
    }
    double ratio = (double) width / height;
    if (ratio < minRatio - ROUNDING || maxRatio > 0 && ratio > maxRatio + ROUNDING) {
      throw wrong(
          "%s is %dx%d, width/height must be %s to %s", field, width, height, minRatio, maxRatio);
    }
  }

  private static Rejection wrong(String message, Object... values) {
    return new Rejection("InvalidParameter: " + String.format(Locale.ROOT, message, values));
  }
}
