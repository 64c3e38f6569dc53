package kinoloom.emulator.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Slows whoever tries too often: some tries are free, then each one doubles the wait, from a second
 * to a quarter of an hour. An hour of quiet forgives. Thread-safe.
 */
final class Brake {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGIVEN = Duration.ofHours(1);
  private static final int MOST_KEPT = 20_000;

  private record Tries(int count, Instant last, Instant open) {}

  private final int free;
  private final InstantSource clock;
  private final Map<String, Tries> byKey = new HashMap<>();

  Brake(int free, InstantSource clock) {
    this.free = free;
    this.clock = clock;
  }

  /**
   * Counts a try, unless it comes too early.
   *
   * @return how long to wait before the next can be made; zero when this one counts
   */
  synchronized Duration take(String key) {
    Instant now = clock.instant();
    Tries before = byKey.get(key);
    if (before != null && now.isBefore(before.open())) {
      return Duration.between(now, before.open());
    }
    if (byKey.size() >= MOST_KEPT) {
      byKey.values().removeIf(tries -> stale(tries, now));
    }
    int count = before == null || stale(before, now) ? 1 : before.count() + 1;
    byKey.put(key, new Tries(count, now, now.plus(delay(count))));
    return Duration.ZERO;
  }

  /** The last try turned out to be honest: it does not count. */
  synchronized void giveBack(String key) {
    byKey.computeIfPresent(
        key,
        (name, tries) ->
            tries.count() <= 1 ? null : new Tries(tries.count() - 1, tries.last(), tries.last()));
  }

  synchronized void forget(String key) {
    byKey.remove(key);
  }

  private Duration delay(int count) {
    if (count < free) {
      return Duration.ZERO;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(20, count - free));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  private static boolean stale(Tries tries, Instant now) {
    return now.isAfter(tries.last().plus(FORGIVEN));
  }
}
