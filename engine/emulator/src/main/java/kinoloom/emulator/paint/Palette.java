package kinoloom.emulator.paint;

import java.awt.Color;
import java.util.Random;

/**
 * The colours of a scene: a sky from top to horizon, its light, land from far to near, an accent.
 */
record Palette(
    Color top, Color middle, Color horizon, Color light, Color far, Color near, Color accent) {
  private static final Palette NIGHT =
      of(0x0b1030, 0x24295e, 0x6a4a86, 0xfdf3d0, 0x4a3f78, 0x0d0f24, 0xf2a65a);
  private static final Palette DEEP_NIGHT =
      of(0x05101f, 0x10314f, 0x2f6f7e, 0xeaf6ff, 0x2b5468, 0x06131c, 0xffd479);
  private static final Palette SUNSET =
      of(0x2c2a5a, 0xb2476b, 0xffb25e, 0xfff0c2, 0x9a4b6c, 0x24142c, 0xffdf8c);
  private static final Palette DAWN =
      of(0x5a7fb8, 0xd7a6b8, 0xffe0b0, 0xfffbe6, 0x8d8fb5, 0x2f3550, 0xe76f51);
  private static final Palette DAY =
      of(0x2f86c9, 0x86c5e8, 0xe6f4ea, 0xfff6d0, 0x7fa9b8, 0x234a3c, 0xe9503f);
  private static final Palette MEADOW =
      of(0x4aa3b8, 0xa9dcc4, 0xfbf3c4, 0xfffbe0, 0x7fae93, 0x22452f, 0xf4a261);
  private static final Palette SNOW =
      of(0x5b7da6, 0xa9c3dc, 0xf3f1f4, 0xffffff, 0xa7b7cd, 0x4b5d78, 0xd1495b);
  private static final Palette DESERT =
      of(0x3d6fa0, 0xe3b27c, 0xffe3b3, 0xfff6dc, 0xcf8f5d, 0x5b2e22, 0x2a9d8f);
  private static final Palette[] ANY = {NIGHT, DEEP_NIGHT, SUNSET, DAWN, DAY, MEADOW};

  private static Palette of(int... rgb) {
    return new Palette(
        new Color(rgb[0]),
        new Color(rgb[1]),
        new Color(rgb[2]),
        new Color(rgb[3]),
        new Color(rgb[4]),
        new Color(rgb[5]),
        new Color(rgb[6]));
  }

  static Palette of(Subject subject) {
    Random random = subject.random("palette");
    Palette chosen = base(subject, random);
    float turn = (random.nextFloat() - 0.5f) * 0.05f;
    return new Palette(
        turned(chosen.top, turn),
        turned(chosen.middle, turn),
        turned(chosen.horizon, turn),
        chosen.light,
        turned(chosen.far, turn),
        turned(chosen.near, turn),
        chosen.accent);
  }

  boolean dark() {
    return top.getRed() + top.getGreen() + top.getBlue() < 160;
  }

  /** A colour of the land: 0 is the farthest ridge, 1 the nearest. */
  Color land(double nearness) {
    return mix(far, near, nearness);
  }

  static Color mix(Color a, Color b, double share) {
    return new Color(
        channel(a.getRed(), b.getRed(), share),
        channel(a.getGreen(), b.getGreen(), share),
        channel(a.getBlue(), b.getBlue(), share));
  }

  static Color faded(Color color, double alpha) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(alpha * 255));
  }

  private static Palette base(Subject subject, Random random) {
    if (subject.mentions("snow", "winter", "ice", "雪", "冬", "冰")) {
      return SNOW;
    }
    if (subject.mentions("desert", "sand", "dune", "沙漠", "沙")) {
      return DESERT;
    }
    if (subject.mentions("night", "midnight", "moon", "halloween", "夜", "月", "万圣", "星")) {
      return random.nextInt(4) > 0 ? NIGHT : DEEP_NIGHT;
    }
    if (subject.mentions("sunset", "dusk", "evening", "黄昏", "日落", "傍晚", "夕")) {
      return SUNSET;
    }
    if (subject.mentions("dawn", "morning", "sunrise", "清晨", "日出", "晨")) {
      return DAWN;
    }
    if (subject.mentions("day", "noon", "sunny", "garden", "白天", "阳光", "晴", "花园")) {
      return random.nextBoolean() ? DAY : MEADOW;
    }
    return ANY[random.nextInt(ANY.length)];
  }

  private static int channel(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * Math.max(0, Math.min(1, share)));
  }

  private static Color turned(Color color, float turn) {
    float[] hsb = Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
    return new Color(Color.HSBtoRGB(hsb[0] + turn, hsb[1], hsb[2]));
  }
}
