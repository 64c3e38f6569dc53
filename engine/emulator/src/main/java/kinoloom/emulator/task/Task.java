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
  private final int attempt;
  private volatile Instant rendered = Instant.MIN;
  private volatile Outcome outcome;

  Task(String owner, Order order, int attempt) {
    this.owner = owner;
    this.order = order;
    this.attempt = attempt;
  }

  /** The account that pays for it. */
  public String owner() {
    return owner;
  }

  public Order order() {
    return order;
  }

  /** 1 for the first task of a prompt, 2 for the next of the same. */
  public int attempt() {
    return attempt;
  }

  /** How rendering ended; null while it has not. */
  public Outcome outcome() {
    return outcome;
  }

  void ended(Outcome how, Instant when) {
    rendered = when;
    outcome = how;
  }

  /** When it ends, as far as is known: rendering may make it later. */
  public Instant end() {
    Instant due = order.accepted().plus(order.lasts());
    return rendered.isAfter(due) ? rendered : due;
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
