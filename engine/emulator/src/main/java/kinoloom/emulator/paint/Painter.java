package kinoloom.emulator.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One painted scene: a still, or the frames of a slow camera move through it. The same subject and
 * size give the same pixels.
 *
 * <p>The scene is painted once, in three sheets that lie at different distances; a frame only moves
 * the sheets. Not thread-safe.
 */
public final class Painter {
  private static final double OVERSCAN = 1.14;

  private final Subject subject;
  private final int width;
  private final int height;
  private final BufferedImage backdrop;
  private final BufferedImage ground;
  private final BufferedImage air;

  public Painter(Subject subject, int width, int height) {
    this.subject = subject;
    this.width = width;
    this.height = height;
    int wide = (int) Math.ceil(width * OVERSCAN);
    int high = (int) Math.ceil(height * OVERSCAN);
    Palette palette = Palette.of(subject);
    backdrop = Canvas.clear(wide, high);
    ground = Canvas.clear(wide, high);
    air = Canvas.clear(wide, high);
    Graphics2D g = Canvas.graphics(backdrop);
    new Landscape(subject, palette, wide, high).paint(g);
    g.dispose();
    Brush.over(backdrop, subject.random("brush"));
    place(palette, wide, high);
    Brush.lightly(ground, subject.random("brush on things"));
  }

  /** The scene as a picture, with its prompt written below. */
  public BufferedImage still() {
    return frame(0.5);
  }

  /**
   * One frame of the move.
   *
   * @param progress from 0 at the start to 1 at the end
   */
  public BufferedImage frame(double progress) {
    BufferedImage frame = Canvas.opaque(width, height);
    Graphics2D g = Canvas.graphics(frame);
    double slide = progress - 0.5;
    sheet(g, backdrop, 1 + 0.02 * progress, slide * 0.025, 0);
    sheet(g, ground, 1 + 0.05 * progress, slide * 0.06, 0);
    double bob = Math.sin(progress * Math.PI * 2) * 0.012;
    sheet(g, air, 1 + 0.03 * progress, slide * 0.10, bob - slide * 0.03);
    vignette(g);
    Caption.draw(g, subject.prompt(), width, height);
    g.dispose();
    return frame;
  }

  private void sheet(Graphics2D g, BufferedImage sheet, double zoom, double right, double down) {
    AffineTransform move =
        AffineTransform.getTranslateInstance(
            width / 2.0 + right * height, height / 2.0 + down * height);
    move.scale(zoom, zoom);
    move.translate(-sheet.getWidth() / 2.0, -sheet.getHeight() / 2.0);
    g.drawImage(sheet, move, null);
  }

  private void place(Palette palette, int wide, int high) {
    List<Motif> named =
        new ArrayList<>(Arrays.stream(Motif.values()).filter(m -> m.namedIn(subject)).toList());
    Random random = subject.random("things");
    if (named.isEmpty()) {
      Motif[] modest = {Motif.BIRD, Motif.TREE, Motif.FIGURE, Motif.BALLOON, Motif.FLOWER};
      named.add(modest[random.nextInt(modest.length)]);
    }
    Graphics2D onGround = Canvas.graphics(ground);
    Graphics2D inAir = Canvas.graphics(air);
    for (Motif motif : named) {
      if (motif.floats()) {
        fly(motif, inAir, palette, random, wide, high);
      } else {
        stand(motif, onGround, palette, random, wide, high);
      }
    }
    onGround.dispose();
    inAir.dispose();
  }

  private static void fly(
      Motif motif, Graphics2D g, Palette palette, Random random, int wide, int high) {
    int count = 6 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      double nearness = (i + 1.0) / count;
      double size = high * (0.05 + 0.17 * nearness * nearness) * (motif == Motif.LEAF ? 0.5 : 1);
      double column = (i * 0.618 + random.nextDouble() * 0.15) % 1;
      double x = wide * (0.10 + 0.80 * column);
      double y = high * (0.20 + 0.48 * random.nextDouble()) + size / 2;
      motif.draw(g, palette, random, x, y, size);
    }
  }

  private static void stand(
      Motif motif, Graphics2D g, Palette palette, Random random, int wide, int high) {
    int count =
        switch (motif) {
          case TREE -> 14;
          case FLOWER -> 26;
          case CITY -> 2;
          case HOUSE -> 2;
          default -> 1;
        };
    for (int i = 0; i < count; i++) {
      double nearness = (i + 1.0) / count;
      double size = high * sizeOf(motif) * (0.55 + 0.45 * nearness);
      double column = count == 1 ? 0.3 + 0.4 * random.nextDouble() : (i * 0.618 + 0.13) % 1;
      double foot =
          switch (motif) {
            case CITY -> 0.735;
            case FLOWER -> 0.80 + 0.15 * nearness;
            default -> 0.77 + 0.08 * nearness;
          };
      motif.draw(g, palette, random, wide * (0.06 + 0.88 * column), high * foot, size);
    }
  }

  private static double sizeOf(Motif motif) {
    return switch (motif) {
      case CITY -> 0.42;
      case TREE -> 0.36;
      case CAT -> 0.40;
      case FLOWER -> 0.14;
      default -> 0.30;
    };
  }

  private void vignette(Graphics2D g) {
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(width / 2.0, height / 2.0),
            (float) (Math.hypot(width, height) / 2),
            new float[] {0.55f, 1f},
            new Color[] {new Color(0, 0, 0, 0), new Color(0, 0, 0, 110)}));
    g.fillRect(0, 0, width, height);
  }
}
