package kinoloom.repl.show;

import java.time.Duration;
import java.util.Locale;

/** Durations as people write them. */
final class Clock {
  private Clock() {}

  /** {@code 0:07}, {@code 12:30}, {@code 1:02:03}. */
  static String of(Duration time) {
    Duration shown = time.isNegative() ? Duration.ZERO : time;
    return shown.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            shown.toHours(),
            shown.toMinutesPart(),
            shown.toSecondsPart());
  }

  /** {@code 7 s}, {@code 2 min}, {@code 1 h 5 min}. */
  static String about(Duration time) {
    if (time.toSeconds() < 90) return Math.max(time.toSeconds(), time.isZero() ? 0 : 1) + " s";
    if (time.toMinutes() < 90) return Math.round(time.toSeconds() / 60.0) + " min";
    return time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
