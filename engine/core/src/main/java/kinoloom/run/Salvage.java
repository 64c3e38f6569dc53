package kinoloom.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Answer;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;

/**
 * Knows which requests wait at their barrier and which are being answered, and what to do about
 * them when nothing can be written down any more: the former go nowhere, the answers of the latter
 * are rescued. Thread-safe: an answer may come when the run's thread is gone.
 */
final class Salvage {

  /** A paid request that was sent. */
  record Sent(String run, StepId step, int attempt, String transno, Request request) {}

  private final Platform platform;
  private final Rescue rescue;
  private final Set<CompletableFuture<Void>> held = new HashSet<>();
  private final Set<Sent> onTheirWay = new HashSet<>();
  private final List<RescueLine> saved = new ArrayList<>();
  private boolean broken;

  Salvage(Platform platform, Rescue rescue) {
    this.platform = platform;
    this.rescue = rescue;
  }

  /** A request has come to its barrier. */
  synchronized CompletableFuture<Void> hold() {
    CompletableFuture<Void> passing = new CompletableFuture<>();
    if (broken) refuse(passing);
    else held.add(passing);
    return passing;
  }

  void refuse(CompletableFuture<Void> passing) {
    passing.completeExceptionally(new IOException("the journal cannot be written"));
  }

  /** Its barrier is on disk: it may go on. */
  void pass(Sent sent, CompletableFuture<Void> passing) {
    synchronized (this) {
      held.remove(passing);
      if (passing.isDone()) return;
      onTheirWay.add(sent);
    }
    passing.complete(null);
  }

  /** It was answered, or ended without an answer. */
  synchronized void ended(Sent sent) {
    onTheirWay.remove(sent);
  }

  synchronized boolean waiting() {
    return !onTheirWay.isEmpty();
  }

  synchronized List<RescueLine> saved() {
    return List.copyOf(saved);
  }

  /** The journal is lost: what waits goes nowhere, and what it did not take is rescued. */
  void breakDown(RunState state, List<Entry> unwritten) {
    List<CompletableFuture<Void>> waiting;
    synchronized (this) {
      broken = true;
      waiting = List.copyOf(held);
      held.clear();
    }
    waiting.forEach(this::refuse);
    for (Entry entry : unwritten) {
      if (entry.event() instanceof Event.Answered it) {
        rescue(sent(state, it.step()), it.answer());
      } else if (entry.event() instanceof Event.Accepted it) {
        save(sent(state, it.step()), it.task(), null);
      }
    }
  }

  private static Sent sent(RunState state, StepId id) {
    StepState step = state.step(id);
    Request request = Preparation.again(step.prepared().request());
    return new Sent(state.started().run(), id, step.attempt(), step.transno(), request);
  }

  /** An answer came that nobody can write down. */
  void rescue(Sent sent, Answer answer) {
    TaskId task = task(sent.request(), answer);
    save(sent, task, task == null ? answer : null);
  }

  private TaskId task(Request request, Answer answer) {
    try {
      return platform.read(request, answer) instanceof Submitted.Accepted it ? it.task() : null;
    } catch (RuntimeException e) {
      // A person may understand it.
      return null;
    }
  }

  private synchronized void save(Sent sent, TaskId task, Answer answer) {
    RescueLine line =
        new RescueLine(sent.run(), sent.step(), sent.attempt(), sent.transno(), task, answer);
    saved.add(line);
    rescue.save(line);
  }
}
