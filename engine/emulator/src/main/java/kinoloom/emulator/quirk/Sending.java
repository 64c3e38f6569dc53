package kinoloom.emulator.quirk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How files are sent. */
final class Sending {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,15})-(\\d{0,15})");
  private static final long BLOCK = 4 << 10;

  static final Hook.File UNSIZED = (reply, want) -> reply.unsized();

  /** Its reader rounds up to whole blocks, and says nothing of having sent a part. */
  static final Hook.File SLOPPY =
      (reply, want) -> {
        Matcher range = RANGE.matcher(want.range());
        if (!range.matches()) {
          return reply;
        }
        long first = Math.min(Long.parseLong(range.group(1)), want.size());
        long last = range.group(2).isEmpty() ? want.size() : Long.parseLong(range.group(2));
        long blocks = (Math.max(0, last - first) + BLOCK - 1) / BLOCK;
        return reply.part(first, Math.min(want.size(), first + blocks * BLOCK));
      };

  private Sending() {}

  static Hook.File refusedWhenOld(int status) {
    return (reply, want) -> want.expired() ? reply.refused(status) : reply;
  }
}
