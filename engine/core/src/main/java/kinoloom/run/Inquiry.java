package kinoloom.run;

import java.util.concurrent.CompletableFuture;
import kinoloom.plan.StepState;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;
import kinoloom.platform.TaskStatus;

/**
 * Asks once what became of a paid request: the task, if it has one, and where the platform has lost
 * sight of it the account's records, which know of such tasks and of pictures that never were one.
 */
final class Inquiry {
  private static final TaskStatus NO_TASK = new TaskStatus.Lost("it has no task");

  private final Platform platform;

  Inquiry(Platform platform) {
    this.platform = platform;
  }

  /** {@link TaskStatus.Lost} if nobody knows. Never completes exceptionally. */
  CompletableFuture<TaskStatus> about(StepState state) {
    Request request = Preparation.again(state.prepared().request());
    String transno = state.transno();
    CompletableFuture<TaskStatus> told =
        state.task() == null
            ? CompletableFuture.completedFuture(NO_TASK)
            : platform.poll(state.task());
    return told.thenCompose(
            status ->
                status instanceof TaskStatus.Lost && !transno.isEmpty()
                    ? platform
                        .recall(request.category(), transno)
                        .thenApply(it -> it.orElse(status))
                    : CompletableFuture.completedFuture(status))
        .exceptionally(error -> new TaskStatus.Unclear(String.valueOf(error.getMessage())));
  }
}
