package kinoloom.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.plan.Doubt;
import kinoloom.plan.StepState;
import kinoloom.platform.Answer;
import kinoloom.platform.MediaFile;
import kinoloom.platform.NotSentException;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;

/**
 * Sends paid requests, each at most once for every attempt that is written down.
 *
 * <pre>
 * INTENT on disk → body but its tail → BARRIER on disk → tail → ANSWERED on disk → understood
 * </pre>
 *
 * What ends before the barrier was never received whole and may be sent again; what ends after it
 * without an answer is ambiguous.
 */
final class Submission {
  /** A record of a request may appear late. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Desk desk;
  private final Platform platform;
  private final AmbiguityPolicy ambiguity;
  private final RandomGenerator random;
  private final Completion completion;
  private final Inquiry inquiry;
  private final Rescue rescue;
  private final Salvage salvage;
  private final Inspection inspection;
  private final Recovery recovery;

  /** Doubts about which the platform was asked in this process. */
  private final Set<String> lookedUp = new HashSet<>();

  /** Requests of unknown fate that were sought among the rescued answers. */
  private final Set<String> sought = new HashSet<>();

  private final Map<StepId, Prepared> ready = new HashMap<>();

  private final SentNames names;

  Submission(
      Desk desk,
      Collaborators with,
      AmbiguityPolicy ambiguity,
      RandomGenerator random,
      Completion completion,
      Salvage salvage,
      Inspection inspection,
      Recovery recovery) {
    this.desk = desk;
    this.platform = with.platform();
    this.rescue = with.rescue();
    this.salvage = salvage;
    this.ambiguity = ambiguity;
    this.random = random;
    this.completion = completion;
    this.inspection = inspection;
    this.recovery = recovery;
    this.inquiry = new Inquiry(platform);
    this.names = new SentNames(platform);
  }

  void ready(StepId step, Prepared prepared) {
    ready.put(step, prepared);
  }

  void submit(StepId step) {
    StepState state = desk.state().step(step);
    int attempt = state.attempt() + 1;
    byte[] number = new byte[12];
    random.nextBytes(number);
    String transno = "kl" + HexFormat.of().formatHex(number);
    Prepared prepared = ready.get(step);
    desk.record(new Event.Intent(step, attempt, transno, prepared.worst()));
    Request request = names.name(step, prepared.request());
    String run = desk.state().started().run();
    Salvage.Sent sent = new Salvage.Sent(run, step, attempt, transno, request);
    desk.afterCommit(step, () -> inspect(sent));
  }

  /** Nobody pays for work on a file that was damaged since it was made. */
  private void inspect(Salvage.Sent sent) {
    List<String> files = sent.request().files().stream().map(MediaFile::sha256).toList();
    if (files.isEmpty()) {
      send(sent);
      return;
    }
    inspection.reread(
        sent.step(),
        files,
        damaged -> {
          if (damaged.isEmpty()) send(sent);
          else damaged(sent.step(), sent.attempt(), damaged);
        },
        why -> {
          desk.record(new Event.NotSent(sent.step(), sent.attempt(), why));
          desk.park(sent.step(), why);
        });
  }

  private void damaged(StepId step, int attempt, Set<String> files) {
    String reason = "a file that it uses was damaged on this disk";
    boolean hope = inspection.lost(files);
    desk.record(new Event.NotSent(step, attempt, reason));
    if (hope) desk.idle(step);
    else desk.park(step, reason + ", again and again");
  }

  private void send(Salvage.Sent sent) {
    StepId step = sent.step();
    Request request = sent.request();
    Platform.Barrier barrier = () -> barrier(sent);
    boolean heard = desk.speech() != null && desk.state().step(step).info().kind() == Kind.CHAT;
    (heard
            ? platform.submit(request, sent.transno(), barrier, hearing(step, sent.attempt()))
            : platform.submit(request, sent.transno(), barrier))
        .whenComplete(
            (answer, error) ->
                desk.post(step, () -> answered(sent, answer, error), () -> lost(sent, answer)));
  }

  /** The journal is: what was answered must not be. */
  private void lost(Salvage.Sent sent, Answer answer) {
    if (answer != null) salvage.rescue(sent, answer);
    salvage.ended(sent);
  }

  /** Nothing of it is written down: the answer is, when it is whole. */
  private Platform.Hearing hearing(StepId step, int attempt) {
    String run = desk.state().started().run();
    return (text, reasoning) ->
        desk.speech().said(new ChatText(run, step, attempt, text, reasoning));
  }

  /**
   * Called by the platform with all but the last bytes sent; completes once the barrier is on disk.
   */
  private CompletableFuture<Void> barrier(Salvage.Sent sent) {
    CompletableFuture<Void> passing = salvage.hold();
    desk.post(
        sent.step(),
        () -> {
          // Given up by the platform meanwhile: the request goes nowhere.
          if (passing.isDone()) return;
          desk.record(new Event.Barrier(sent.step(), sent.attempt()));
          desk.afterCommit(sent.step(), () -> salvage.pass(sent, passing));
        },
        () -> salvage.refuse(passing));
    return passing;
  }

  private void answered(Salvage.Sent sent, Answer answer, Throwable error) {
    StepId step = sent.step();
    int attempt = sent.attempt();
    salvage.ended(sent);
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause == null) {
      try {
        desk.record(new Event.Answered(step, attempt, answer));
      } catch (RuntimeException e) {
        salvage.rescue(sent, answer);
        throw e;
      }
      desk.afterCommit(step, () -> read(step));
    } else if (cause instanceof NotSentException) {
      notSent(step, attempt, cause.getMessage());
    } else {
      desk.record(new Event.Ambiguous(step, attempt, cause.getMessage()));
      desk.idle(step);
    }
  }

  private void notSent(StepId step, int attempt, String reason) {
    desk.record(new Event.NotSent(step, attempt, reason));
    tryLater(step, reason, null);
  }

  /**
   * @param asked how long the server asks to be left alone; null if it does not
   */
  private void tryLater(StepId step, String reason, Duration asked) {
    int failures = desk.failures().merge(step, 1, Integer::sum);
    if (RetryPolicy.SUBMIT.again(failures)) {
      Duration pause = RetryPolicy.SUBMIT.pause(failures, asked, random);
      desk.later(step, pause, () -> desk.idle(step));
    } else {
      desk.halt(Halt.unavailable(reason));
      desk.park(step, reason);
    }
  }

  /** A process that is gone had announced the request and not sent it whole. */
  void requeue(StepId step) {
    desk.record(
        new Event.NotSent(
            step, desk.state().step(step).attempt(), "the process ended before it was sent whole"));
    desk.idle(step);
  }

  /** Understands an answer that is on disk. */
  void read(StepId step) {
    StepState state = desk.state().step(step);
    int attempt = state.attempt();
    Request request = Preparation.again(state);
    Submitted meaning = platform.read(request, state.answer());
    if (meaning instanceof Submitted.Accepted accepted) {
      desk.record(new Event.Accepted(step, attempt, accepted.task()));
      desk.failures().remove(step);
      desk.idle(step);
    } else if (meaning instanceof Submitted.Finished finished) {
      desk.record(
          new Event.TaskSucceeded(step, finished.result().media(), finished.result().usage()));
      desk.idle(step);
    } else if (meaning instanceof Submitted.Text text) {
      completion.said(step, text);
    } else if (meaning instanceof Submitted.Rejected rejected) {
      rejected(step, request, rejected.refusal());
    } else if (meaning instanceof Submitted.Ambiguous unclear) {
      completion.charged(step, unclear.usage());
      desk.record(new Event.Ambiguous(step, attempt, unclear.message()));
      desk.idle(step);
    } else {
      throw new IllegalStateException("No rule for " + meaning.getClass());
    }
  }

  private void rejected(StepId step, Request request, Refusal refusal) {
    int attempt = desk.state().step(step).attempt();
    if (refusal.reason() == Refusal.Reason.BUSY) {
      desk.record(new Event.Ambiguous(step, attempt, refusal.message()));
      desk.idle(step);
      return;
    }
    desk.record(new Event.Rejected(step, attempt, names.told(step, request, refusal)));
    switch (refusal.reason()) {
      case NO_SUCH_MODEL -> {
        if (names.another(step, request)) desk.idle(step);
        else unknown(step, refusal);
      }
      case KEY_REFUSED, NO_MONEY -> desk.idle(step);
      case THROTTLED ->
          tryLater(step, refusal.message(), desk.state().step(step).answer().retryAfter());
      case MODERATED ->
          recovery.follow(
              step, refusal, "Refused for its content", recovery.moderated(step, refusal));
      default -> recovery.follow(step, refusal, "The platform refused it", "");
    }
  }

  private void unknown(StepId step, Refusal refusal) {
    String refused = names.refused(step);
    names.forget(step);
    recovery.follow(step, refusal, refused, names.hint());
  }

  /** Decides about a request whose fate nobody knows. */
  void settle(StepId step) {
    StepState state = desk.state().step(step);
    if (state.phase() == kinoloom.plan.Phase.BARRIER) {
      desk.record(new Event.Ambiguous(step, state.attempt(), Doubt.PROCESS_GONE));
      desk.idle(step);
      return;
    }
    if (state.task() == null && recovered(state)) return;
    clear(step);
  }

  /** Somebody gave it up; the platform or another policy may know better by now. */
  void reconsider(StepId step) {
    desk.state().begin(step);
    clear(step);
  }

  private void clear(StepId step) {
    StepState state = desk.state().step(step);
    String doubt = step + " " + state.attempt() + " " + state.doubt();
    boolean named = state.task() != null || !state.transno().isEmpty();
    boolean first = state.info().kind() != Kind.CHAT && named && lookedUp.add(doubt);
    if (!first) decide(step);
    else if (state.doubt() == Doubt.UNCLEAR_REQUEST) look(step, 1);
    else ask(step, 1);
  }

  /** Takes up what a process saved of an answer that it could not write down. */
  private boolean recovered(StepState state) {
    if (!sought.add(state.transno())) return false;
    Optional<RescueLine> line =
        rescue.saved(desk.state().started().run()).stream()
            .filter(it -> it.step().equals(state.id()) && it.attempt() == state.attempt())
            .filter(it -> it.transno().equals(state.transno()))
            .filter(it -> it.task() != null || it.answer().complete())
            .findFirst();
    line.ifPresent(it -> recover(state, it));
    return line.isPresent();
  }

  private void recover(StepState state, RescueLine line) {
    if (line.task() != null) {
      desk.record(new Event.Resolved(state.id(), "adopt", line.task(), "lookup"));
      desk.idle(state.id());
    } else {
      desk.record(new Event.Answered(state.id(), state.attempt(), line.answer()));
      desk.afterCommit(state.id(), () -> read(state.id()));
    }
  }

  /** Looks whether the platform has a task of a request whose answer is lost. */
  private void look(StepId step, int time) {
    StepState state = desk.state().step(step);
    Request request = Preparation.again(state);
    platform
        .lookUp(request.category(), state.transno())
        .exceptionally(error -> Optional.empty())
        .thenAccept(
            task ->
                desk.post(
                    step,
                    () -> {
                      if (task.isEmpty()) ask(step, time);
                      else adopt(step, task.get());
                    }));
  }

  private void adopt(StepId step, TaskId task) {
    desk.record(new Event.Resolved(step, "adopt", task, "lookup"));
    desk.idle(step);
  }

  /** The platform may know more of a task by now; its records may know of what was no task. */
  private void ask(StepId step, int time) {
    inquiry
        .about(desk.state().step(step))
        .thenAccept(status -> desk.post(step, () -> told(step, status, time)));
  }

  private void told(StepId step, TaskStatus status, int time) {
    StepState state = desk.state().step(step);
    if (status instanceof TaskStatus.Refused refused) {
      desk.halt(Halt.keyRefused(refused.refusal().message()));
      desk.park(step, refused.refusal().message());
    } else if (status instanceof TaskStatus.Succeeded found) {
      if (state.task() != null) {
        desk.record(new Event.Resolved(step, "adopt", state.task(), "lookup"));
      }
      desk.record(new Event.TaskSucceeded(step, found.media(), found.usage()));
      desk.idle(step);
    } else if (status instanceof TaskStatus.Failed failed && !state.paidBefore()) {
      // A record of a failure without a task is as good as a refusal: nothing is charged for it.
      recovery.taskFailed(step, failed.refusal());
    } else if (underWay(status) && state.task() != null) {
      adopt(step, state.task());
    } else if (time < LOOKS && !(status instanceof TaskStatus.Lost && state.task() != null)) {
      desk.later(step, betweenLooks(), () -> again(step, time + 1));
    } else {
      decide(step);
    }
  }

  private static boolean underWay(TaskStatus status) {
    return status instanceof TaskStatus.Waiting || status instanceof TaskStatus.Running;
  }

  /** A platform on this machine answers quickly, and its clock may run faster. */
  private Duration betweenLooks() {
    return platform.local() ? BETWEEN_LOOKS.dividedBy(5) : BETWEEN_LOOKS;
  }

  private void again(StepId step, int time) {
    if (desk.state().step(step).doubt() == Doubt.UNCLEAR_REQUEST) look(step, time);
    else ask(step, time);
  }

  private void decide(StepId step) {
    StepState state = desk.state().step(step);
    if (!desk.spends()) {
      desk.park(step, state.message());
      return;
    }
    // What was given up is not sent again because nobody says anything.
    boolean unsaid = ambiguity.equals(AmbiguityPolicy.UNSAID);
    boolean over = state.abandoned() && unsaid || state.withdrawn();
    int allowed = over ? 0 : ambiguity.resubmissions(state.info().kind());
    if (state.resubmissions() < allowed) {
      desk.record(new Event.Resolved(step, "resubmit", null, "policy"));
      desk.idle(step);
    } else if (state.abandoned()) {
      desk.idle(step);
    } else if (ambiguity.abandon()) {
      desk.record(new Event.Resolved(step, "abandon", null, "policy"));
      desk.idle(step);
    } else {
      desk.park(step, state.message());
    }
  }
}
