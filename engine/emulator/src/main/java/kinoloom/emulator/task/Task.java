package kinoloom.emulator.task;

import java.time.Duration;
import java.time.Instant;

/**
 * A task and where it stands. The status is a function of the time and of whether rendering has
 * ended; nothing else moves it, and it only moves forward.
 */
public final class Task {

  /** In the order in which they come; the last two are the ends. */
  public enum Status {
    CREATED,
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  private static final double CREATED_UNTIL = 0.05;
  private static final double PENDING_UNTIL = 0.25;

  private final String owner;
  private final Order order;
  private volatile Outcome outcome;

  Task(String owner, Order order) {
    this.owner = owner;
    this.order = order;
  }

  /** The account that pays for it. */
  public String owner() {
    return owner;
  }

  public Order order() {
    return order;
  }

  /** How rendering ended; null while it has not. */
  public Outcome outcome() {
    return outcome;
  }

  void ended(Outcome how) {
    outcome = how;
  }

  public Status status(Instant now) {
    long passed = Duration.between(order.accepted(), now).toMillis();
    long lasts = order.lasts().toMillis();
    if (passed >= lasts && outcome != null) {
      return outcome instanceof Outcome.Made ? Status.SUCCEEDED : Status.FAILED;
    }
    if (passed < lasts * CREATED_UNTIL) {
      return Status.CREATED;
    }
    return passed < lasts * PENDING_UNTIL ? Status.PENDING : Status.RUNNING;
  }
}
