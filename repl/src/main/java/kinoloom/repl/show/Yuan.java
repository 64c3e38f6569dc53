package kinoloom.repl.show;

import kinoloom.platform.Money;

/** Money in words. */
final class Yuan {
  private Yuan() {}

  static String of(Money money) {
    return money + " yuan";
  }

  /** {@code 1.20}, or {@code 1.20–1.80}. */
  static String range(Money low, Money high) {
    return low.equals(high) ? low.toString() : low + "–" + high;
  }
}
