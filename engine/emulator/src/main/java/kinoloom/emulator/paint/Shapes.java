package kinoloom.emulator.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/** The things themselves, each in a box one unit high that stands on the origin. */
final class Shapes {
  private static final Color STEM = new Color(0x4f6b33);
  private static final Color LAMP = new Color(0xffd76a);

  private Shapes() {}

  static void pumpkin(Graphics2D g, Palette palette, Random random) {
    float hue = 0.055f + random.nextFloat() * 0.03f;
    Color bright = new Color(Color.HSBtoRGB(hue, 0.82f, 0.98f));
    Color dark = new Color(Color.HSBtoRGB(hue - 0.02f, 0.95f, 0.62f));
    for (double offset : new double[] {-0.34, 0.34, -0.18, 0.18, 0}) {
      g.setPaint(
          new RadialGradientPaint(
              new Point2D.Double(offset - 0.08, -0.52),
              0.55f,
              new float[] {0f, 1f},
              new Color[] {bright, dark}));
      double wide = 0.28 + 0.06 * (1 - Math.abs(offset));
      g.fill(oval(offset, -0.40, wide, 0.40 - Math.abs(offset) * 0.12));
    }
    g.setColor(STEM);
    g.fill(polygon(-0.06, -0.76, -0.03, -0.98, 0.09, -1.0, 0.05, -0.76));
    g.setPaint(new GradientPaint(0, -0.6f, new Color(0xfff3a8), 0, -0.15f, new Color(0xffb52e)));
    g.fill(polygon(-0.33, -0.44, -0.21, -0.62, -0.11, -0.44));
    g.fill(polygon(0.33, -0.44, 0.21, -0.62, 0.11, -0.44));
    g.fill(
        polygon(
            -0.38, -0.33, -0.2, -0.27, -0.14, -0.32, -0.06, -0.25, 0.06, -0.25, 0.14, -0.32, 0.2,
            -0.27, 0.38, -0.33, 0.22, -0.12, 0.1, -0.08, 0.05, -0.15, -0.05, -0.15, -0.1, -0.08,
            -0.22, -0.12));
  }

  static void cat(Graphics2D g, Palette palette, Random random) {
    boolean black = random.nextInt(3) > 0;
    Color fur = black ? Palette.mix(palette.near(), Color.BLACK, 0.5) : new Color(0xc9752f);
    g.setColor(fur);
    Path2D tail = new Path2D.Double();
    tail.moveTo(0.22, -0.06);
    tail.curveTo(0.62, -0.02, 0.62, -0.40, 0.46, -0.52);
    g.setStroke(new BasicStroke(0.075f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(tail);
    Path2D body = new Path2D.Double();
    body.moveTo(-0.24, 0);
    body.curveTo(-0.26, -0.35, -0.20, -0.52, -0.04, -0.62);
    body.curveTo(0.16, -0.56, 0.34, -0.30, 0.30, 0);
    body.closePath();
    g.fill(body);
    g.fill(oval(-0.06, -0.70, 0.185, 0.16));
    g.fill(polygon(-0.235, -0.72, -0.215, -0.97, -0.08, -0.83));
    g.fill(polygon(0.115, -0.72, 0.095, -0.97, -0.04, -0.83));
    g.setColor(Palette.faded(palette.light(), 0.95));
    g.fill(oval(-0.125, -0.71, 0.035, 0.03));
    g.fill(oval(0.005, -0.71, 0.035, 0.03));
    g.setColor(Color.BLACK);
    g.fill(oval(-0.125, -0.71, 0.011, 0.028));
    g.fill(oval(0.005, -0.71, 0.011, 0.028));
  }

  static void bird(Graphics2D g, Palette palette, Random random) {
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.2));
    double flap = 0.2 + random.nextDouble() * 0.3;
    Path2D wings = new Path2D.Double();
    wings.moveTo(-0.7, -0.5 - flap);
    wings.quadTo(-0.3, -0.75 - flap * 0.4, 0, -0.42);
    wings.quadTo(0.3, -0.75 - flap * 0.4, 0.7, -0.5 - flap);
    wings.quadTo(0.28, -0.55, 0.05, -0.30);
    wings.lineTo(-0.05, -0.30);
    wings.quadTo(-0.28, -0.55, -0.7, -0.5 - flap);
    g.fill(wings);
  }

  static void balloon(Graphics2D g, Palette palette, Random random) {
    Color skin = new Color(Color.HSBtoRGB(random.nextFloat(), 0.55f, 0.92f));
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(-0.1, -0.75),
            0.5f,
            new float[] {0f, 1f},
            new Color[] {
              Palette.mix(skin, Color.WHITE, 0.5), Palette.mix(skin, Color.BLACK, 0.25)
            }));
    g.fill(oval(0, -0.66, 0.31, 0.34));
    g.fill(polygon(-0.22, -0.42, 0.22, -0.42, 0.08, -0.2, -0.08, -0.2));
    g.setColor(Palette.faded(palette.near(), 0.8));
    g.setStroke(new BasicStroke(0.012f));
    g.draw(new java.awt.geom.Line2D.Double(-0.08, -0.2, -0.06, -0.1));
    g.draw(new java.awt.geom.Line2D.Double(0.08, -0.2, 0.06, -0.1));
    g.setColor(new Color(0x6b4a2f));
    g.fill(new Rectangle2D.Double(-0.075, -0.11, 0.15, 0.11));
  }

  static void leaf(Graphics2D g, Palette palette, Random random) {
    g.rotate(random.nextDouble() * Math.PI * 2, 0, -0.5);
    g.setColor(new Color(Color.HSBtoRGB(0.02f + random.nextFloat() * 0.11f, 0.8f, 0.85f)));
    Path2D leaf = new Path2D.Double();
    leaf.moveTo(0, -0.85);
    leaf.curveTo(0.3, -0.65, 0.25, -0.35, 0, -0.15);
    leaf.curveTo(-0.25, -0.35, -0.3, -0.65, 0, -0.85);
    g.fill(leaf);
  }

  static void ship(Graphics2D g, Palette palette, Random random) {
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.25));
    Path2D hull = new Path2D.Double();
    hull.moveTo(-0.5, -0.2);
    hull.curveTo(-0.4, 0.02, 0.35, 0.02, 0.55, -0.24);
    hull.closePath();
    g.fill(hull);
    g.fill(new Rectangle2D.Double(-0.02, -1, 0.025, 0.85));
    g.setPaint(
        new GradientPaint(
            -0.4f,
            -0.8f,
            Palette.mix(palette.light(), palette.accent(), 0.2),
            0.4f,
            -0.2f,
            palette.accent()));
    Path2D sail = new Path2D.Double();
    sail.moveTo(0.02, -0.96);
    sail.quadTo(0.5, -0.55, 0.44, -0.28);
    sail.lineTo(0.02, -0.28);
    sail.closePath();
    g.fill(sail);
    g.fill(polygon(-0.04, -0.86, -0.04, -0.28, -0.4, -0.28));
  }

  static void towers(Graphics2D g, Palette palette, Random random) {
    for (int i = 0; i < 9; i++) {
      double wide = 0.14 + random.nextDouble() * 0.16;
      double tall = 0.3 + random.nextDouble() * 0.7;
      double x = -1.1 + i * 0.26;
      Color wall = Palette.mix(palette.land(0.45 + random.nextDouble() * 0.4), Color.BLACK, 0.12);
      g.setPaint(
          new GradientPaint(
              0, (float) -tall, wall, 0, 0, Palette.mix(wall, palette.horizon(), 0.25)));
      g.fill(new Rectangle2D.Double(x, -tall, wide, tall + 0.03));
      for (double y = -tall + 0.05; y < -0.05; y += 0.065) {
        for (double at = x + 0.025; at < x + wide - 0.03; at += 0.045) {
          if (random.nextInt(5) < 2) {
            g.setColor(Palette.faded(LAMP, 0.5 + random.nextDouble() * 0.45));
            g.fill(new Rectangle2D.Double(at, y, 0.022, 0.032));
          }
        }
      }
    }
  }

  static void house(Graphics2D g, Palette palette, Random random) {
    g.setColor(Palette.mix(palette.near(), palette.accent(), 0.18));
    g.fill(new Rectangle2D.Double(-0.42, -0.52, 0.84, 0.54));
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.3));
    g.fill(polygon(-0.54, -0.5, 0, -1, 0.54, -0.5));
    g.fill(new Rectangle2D.Double(0.2, -0.96, 0.11, 0.3));
    g.setColor(LAMP);
    g.fill(new Rectangle2D.Double(-0.3, -0.4, 0.17, 0.17));
    g.fill(new Rectangle2D.Double(0.14, -0.4, 0.17, 0.17));
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.4));
    g.fill(new Rectangle2D.Double(-0.075, -0.28, 0.15, 0.3));
  }

  static void pine(Graphics2D g, Palette palette, Random random) {
    Color green =
        Palette.mix(palette.near(), new Color(0x1f5a45), 0.35 + random.nextDouble() * 0.3);
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.3));
    g.fill(new Rectangle2D.Double(-0.025, -0.18, 0.05, 0.2));
    for (int tier = 0; tier < 5; tier++) {
      double y = -0.12 - tier * 0.165;
      double half = 0.27 - tier * 0.045;
      g.setColor(Palette.mix(green, palette.light(), tier * 0.035));
      g.fill(polygon(-half, y, 0, y - 0.27, half, y, half * 0.4, y - 0.03, -half * 0.4, y - 0.03));
    }
  }

  static void flower(Graphics2D g, Palette palette, Random random) {
    g.setColor(STEM);
    g.fill(polygon(-0.02, 0, -0.012, -0.75, 0.012, -0.75, 0.02, 0));
    g.fill(polygon(0, -0.25, 0.2, -0.45, 0.06, -0.3));
    g.setColor(new Color(Color.HSBtoRGB(0.85f + random.nextFloat() * 0.3f, 0.6f, 0.98f)));
    for (int petal = 0; petal < 6; petal++) {
      AffineTransform turn = AffineTransform.getRotateInstance(petal * Math.PI / 3, 0, -0.78);
      g.fill(turn.createTransformedShape(oval(0, -0.9, 0.075, 0.12)));
    }
    g.setColor(LAMP);
    g.fill(oval(0, -0.78, 0.065, 0.065));
  }

  static void figure(Graphics2D g, Palette palette, Random random) {
    g.setColor(Palette.mix(palette.near(), Color.BLACK, 0.4));
    g.fill(oval(0, -0.89, 0.085, 0.1));
    Path2D coat = new Path2D.Double();
    coat.moveTo(-0.09, -0.78);
    coat.curveTo(-0.22, -0.6, -0.2, -0.3, -0.24, -0.16);
    coat.lineTo(0.24, -0.16);
    coat.curveTo(0.2, -0.3, 0.22, -0.6, 0.09, -0.78);
    coat.closePath();
    g.fill(coat);
    g.fill(new Rectangle2D.Double(-0.12, -0.2, 0.08, 0.2));
    g.fill(new Rectangle2D.Double(0.04, -0.2, 0.08, 0.2));
    g.setColor(Palette.faded(palette.accent(), 0.95));
    g.fill(polygon(-0.1, -0.79, 0.1, -0.79, 0.2, -0.55, 0.12, -0.5, 0.06, -0.72, -0.1, -0.72));
  }

  private static Shape oval(double x, double y, double halfWidth, double halfHeight) {
    return new Ellipse2D.Double(x - halfWidth, y - halfHeight, halfWidth * 2, halfHeight * 2);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
