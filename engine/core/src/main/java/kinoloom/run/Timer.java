package kinoloom.run;

import java.time.Duration;

/** All waiting of a run. One timer serves any number of waiting tasks. */
public interface Timer {

  /** Calls {@code task} once, after a delay, on a thread of the timer's own; it must not block. */
  void after(Duration delay, Runnable task);
}
