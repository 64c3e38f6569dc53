package kinoloom;

import java.util.concurrent.CompletableFuture;

/**
 * A run in progress.
 *
 * <pre>{@code
 * void example(Kinoloom kinoloom) throws Exception {
 *   try (Run run = kinoloom.run(Path.of("film.groovy"), Map.of())) {
 *     run.result().thenAccept(result -> System.out.println(run.id() + " " + result.status()));
 *     if (System.in.read() == 'q') run.cancel();
 *     System.out.println(run.result().join().files());
 *   }
 * }
 * }</pre>
 */
public interface Run extends AutoCloseable {

  String id();

  /**
   * Completes when the run has ended, in whatever way: a step that failed, a refused key or missing
   * money is a result and not an exception. It completes exceptionally only when the engine itself
   * cannot go on, such as with a disk that cannot be written.
   */
  CompletableFuture<RunResult> result();

  /**
   * Stops submitting. An answer that is on its way is waited for and kept; the run can be resumed.
   * Returns at once, {@link #result} completes with {@link RunResult.Status#CANCELLED}.
   */
  void cancel();

  /** Cancels if need be and waits until the run has let go of its folder. */
  @Override
  void close();
}
