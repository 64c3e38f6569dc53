package kinoloom.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model takes for a picture. A limit that is null is none.
 *
 * @param formats of {@code jpeg}, {@code png} and {@code webp}; empty if any will do
 * @param minSide in pixels, of the shorter side
 * @param maxSide in pixels, of the longer side
 * @param minRatio of width to height
 * @param maxRatio of width to height
 */
public record PictureRule(
    List<String> formats,
    Integer minSide,
    Integer maxSide,
    BigDecimal minRatio,
    BigDecimal maxRatio,
    Long maxBytes) {

  /** Takes anything. */
  public static final PictureRule NONE = new PictureRule(List.of(), null, null, null, null, null);

  /** The formats there may be, as a catalogue spells them. */
  static final List<String> FORMATS = List.of("jpeg", "png", "webp");

  public PictureRule {
    formats = List.copyOf(formats);
  }

  /**
   * @param mediaType {@code image/png}, …
   */
  public boolean takes(String mediaType) {
    return formats.isEmpty() || formats.contains(mediaType.replaceFirst("^image/", ""));
  }

  /**
   * What is wrong with a picture, and what would be right: {@code has 200 x 150 pixels, and a side
   * must have at least 300}. Empty if nothing is.
   */
  public Optional<String> fault(String mediaType, int width, int height, long bytes) {
    if (!takes(mediaType)) {
      List<String> names = formats.stream().map(PictureRule::name).toList();
      return Optional.of(
          "is a " + name(mediaType) + " file, and must be " + Nearest.list(names, "or"));
    }
    Optional<String> sides = sides(width, height);
    if (sides.isPresent()) return sides;
    if (maxBytes != null && bytes > maxBytes) {
      return Optional.of("has " + megabytes(bytes) + ", and may have " + megabytes(maxBytes));
    }
    return Optional.empty();
  }

  private Optional<String> sides(int width, int height) {
    String has = "has " + width + " x " + height + " pixels, and ";
    if (minSide != null && Math.min(width, height) < minSide) {
      return Optional.of(has + "a side must have at least " + minSide);
    }
    if (maxSide != null && Math.max(width, height) > maxSide) {
      return Optional.of(has + "a side may have at most " + maxSide);
    }
    if (below(minRatio, width, height) || above(maxRatio, width, height)) {
      return Optional.of(has + "its width may be " + ratios() + " its height");
    }
    return Optional.empty();
  }

  /** What it takes, as said to people; empty if anything. */
  public String inWords() {
    List<String> limits = new ArrayList<>();
    if (!formats.isEmpty()) {
      limits.add(Nearest.list(formats.stream().map(PictureRule::name).toList(), "or"));
    }
    if (minSide != null || maxSide != null) limits.add("sides of " + span() + " pixels");
    if (minRatio != null || maxRatio != null) limits.add("as wide as " + ratios() + " its height");
    if (maxBytes != null) limits.add("at most " + megabytes(maxBytes));
    return String.join(", ", limits);
  }

  private String span() {
    if (maxSide == null) return "at least " + minSide;
    return (minSide == null ? "at most " : minSide + " to ") + maxSide;
  }

  /** Whether a width is too small for its height. */
  public static boolean below(BigDecimal least, int width, int height) {
    return least != null
        && BigDecimal.valueOf(width).compareTo(least.multiply(BigDecimal.valueOf(height))) < 0;
  }

  /** Whether a width is too large for its height. */
  public static boolean above(BigDecimal most, int width, int height) {
    return most != null
        && BigDecimal.valueOf(width).compareTo(most.multiply(BigDecimal.valueOf(height))) > 0;
  }

  private String ratios() {
    if (maxRatio == null) return "at least " + minRatio + " times";
    return (minRatio == null ? "at most " : minRatio + " to ") + maxRatio + " times";
  }

  private static String name(String format) {
    return switch (format.replaceFirst("^image/", "")) {
      case "jpeg" -> "JPEG";
      case "png" -> "PNG";
      case "webp" -> "WebP";
      default -> format.toUpperCase(Locale.ROOT);
    };
  }

  /** Rounded up, so that too large never looks like just right. */
  private static String megabytes(long bytes) {
    BigDecimal mega =
        BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1 << 20), 2, RoundingMode.CEILING);
    return mega.stripTrailingZeros().toPlainString() + " MB";
  }
}
