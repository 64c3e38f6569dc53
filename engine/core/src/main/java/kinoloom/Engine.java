package kinoloom;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kinoloom.run.SystemTimer;

/** The threads that all runs of an engine share. */
final class Engine implements AutoCloseable {
  private static final int WORKERS = 4;
  private static final long PATIENCE_SECONDS = 10;

  private final InstantSource clock;
  private final SystemTimer timer = new SystemTimer();
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, named("worker"));
  private final ExecutorService darkroom = Executors.newSingleThreadExecutor(named("darkroom"));

  Engine(InstantSource clock) {
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  SystemTimer timer() {
    return timer;
  }

  /** For blocking work: downloads, hashes, cutting films. */
  ExecutorService workers() {
    return workers;
  }

  /** For pictures that are fitted, one at a time: results that can expire do not wait for them. */
  ExecutorService darkroom() {
    return darkroom;
  }

  static ThreadFactory named(String role) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "kinoloom-" + role + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.close();
    workers.shutdownNow();
    darkroom.shutdownNow();
    try {
      workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      darkroom.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
