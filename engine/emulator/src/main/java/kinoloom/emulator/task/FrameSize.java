package kinoloom.emulator.task;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pixels of a picture or clip, always even. */
record FrameSize(int width, int height) {
  private static final Pattern DIGITS = Pattern.compile("(\\d+)[pP]");
  private static final Pattern PAIR = Pattern.compile("(\\d+)[*:](\\d+)");

  /**
   * The size that was asked for.
   *
   * @param first the first picture given, whose ratio is taken when none was asked for; may be null
   * @param scale 1 for real pixels
   */
  static FrameSize asked(Map<String, String> settings, BufferedImage first, double scale) {
    Matcher exact = PAIR.matcher(settings.getOrDefault("size", ""));
    if (exact.matches()) {
      return scaled(Integer.parseInt(exact.group(1)), Integer.parseInt(exact.group(2)), scale);
    }
    Matcher lines = DIGITS.matcher(settings.getOrDefault("resolution", "720p"));
    double side = lines.matches() ? Integer.parseInt(lines.group(1)) : 720;
    double ratio = ratio(settings.getOrDefault("ratio", "adaptive"), first);
    return ratio >= 1 ? scaled(side * ratio, side, scale) : scaled(side, side / ratio, scale);
  }

  static FrameSize scaled(double width, double height, double scale) {
    return new FrameSize(even(width * scale), even(height * scale));
  }

  private static double ratio(String asked, BufferedImage first) {
    Matcher pair = PAIR.matcher(asked);
    if (pair.matches()) {
      return Double.parseDouble(pair.group(1)) / Double.parseDouble(pair.group(2));
    }
    double given = first == null ? 16 / 9.0 : (double) first.getWidth() / first.getHeight();
    return Math.max(0.4, Math.min(2.5, given));
  }

  private static int even(double length) {
    return Math.max(16, (int) Math.round(length / 2) * 2);
  }
}
