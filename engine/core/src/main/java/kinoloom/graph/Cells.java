package kinoloom.graph;

/** How wide texts are on a screen, in cells of a terminal. */
public final class Cells {
  private Cells() {}

  /** Two cells for each Chinese, Japanese or Korean sign. */
  public static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  public static int width(int point) {
    boolean mark =
        Character.getType(point) == Character.NON_SPACING_MARK
            || Character.getType(point) == Character.FORMAT;
    if (mark) return 0;
    boolean wide =
        point >= 0x1100 && point <= 0x115f
            || point >= 0x2e80 && point <= 0xa4cf
            || point >= 0xac00 && point <= 0xd7a3
            || point >= 0xf900 && point <= 0xfaff
            || point >= 0xfe30 && point <= 0xfe6f
            || point >= 0xff00 && point <= 0xff60
            || point >= 0xffe0 && point <= 0xffe6
            || point >= 0x1f300 && point <= 0x1faff
            || point >= 0x20000 && point <= 0x3fffd;
    return wide ? 2 : 1;
  }
}
