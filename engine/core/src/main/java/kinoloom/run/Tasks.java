package kinoloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.plan.StepState;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.TaskStatus;

/**
 * Asks for tasks until they end. A poll that goes wrong says nothing about the task. A task that
 * the platform has lost sight of is given time: its row may be written late, the vendor may be
 * reached again.
 */
final class Tasks {
  /** How long the platform may have lost sight of a task, and how often it is asked meanwhile. */
  private static final Duration GRACE = Duration.ofSeconds(120);

  private static final int LEAST_POLLS = 5;
  private static final int MOST_REFUSALS = 5;

  private final Desk desk;
  private final Platform platform;
  private final RandomGenerator random;
  private final Inquiry inquiry;
  private final Recovery recovery;

  Tasks(Desk desk, Platform platform, RandomGenerator random, Recovery recovery) {
    this.desk = desk;
    this.platform = platform;
    this.random = random;
    this.recovery = recovery;
    this.inquiry = new Inquiry(platform);
  }

  void watch(StepId step) {
    Watch watch = new Watch(step, schedule(step), desk.now());
    desk.afterCommit(step, () -> desk.later(step, watch.schedule.first(), watch::ask));
  }

  private PollSchedule schedule(StepId step) {
    if (platform.local()) return PollSchedule.LOCAL;
    Request request = Preparation.again(desk.state().step(step));
    return platform
        .catalogue()
        .find(request.category(), request.model())
        .map(spec -> PollSchedule.of(spec.typical(request.params())))
        .orElse(PollSchedule.LOCAL);
  }

  /** One task that is being waited for. */
  private final class Watch {
    private final StepId step;
    private final PollSchedule schedule;
    private final Instant since;

    /** How long the script lets it be waited for; null if it does not say. */
    private final Duration timeout;

    private int lost;
    private Instant heardAt;

    /** Without the time in which nobody answered. */
    private Duration outOfSight = Duration.ZERO;

    private int refusals;

    Watch(StepId step, PollSchedule schedule, Instant since) {
      this.step = step;
      this.schedule = schedule;
      this.since = since;
      this.heardAt = since;
      StepState state = desk.state().step(step);
      this.timeout = state.step() == null ? null : state.step().policy().timeout();
    }

    void ask() {
      StepState state = desk.state().step(step);
      // The records may know of a task that the platform does not find.
      CompletableFuture<TaskStatus> asked =
          lost < LEAST_POLLS ? platform.poll(state.task()) : inquiry.about(state);
      asked.whenComplete((status, error) -> desk.post(step, () -> heard(status, error)));
    }

    private void heard(TaskStatus status, Throwable error) {
      Duration since = Duration.between(heardAt, desk.now());
      heardAt = desk.now();
      if (error != null) {
        again();
      } else if (status instanceof TaskStatus.Waiting waiting) {
        said(waiting.word());
      } else if (status instanceof TaskStatus.Running running) {
        said(running.word());
      } else if (status instanceof TaskStatus.Succeeded succeeded) {
        desk.record(new Event.TaskSucceeded(step, succeeded.media(), succeeded.usage()));
        desk.idle(step);
      } else if (status instanceof TaskStatus.Failed failed) {
        recovery.taskFailed(step, failed.refusal());
      } else if (status instanceof TaskStatus.Refused refused) {
        refused(refused.refusal());
      } else if (status instanceof TaskStatus.Lost unseen) {
        lost(unseen.message(), since);
      } else if (status instanceof TaskStatus.Unclear) {
        again();
      } else {
        throw new IllegalStateException("No rule for " + status.getClass());
      }
    }

    private void said(String word) {
      lost = 0;
      outOfSight = Duration.ZERO;
      refusals = 0;
      StepState state = desk.state().step(step);
      if (!word.equals(state.word())) desk.record(new Event.TaskChanged(step, word));
      again();
    }

    private void lost(String message, Duration since) {
      if (lost++ > 0) outOfSight = outOfSight.plus(since);
      if (lost <= LEAST_POLLS || outOfSight.compareTo(GRACE) <= 0) {
        again();
        return;
      }
      int attempt = desk.state().step(step).attempt();
      desk.record(new Event.Ambiguous(step, attempt, message));
      desk.idle(step);
    }

    /**
     * A new key may be refused for a while before it is known everywhere; then it is a person's
     * turn.
     */
    private void refused(Refusal refusal) {
      if (++refusals < MOST_REFUSALS) {
        again();
        return;
      }
      desk.halt(Halt.keyRefused(refusal.message()));
      desk.park(step, refusal.message());
    }

    private void again() {
      if (waited().compareTo(schedule.patience()) > 0) {
        desk.park(
            step, "its task has not ended after " + waited().toMinutes() + " minutes of waiting");
        return;
      }
      if (timeout != null && waited().compareTo(timeout) >= 0) {
        // It may end well, and be charged: nothing is sent in its place.
        desk.park(step, "its task has not ended within its timeout of " + told(timeout));
        return;
      }
      desk.later(step, schedule.next(waited(), random), this::ask);
    }

    private String told(Duration time) {
      return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private Duration waited() {
      return Duration.between(since, desk.now());
    }
  }
}
