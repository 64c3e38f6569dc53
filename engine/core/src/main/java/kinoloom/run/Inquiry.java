package kinoloom.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kinoloom.plan.StepState;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;
import kinoloom.platform.TaskStatus;

/**
 * Asks once what became of a paid request: the task, if it has one, and where that tells nothing
 * the account's records, which know of tasks that the platform has lost sight of and of pictures
 * that never were one.
 */
final class Inquiry {
  private final Platform platform;

  Inquiry(Platform platform) {
    this.platform = platform;
  }

  /** Empty if nobody tells. Never completes exceptionally. */
  CompletableFuture<Optional<TaskStatus>> about(StepState state) {
    Request request = Preparation.again(state.prepared().request());
    String transno = state.transno();
    CompletableFuture<Optional<TaskStatus>> told =
        state.task() == null
            ? CompletableFuture.completedFuture(Optional.empty())
            : platform.poll(state.task()).thenApply(Optional::of);
    return told.thenApply(Inquiry::telling)
        .thenCompose(
            status ->
                status.isPresent()
                    ? CompletableFuture.completedFuture(status)
                    : platform.recall(request.category(), transno).thenApply(Inquiry::telling))
        .exceptionally(error -> Optional.empty());
  }

  private static Optional<TaskStatus> telling(Optional<TaskStatus> status) {
    return status.filter(
        it ->
            !(it instanceof TaskStatus.Lost
                || it instanceof TaskStatus.Unclear
                || it instanceof TaskStatus.Refused));
  }
}
