package kinoloom.run;

import java.util.random.RandomGenerator;
import kinoloom.graph.Policy;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.plan.StepState;
import kinoloom.platform.Moderation;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;

/**
 * Decides what follows when a paid request came to nothing: the same again, another model, or the
 * end of the step. How often is written down, so no crash begins to count anew.
 */
final class Recovery {
  private final Desk desk;
  private final Platform platform;
  private final RandomGenerator random;

  Recovery(Desk desk, Platform platform, RandomGenerator random) {
    this.desk = desk;
    this.platform = platform;
    this.random = random;
  }

  /** A task has failed. Tasks that fail are not charged (the platform's public code). */
  void taskFailed(StepId step, Refusal refusal) {
    desk.record(new Event.TaskFailed(step, refusal));
    boolean moderated = refusal.reason() == Refusal.Reason.MODERATED;
    String what =
        moderated ? "The result was refused for its content" : "The task failed on the platform";
    String hint =
        moderated
            ? moderated(step, refusal)
            : "failed tasks are not charged; resuming the run tries it again";
    follow(step, refusal, what, hint);
  }

  /** What helps against a refusal for content. */
  String moderated(StepId id, Refusal refusal) {
    Step step = desk.state().step(id).step();
    boolean said = step != null && step.policy().refusedRetries() > 0;
    String change = "change the prompt or the picture";
    if (said || !Moderation.ofOutput(refusal)) return change;
    return change + "; what was made was refused, so the same again may pass: onRefused retry: 1";
  }

  /**
   * @param what has happened, to which what the platform says of it is added
   */
  void follow(StepId step, Refusal refusal, String what, String hint) {
    StepState state = desk.state().step(step);
    String said = what + told(state) + ": " + refusal.message();
    boolean over = state.step() == null || !desk.spends() || state.withdrawn();
    Policy policy = over ? Policy.DEFAULT : state.step().policy();
    String cause = again(state, policy, refusal);
    if (!cause.isEmpty()) {
      desk.record(new Event.Retried(step, cause, said));
      int made = state.retries() + state.refusedRetries();
      RetryPolicy pause = platform.local() ? RetryPolicy.LOCAL_TASK : RetryPolicy.TASK;
      desk.later(step, pause.pause(made, random), () -> desk.idle(step));
    } else if (!policy.fallback().isEmpty() && state.fallback().isEmpty()) {
      desk.record(new Event.FellBack(step, policy.fallback(), said));
      desk.idle(step);
    } else {
      desk.fail(step, said, hint);
    }
  }

  /** Why the same is asked for again; empty where it is not. */
  private static String again(StepState state, Policy policy, Refusal refusal) {
    return switch (refusal.reason()) {
      case MODERATED ->
          Moderation.ofOutput(refusal) && state.refusedRetries() < policy.refusedRetries()
              ? Event.Retried.REFUSED
              : "";
      case FAILED, EXPIRED, BUSY -> state.retries() < policy.retries() ? Event.Retried.FAILED : "";
      default -> "";
    };
  }

  /** What was tried already. */
  private static String told(StepState state) {
    int again = state.retries() + state.refusedRetries();
    String times = again == 0 ? "" : ", asked " + (again + 1) + " times";
    return state.fallback().isEmpty()
        ? times
        : times + ", last of the fallback " + state.fallback();
  }
}
