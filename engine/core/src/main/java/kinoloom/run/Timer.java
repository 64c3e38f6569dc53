package kinoloom.run;

import java.time.Duration;

/** All waiting of a run. One timer serves any number of waiting tasks. */
public interface Timer {

  /** Calls {@code task} once, after a delay, on a thread of the timer's own; it must not block. */
  void after(Duration delay, Runnable task);

  /**
   * Called by a run that has nothing to do. Time that does not pass by itself goes on to the next
   * thing that is waited for.
   *
   * @return whether something happened; false where time passes by itself
   */
  default boolean pass() {
    return false;
  }
}
