package kinoloom.run;

import java.math.RoundingMode;
import kinoloom.artifact.PictureFacts;
import kinoloom.platform.PictureRule;

/**
 * The size a picture gets: of a ratio, as near to its own as can be, and within a model's limits.
 */
record Frame(int width, int height) {
  /** Of the longer side of a copy, where the model names no limit: no clip is larger. */
  private static final int MOST = 4096;

  /**
   * @param ratio null for the picture's own, or the nearest the model takes
   * @param cut whether the frame is to lie within the picture, else the picture within the frame
   */
  static Frame of(PictureFacts picture, Ratio ratio, boolean cut, PictureRule rule) {
    Ratio wanted = ratio != null ? ratio : nearest(picture.width(), picture.height(), rule);
    return wanted.simple()
        ? exact(picture, wanted, cut, rule)
        : rounded(picture, wanted, cut, rule);
  }

  /** The ratio itself, or the nearest within the rule. */
  static Ratio nearest(int width, int height, PictureRule rule) {
    if (PictureRule.below(rule.minRatio(), width, height)) {
      return Ratio.of(rule.minRatio(), RoundingMode.CEILING);
    }
    if (PictureRule.above(rule.maxRatio(), width, height)) {
      return Ratio.of(rule.maxRatio(), RoundingMode.FLOOR);
    }
    return Ratio.of(width, height);
  }

  /** A whole multiple of the ratio. */
  private static Frame exact(PictureFacts picture, Ratio ratio, boolean cut, PictureRule rule) {
    int times =
        cut
            ? Math.min(picture.width() / ratio.width(), picture.height() / ratio.height())
            : Math.max(up(picture.width(), ratio.width()), up(picture.height(), ratio.height()));
    if (rule.minSide() != null) {
      times = Math.max(times, up(rule.minSide(), Math.min(ratio.width(), ratio.height())));
    }
    times = Math.min(times, most(rule) / Math.max(ratio.width(), ratio.height()));
    times = Math.max(1, times);
    return new Frame(ratio.width() * times, ratio.height() * times);
  }

  private static int most(PictureRule rule) {
    return rule.maxSide() != null ? rule.maxSide() : MOST;
  }

  private static int up(int pixels, int part) {
    return (pixels + part - 1) / part;
  }

  private static Frame rounded(PictureFacts picture, Ratio ratio, boolean cut, PictureRule rule) {
    double wide = (double) picture.width() / ratio.width();
    double high = (double) picture.height() / ratio.height();
    double times = cut ? Math.min(wide, high) : Math.max(wide, high);
    if (rule.minSide() != null) {
      times = Math.max(times, rule.minSide() / (double) Math.min(ratio.width(), ratio.height()));
    }
    times = Math.min(times, most(rule) / (double) Math.max(ratio.width(), ratio.height()));
    int width = (int) Math.max(1, Math.round(ratio.width() * times));
    int height = (int) Math.max(1, Math.round(ratio.height() * times));
    // A pixel that was rounded away may be the one that the limit is about.
    if (PictureRule.above(rule.maxRatio(), width, height)) height++;
    if (PictureRule.below(rule.minRatio(), width, height)) width++;
    return new Frame(width, height);
  }
}
