package kinoloom.emulator.quirk;

import static kinoloom.emulator.quirk.Ask.Kind.CHAT;
import static kinoloom.emulator.quirk.Ask.Kind.FILE;
import static kinoloom.emulator.quirk.Ask.Kind.LIST;
import static kinoloom.emulator.quirk.Ask.Kind.POLL;
import static kinoloom.emulator.quirk.Ask.Kind.SUBMIT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kinoloom.emulator.quirk.Ask.Kind;

/** What can happen to a request on a bad day, how often compared with the others, and to which. */
enum Mishap {
  PAGE_500(2, Kind.values()),
  PAGE_502(3, Kind.values()),
  PAGE_503(3, Kind.values()),
  THROTTLED(3, SUBMIT, POLL, CHAT, LIST),
  /** The connection breaks before the request is read. */
  RESET_UNREAD(3, Kind.values()),
  /** What was asked for is done, and the connection breaks before it is said. */
  RESET_UNANSWERED(3, SUBMIT, POLL, CHAT, LIST),
  /** What was asked for is done, and a proxy says that it knows nothing. */
  PAGE_504_DONE(2, SUBMIT, POLL, CHAT, LIST),
  CUT_MIDWAY(2, Kind.values()),
  SLOW(3, Kind.values()),
  ODD_STATUS(2, POLL),
  POLL_ERROR(2, POLL),
  LINK_REFUSED(3, FILE);

  private final int weight;
  private final Set<Kind> kinds;

  Mishap(int weight, Kind... kinds) {
    this.weight = weight;
    this.kinds = EnumSet.copyOf(Arrays.asList(kinds));
  }

  /**
   * One of those that happen to that kind of request.
   *
   * @param drawn from 0 to 1
   */
  static Mishap of(Kind kind, double drawn) {
    List<Mishap> possible =
        Arrays.stream(values()).filter(mishap -> mishap.kinds.contains(kind)).toList();
    double left = drawn * possible.stream().mapToInt(mishap -> mishap.weight).sum();
    for (Mishap mishap : possible) {
      left -= mishap.weight;
      if (left < 0) {
        return mishap;
      }
    }
    return possible.get(possible.size() - 1);
  }
}
