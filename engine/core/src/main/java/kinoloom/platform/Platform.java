package kinoloom.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The remote service. Calls return at once; futures complete on a thread of the platform's own.
 *
 * <p>An implementation never repeats a paid request, never follows a redirect with it and sends its
 * key to its own origin only.
 */
public interface Platform extends AutoCloseable {

  /**
   * Who keeps the results, for telling runs and results of different services apart: the origin, or
   * {@code local} for any server on this machine.
   */
  String scope();

  /**
   * Whether it is on this machine: asking it is cheap, and its clock may run faster than the
   * world's.
   */
  default boolean local() {
    return scope().equals("local");
  }

  /** Where requests go, as shown to people; never holds a key. */
  String address();

  Catalogue catalogue();

  /**
   * Sends a paid request, once. The future completes with whatever was answered, or with a {@link
   * NotSentException} when the request certainly was not received whole, or with another exception
   * when that is not known.
   *
   * @param transno our number for this attempt, at most 32 ASCII characters, echoed in lists
   * @param beforeTail called on a thread of the platform's own when all of the body but its last
   *     bytes has been sent; the rest is sent only when it lets the request pass
   */
  CompletableFuture<Answer> submit(Request request, String transno, Barrier beforeTail);

  /** The last moment at which a paid request can still be held back. */
  @FunctionalInterface
  interface Barrier {
    /** Completes when the rest may be sent, exceptionally when it must not be. */
    CompletableFuture<Void> pass();
  }

  /**
   * The same for a chat whose words are wanted while it says them. A platform that cannot tell them
   * early just answers.
   *
   * @param hearing called in order on one thread of the platform's own, before the future completes
   */
  default CompletableFuture<Answer> submit(
      Request request, String transno, Barrier beforeTail, Hearing hearing) {
    return submit(request, transno, beforeTail);
  }

  /** Hears what a chat says while it says it: in pieces, as they come over the wire. */
  @FunctionalInterface
  interface Hearing {
    /**
     * @param reasoning whether the model is thinking aloud; that is no part of its answer
     */
    void said(String text, boolean reasoning);
  }

  /**
   * What a request's category may be called on the wire, the name that seems to work first. A
   * request that is refused as {@link Refusal.Reason#NO_SUCH_MODEL} under one may be sent under the
   * next.
   */
  default List<String> categoryNames(Request request) {
    return List.of(request.category());
  }

  /** What an answer means. Pure: the same answer, read again after a crash, means the same. */
  Submitted read(Request request, Answer answer);

  /**
   * Looks for the task that was made of a request whose answer was lost, by our number for it.
   * Empty where no record names it or where the platform does not show its records: that proves
   * nothing. A record may appear late.
   */
  default CompletableFuture<Optional<TaskId>> lookUp(String category, String transno) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /**
   * What the account's records say became of a request, by our number for it; for a task that the
   * platform has lost sight of. Empty where no record, or more than one, names it.
   */
  default CompletableFuture<Optional<TaskStatus>> recall(String category, String transno) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /**
   * What the account's records say a task was made for. Empty where none of them names it: that
   * proves nothing.
   */
  default CompletableFuture<Optional<TaskRecord>> record(String category, TaskId task) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /** Asks for a task. Completes with {@link TaskStatus.Unclear} when the network fails. */
  CompletableFuture<TaskStatus> poll(TaskId task);

  /**
   * Downloads a result into {@code target}, an existing empty file, without sending the key to
   * other hosts. Completes with the number of bytes, or exceptionally with an {@link IOException}.
   */
  CompletableFuture<Long> fetch(String url, Path target);

  /** Ends all calls and threads. */
  @Override
  void close();
}
