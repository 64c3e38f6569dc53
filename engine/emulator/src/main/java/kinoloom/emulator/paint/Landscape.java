package kinoloom.emulator.paint;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/** What lies behind the things in a scene: sky, light, clouds, ridges, and land or water. */
final class Landscape {
  private static final double HORIZON = 0.66;

  private final Subject subject;
  private final Palette palette;
  private final int width;
  private final int height;
  private final boolean sea;

  Landscape(Subject subject, Palette palette, int width, int height) {
    this.subject = subject;
    this.palette = palette;
    this.width = width;
    this.height = height;
    this.sea =
        subject.mentions(
            "sea", "ocean", "water", "lake", "river", "beach", "ship", "boat", "island", "wave",
            "海", "湖", "河", "船", "水面", "浪");
  }

  void paint(Graphics2D g) {
    sky(g);
    if (palette.dark()) {
      stars(g);
    }
    Random random = subject.random("light");
    double x = width * (0.22 + 0.56 * random.nextDouble());
    double y = height * (0.20 + 0.16 * random.nextDouble());
    light(g, x, y);
    clouds(g);
    ridges(g);
    if (sea) {
      water(g, x);
    } else {
      ground(g);
    }
  }

  private void sky(Graphics2D g) {
    g.setPaint(
        new LinearGradientPaint(
            0,
            0,
            0,
            (float) (height * HORIZON),
            new float[] {0f, 0.55f, 1f},
            new Color[] {palette.top(), palette.middle(), palette.horizon()}));
    g.fillRect(0, 0, width, height);
  }

  private void stars(Graphics2D g) {
    Random random = subject.random("stars");
    for (int i = 0; i < 170; i++) {
      double y = random.nextDouble();
      double size = height * (0.001 + 0.0032 * Math.pow(random.nextDouble(), 3));
      g.setColor(Palette.faded(palette.light(), (0.35 + 0.6 * random.nextDouble()) * (1 - y)));
      dot(g, random.nextDouble() * width, y * height * 0.6, size);
    }
  }

  private void light(Graphics2D g, double x, double y) {
    double radius = height * (palette.dark() ? 0.085 : 0.075);
    if (subject.mentions("moon", "月")) {
      radius *= 1.5;
    }
    glow(g, x, y, radius * 6, 0.34);
    glow(g, x, y, radius * 2.2, 0.45);
    g.setColor(palette.light());
    dot(g, x, y, radius);
    if (palette.dark()) {
      Random random = subject.random("craters");
      for (int i = 0; i < 7; i++) {
        double angle = random.nextDouble() * Math.PI * 2;
        double off = radius * 0.7 * Math.sqrt(random.nextDouble());
        g.setColor(Palette.faded(palette.far(), 0.10 + 0.10 * random.nextDouble()));
        double size = radius * (0.07 + 0.16 * random.nextDouble());
        dot(g, x + Math.cos(angle) * off, y + Math.sin(angle) * off, size);
      }
    }
  }

  private void glow(Graphics2D g, double x, double y, double radius, double strength) {
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new float[] {0f, 0.35f, 1f},
            new Color[] {
              Palette.faded(palette.light(), strength),
              Palette.faded(palette.light(), strength * 0.35),
              Palette.faded(palette.light(), 0)
            }));
    dot(g, x, y, radius);
  }

  private void clouds(Graphics2D g) {
    Random random = subject.random("clouds");
    int count = 3 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble() * width;
      double y = height * (0.08 + 0.42 * random.nextDouble());
      double length = height * (0.18 + 0.3 * random.nextDouble());
      Color tint = Palette.mix(palette.horizon(), palette.light(), random.nextDouble() * 0.6);
      for (int puff = 0; puff < 26; puff++) {
        double along = random.nextGaussian() * 0.4;
        double size = height * 0.05 * Math.max(0.15, 1 - Math.abs(along)) * random.nextDouble();
        g.setColor(Palette.faded(tint, 0.05 + 0.10 * random.nextDouble()));
        double lift = random.nextGaussian() * height * 0.011;
        g.fill(
            new Ellipse2D.Double(
                x + along * length - size * 2.4, y + lift - size * 0.6, size * 4.8, size * 1.3));
      }
    }
  }

  private void ridges(Graphics2D g) {
    Random random = subject.random("ridges");
    boolean mountains = subject.mentions("mountain", "peak", "cliff", "山", "峰");
    int count = 3;
    for (int i = 0; i < count; i++) {
      double nearness = (i + 0.3) / (count + 1.2);
      double base = height * (HORIZON - 0.02 + 0.035 * i);
      double tall = height * (mountains ? 0.34 : 0.16) * (1 - 0.22 * i);
      Color colour = palette.land(nearness);
      g.setPaint(
          new GradientPaint(
              0,
              (float) (base - tall),
              colour,
              0,
              (float) (base + height * 0.06),
              Palette.mix(colour, palette.horizon(), 0.5)));
      g.fill(ridge(random, base, tall, mountains ? 0.62 : 0.42));
    }
  }

  /** A ridge line by halving: each midpoint is moved by ever less. */
  private Path2D ridge(Random random, double base, double tall, double roughness) {
    int points = 257;
    double[] line = new double[points];
    line[0] = random.nextDouble();
    line[points - 1] = random.nextDouble();
    double move = 0.6;
    for (int step = points - 1; step > 1; step /= 2, move *= roughness) {
      for (int at = step / 2; at < points; at += step) {
        double middle = (line[at - step / 2] + line[at + step / 2]) / 2;
        line[at] = middle + (random.nextDouble() - 0.5) * 2 * move;
      }
    }
    Path2D path = new Path2D.Double();
    path.moveTo(0, height);
    for (int at = 0; at < points; at++) {
      double up = 0.25 + 0.75 * Math.max(0, Math.min(1.2, line[at]));
      path.lineTo(width * at / (points - 1.0), base - tall * up);
    }
    path.lineTo(width, height);
    path.closePath();
    return path;
  }

  private void water(Graphics2D g, double lightX) {
    double top = height * (HORIZON + 0.03);
    g.setPaint(
        new GradientPaint(
            0,
            (float) top,
            Palette.mix(palette.horizon(), palette.middle(), 0.35),
            0,
            height,
            Palette.mix(palette.top(), palette.near(), 0.55)));
    g.fill(new Rectangle2D.Double(0, top, width, height - top));
    Random random = subject.random("water");
    for (int i = 0; i < 420; i++) {
      double depth = Math.pow(random.nextDouble(), 1.5);
      double y = top + depth * (height - top);
      boolean glint = random.nextInt(3) == 0;
      double spread = height * (0.05 + 0.25 * depth);
      double x =
          glint ? lightX + random.nextGaussian() * spread * 0.5 : random.nextDouble() * width;
      double length = height * (0.02 + 0.09 * depth);
      Color tone = glint ? palette.light() : palette.horizon();
      g.setColor(Palette.faded(tone, glint ? 0.45 * (1 - 0.6 * depth) : 0.13));
      g.fill(new Ellipse2D.Double(x - length / 2, y, length, height * (0.0015 + 0.0045 * depth)));
    }
  }

  private void ground(Graphics2D g) {
    Random random = subject.random("ground");
    double top = height * (HORIZON + 0.08);
    Path2D hill = new Path2D.Double();
    double left = top + (random.nextDouble() - 0.5) * height * 0.08;
    double right = top + (random.nextDouble() - 0.5) * height * 0.08;
    hill.moveTo(0, left);
    hill.curveTo(
        width * 0.3, left - height * 0.07, width * 0.6, right + height * 0.05, width, right);
    hill.lineTo(width, height);
    hill.lineTo(0, height);
    hill.closePath();
    g.setPaint(
        new GradientPaint(
            0,
            (float) top,
            palette.land(0.55),
            0,
            height,
            Palette.mix(palette.near(), Color.BLACK, 0.15)));
    g.fill(hill);
    for (int i = 0; i < 700; i++) {
      double depth = Math.sqrt(random.nextDouble());
      double x = random.nextDouble() * width;
      double y = top + height * 0.05 + depth * (height - top);
      double blade = height * (0.008 + 0.03 * depth);
      g.setColor(
          Palette.faded(
              Palette.mix(palette.land(0.35), palette.accent(), random.nextDouble() * 0.35),
              0.10 + 0.14 * random.nextDouble()));
      Path2D grass = new Path2D.Double();
      grass.moveTo(x - blade * 0.08, y);
      grass.quadTo(x, y - blade * 0.6, x + (random.nextDouble() - 0.5) * blade, y - blade);
      grass.lineTo(x + blade * 0.08, y);
      grass.closePath();
      g.fill(grass);
    }
  }

  private static void dot(Graphics2D g, double x, double y, double radius) {
    g.fill(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2));
  }
}
