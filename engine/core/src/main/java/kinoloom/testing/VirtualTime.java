package kinoloom.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import kinoloom.run.Timer;

/**
 * A clock that stands still while anything is done, and goes on to the next thing that is waited
 * for once nothing is: an hour of polling takes no time. The same from run to run.
 */
public final class VirtualTime implements InstantSource, Timer {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparing(Alarm::number));
  private Instant now = START;
  private long number;

  private record Alarm(Instant at, long number, Runnable task) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** How much time has passed. */
  public synchronized Duration elapsed() {
    return Duration.between(START, now);
  }

  /** Lets time pass beside what is waited for. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    alarms.add(new Alarm(now.plus(delay), number++, task));
  }

  /** Goes on to the next thing that is waited for. */
  @Override
  public boolean pass() {
    Alarm next;
    synchronized (this) {
      next = alarms.poll();
      if (next == null) {
        throw new IllegalStateException(
            "Nothing is left to wait for, and the run has not ended: in virtual time a platform"
                + " must answer before its methods return");
      }
      if (next.at().isAfter(now)) now = next.at();
    }
    next.task().run();
    return true;
  }

  /** What a run that is over was waiting for. */
  synchronized void forget() {
    alarms.clear();
  }
}
