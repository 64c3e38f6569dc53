package kinoloom.emulator.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Goes over a picture with short strokes of the colours found in it, so that it looks painted. */
final class Brush {
  private Brush() {}

  /** Coarse strokes first, finer ones over them. Pixels that are not opaque are left alone. */
  static void over(BufferedImage image, Random random) {
    strokes(image, random, 2600, 0.030, 0.0085, 0.34);
    strokes(image, random, 5200, 0.015, 0.0045, 0.42);
  }

  /** Fine strokes only, for things whose outline should stay readable. */
  static void lightly(BufferedImage image, Random random) {
    strokes(image, random, 3600, 0.009, 0.0035, 0.30);
  }

  private static void strokes(
      BufferedImage image, Random random, int count, double length, double thick, double alpha) {
    BufferedImage colours = copy(image);
    Graphics2D g = Canvas.graphics(image);
    int height = image.getHeight();
    g.setStroke(
        new BasicStroke(
            (float) Math.max(1, height * thick), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble() * image.getWidth();
      double y = random.nextDouble() * height;
      double angle = Math.sin(x / height * 3 + y / height * 4) * 0.35 + random.nextGaussian() * 0.2;
      double jitter = random.nextGaussian() * 0.05;
      int argb = colours.getRGB((int) x, (int) y);
      if (argb >>> 24 < 250) {
        continue;
      }
      Color tone = jitter > 0 ? Color.WHITE : Color.BLACK;
      g.setColor(Palette.faded(Palette.mix(new Color(argb), tone, Math.abs(jitter)), alpha));
      double dx = Math.cos(angle) * height * length;
      double dy = Math.sin(angle) * height * length;
      g.draw(new QuadCurve2D.Double(x - dx, y - dy, x + dy * 0.3, y - dx * 0.12, x + dx, y + dy));
    }
    g.dispose();
  }

  private static BufferedImage copy(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    image.copyData(copy.getRaster());
    return copy;
  }
}
