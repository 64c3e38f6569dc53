package kinoloom.emulator.task;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** All waiting of the emulator, on one thread. What runs on it must be short. */
public final class Timer implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "kinoloom-emulator-timer");
            thread.setDaemon(true);
            return thread;
          });

  public Timer() {
    executor.setRemoveOnCancelPolicy(true);
    executor.setRejectedExecutionHandler((work, closed) -> cancel(work));
  }

  public ScheduledFuture<?> after(Duration delay, Runnable work) {
    return executor.schedule(work, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Blocks the calling thread; ends early with an exception when the timer is closed. */
  public void pause(Duration length) throws InterruptedException {
    if (length.toMillis() <= 0) {
      return;
    }
    try {
      after(length, () -> {}).get();
    } catch (CancellationException e) {
      throw new InterruptedException("the timer was closed");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow().forEach(Timer::cancel);
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cancel(Runnable work) {
    if (work instanceof Future<?> future) {
      future.cancel(false);
    }
  }
}
