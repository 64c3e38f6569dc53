package kinoloom;

import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import kinoloom.run.SystemTimer;
import kinoloom.run.Timer;

/** The threads that all runs of an engine share. */
final class Engine implements AutoCloseable {
  private static final int WORKERS = 4;
  private static final long PATIENCE_SECONDS = 10;

  private final InstantSource clock;
  private final Timer timer;
  private final SystemTimer own;
  private final ExecutorService workers;
  private final ExecutorService darkroom;

  Engine(InstantSource clock) {
    this.clock = clock;
    this.own = new SystemTimer();
    this.timer = own;
    this.workers = Executors.newFixedThreadPool(WORKERS, named("worker"));
    this.darkroom = Executors.newSingleThreadExecutor(named("darkroom"));
  }

  /** In a time of somebody else's, each run does everything on its own thread. */
  Engine(InstantSource clock, Timer time) {
    this.clock = clock;
    this.own = null;
    this.timer = time;
    this.workers = new Here();
    this.darkroom = new Here();
  }

  InstantSource clock() {
    return clock;
  }

  Timer timer() {
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

  /**
   * In a time of somebody else's a run goes the same way each time.
   *
   * @param process what tells one process of a run from another
   */
  RandomGenerator random(String process) {
    return own == null ? new Random(process.hashCode()) : RandomGenerator.of("L64X128MixRandom");
  }

  /** For the closures of one run's script, one at a time; to be shut down with the run. */
  ExecutorService script() {
    return own == null ? new Here() : Executors.newSingleThreadExecutor(named("script"));
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
    if (own != null) own.close();
    workers.shutdownNow();
    darkroom.shutdownNow();
    try {
      workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      darkroom.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what it is given at once, on the thread that gives it. */
  private static final class Here extends AbstractExecutorService {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return true;
    }
  }
}
