package kinoloom.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.Journal;
import kinoloom.plan.Action;
import kinoloom.plan.Limits;
import kinoloom.plan.Phase;
import kinoloom.plan.Planner;
import kinoloom.plan.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a run through: asks the planner what to do, does it, writes down what happened, and asks
 * again. Owns the state and the journal on the thread that calls {@link #turn}; answers of other
 * threads come in through one queue. Everything of a turn is forced to disk together, before any
 * effect that relies on it and before any listener hears of it.
 */
public final class Runner implements Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Tools tools;
  private final Workflow workflow;
  private final RunState state;
  private final Journal journal;
  private final Listeners listeners;
  private final Planner planner = new Planner();
  private final LinkedBlockingQueue<Letter> inbox = new LinkedBlockingQueue<>();
  private final Deque<Effect> effects = new ArrayDeque<>();
  private final List<Entry> unheard = new ArrayList<>();
  private final Map<StepId, Integer> failures = new HashMap<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final Speech speech;
  private final Performer performer;
  private Limits limits;
  private Halt halt;
  private boolean salvaged;
  private boolean cancelled;
  private boolean changed = true;
  private Throwable broken;
  private boolean waitedLongEnough;
  private volatile boolean over;

  /**
   * How long answers that can only be rescued are waited for: no longer than a request may take.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private record Effect(StepId step, Runnable work) {}

  /**
   * What another thread has to say.
   *
   * @param lost done instead of the work when nothing can be written down any more
   */
  private record Letter(Runnable work, Runnable lost) {
    Letter(Runnable work) {
      this(work, () -> {});
    }
  }

  /**
   * Who works for a runner.
   *
   * @param worker does blocking work, several pieces at a time
   * @param darkroom fits pictures, one at a time
   * @param script runs one closure of the script at a time
   */
  public record Hands(Executor worker, Executor darkroom, Executor script) {}

  /** What a runner works with. */
  public record Tools(
      Collaborators collaborators,
      AmbiguityPolicy ambiguity,
      Timer timer,
      Hands hands,
      InstantSource clock,
      java.util.random.RandomGenerator random) {}

  public Runner(
      Workflow workflow,
      RunState state,
      Journal journal,
      Limits limits,
      Tools tools,
      Listeners listeners) {
    this.workflow = workflow;
    this.state = state;
    this.journal = journal;
    this.limits = limits;
    this.tools = tools;
    this.listeners = listeners;
    this.speech = listeners.speech() == null ? null : new Speech(listeners.speech(), this::wake);
    this.performer = new Performer(this, workflow, tools, limits);
  }

  /**
   * Completes when the run has ended; exceptionally when its results cannot be published, or, with
   * a {@link LostJournalException}, when the journal cannot be written.
   */
  public CompletableFuture<Ending> ending() {
    return ending;
  }

  /**
   * Nothing will be submitted or decided: the journal is damaged. What was accepted is fetched.
   *
   * @param reason how the run ends, in a sentence
   */
  public void salvage(String reason) {
    halt(Halt.damaged(reason));
    salvaged = true;
    state.salvage();
  }

  /**
   * Writes down that the run begins (or goes on), and takes up the workflow's steps.
   *
   * @param more events that belong to the first
   */
  public void begin(Event first, Event... more) {
    record(first);
    for (Event event : more) record(event);
    boolean told = workflow.steps().stream().allMatch(it -> state.knows(it.id()));
    state.add(workflow.steps());
    // The process before may have ended between its first two events.
    if (!told && !salvaged) record(new Event.StepsAdded(null, LocalWork.infos(workflow.steps())));
    if (!(first instanceof Event.RunStarted)) performer.resumed();
  }

  /** Turns until the run has ended. Blocks while there is nothing to do. */
  public void loop() {
    while (!over) {
      try {
        turn(true);
      } catch (InterruptedException e) {
        cancelled = true;
        changed = true;
      } catch (RuntimeException | Error e) {
        breakDown(e);
      }
    }
  }

  /**
   * One turn: hear what came in, plan, begin, commit.
   *
   * @param wait whether to block until something comes in when there is nothing else to do
   */
  public void turn(boolean wait) throws InterruptedException {
    Letter heard = wait && !changed ? next() : inbox.poll();
    for (; heard != null; heard = inbox.poll())
      (broken == null ? heard.work() : heard.lost()).run();
    changed = false;
    if (broken != null) {
      leave();
      return;
    }
    try {
      if (cancelled && !state.inDoubt()) end(performer.ending(halt, true));
      else if (!cancelled) plan();
      commit();
    } catch (IOException e) {
      breakDown(e);
    }
  }

  private Letter next() throws InterruptedException {
    boolean passing = true;
    while (passing && inbox.isEmpty()) passing = tools.timer().pass();
    return inbox.take();
  }

  /**
   * Nothing can be written down any more: no request may go on, and what is answered to those that
   * are made is rescued. That is waited for, but not for ever.
   */
  private void breakDown(Throwable why) {
    LOG.error("The run cannot go on", why);
    if (broken == null) {
      broken = why;
      effects.clear();
      performer.salvage().breakDown(state, unheard);
      tools.timer().after(PATIENCE, () -> inbox.add(new Letter(() -> {}, this::giveUpWaiting)));
    } else {
      waitedLongEnough = true;
    }
    leave();
  }

  private void giveUpWaiting() {
    waitedLongEnough = true;
  }

  private void leave() {
    Salvage salvage = performer.salvage();
    if (salvage.waiting() && !waitedLongEnough) return;
    over = true;
    hearTheRest();
    ending.completeExceptionally(
        broken instanceof IOException cause
            ? new LostJournalException(state.started().run(), salvage.saved(), cause)
            : broken);
  }

  /** For who comes too late to be heard in a turn. */
  private void hearTheRest() {
    for (Letter it = inbox.poll(); it != null; it = inbox.poll()) it.lost().run();
  }

  private void plan() throws IOException {
    Limits now = halt == null ? limits : limits.stopped();
    for (Action action : planner.next(state, now)) {
      if (action instanceof Action.OfStep ofStep) perform(ofStep);
      else if (!performer.mendsOutputs()) end(performer.ending(halt, false));
    }
  }

  private void perform(Action.OfStep action) {
    if (halt != null && halt.parks(action)) {
      park(action.step(), "there is no room on the disk");
      return;
    }
    state.begin(action.step());
    guarded(action.step(), () -> performer.perform(action));
  }

  private void guarded(StepId step, Runnable work) {
    if (!over) attempt(step, work);
  }

  /** No mistake in the work on one step stops the others. */
  private void attempt(StepId step, Runnable work) {
    try {
      work.run();
    } catch (ValueException e) {
      giveUp(step, e.getMessage(), "");
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      if (!over && outOfRoom(step, e)) return;
      LOG.error("Working on {} failed", step, e);
      giveUp(step, "An unexpected error: " + e, "please report it");
    }
  }

  /** A failed step is paid for again when the run is resumed; so one that may be paid is parked. */
  private void giveUp(StepId step, String message, String hint) {
    if (over) return;
    Phase phase = state.step(step).phase();
    if (phase.spending() || phase == Phase.AMBIGUOUS) {
      park(step, message);
    } else {
      fail(step, message, hint);
    }
  }

  private void commit() throws IOException {
    do {
      journal.commit();
      if (journal.pressed() && !full()) halt(Halt.diskFull());
      if (speech != null) speech.tell();
      tell();
      for (int n = effects.size(); n > 0; n--) {
        Effect effect = effects.poll();
        attempt(effect.step(), effect.work());
      }
    } while (!effects.isEmpty() || !unheard.isEmpty());
  }

  private boolean full() {
    return halt != null && halt.status() == Ending.Status.DISK_FULL;
  }

  private void tell() {
    List<Entry> entries = List.copyOf(unheard);
    unheard.clear();
    for (Entry entry : entries) {
      try {
        listeners.entries().accept(entry);
      } catch (RuntimeException e) {
        LOG.warn("A listener failed on {}", entry, e);
      }
    }
  }

  private void end(Ending how) throws IOException {
    IOException unpublished = null;
    // An interrupt would close the files that are being written.
    boolean interrupted = Thread.interrupted();
    try {
      performer.publish(how);
    } catch (IOException e) {
      unpublished =
          new IOException("The results are kept, but cannot be put where they belong: " + e, e);
    }
    if (interrupted) Thread.currentThread().interrupt();
    boolean published = unpublished == null || how.status() == Ending.Status.DISK_FULL;
    record(
        new Event.RunEnded(
            published ? how.word() : "paused",
            published ? how.reason() : unpublished.getMessage(),
            state.spent(),
            state.unmade()));
    journal.commit();
    tell();
    over = true;
    hearTheRest();
    if (published) ending.complete(how);
    else ending.completeExceptionally(unpublished);
  }

  /** Stops submitting; answers on their way are waited for. Any thread may call it. */
  public void cancel() {
    inbox.add(
        new Letter(
            () -> {
              cancelled = true;
              changed = true;
            }));
  }

  private void wake() {
    inbox.add(new Letter(() -> {}));
  }

  // --- the desk ----------------------------------------------------------------------------------

  @Override
  public RunState state() {
    return state;
  }

  @Override
  public void record(Event event) {
    Entry entry = journal.append(event);
    unheard.add(entry);
    state.apply(entry);
    changed = true;
  }

  @Override
  public void afterCommit(StepId step, Runnable effect) {
    effects.add(new Effect(step, effect));
  }

  @Override
  public void post(StepId step, Runnable work, Runnable lost) {
    inbox.add(new Letter(() -> guarded(step, work), lost));
    if (over) hearTheRest();
  }

  @Override
  public void later(StepId step, Duration delay, Runnable work) {
    tools
        .timer()
        .after(
            delay,
            () ->
                inbox.add(
                    new Letter(
                        () -> {
                          if (!cancelled) guarded(step, work);
                        })));
  }

  @Override
  public <T> void work(StepId step, Callable<T> work, BiConsumer<T, Throwable> done) {
    elsewhere(tools.hands().worker(), step, work, done);
  }

  @Override
  public <T> void darkroom(StepId step, Callable<T> work, BiConsumer<T, Throwable> done) {
    elsewhere(tools.hands().darkroom(), step, work, done);
  }

  @Override
  public <T> void script(StepId step, Callable<T> work, BiConsumer<T, Throwable> done) {
    elsewhere(tools.hands().script(), step, work, done);
  }

  private <T> void elsewhere(
      Executor executor, StepId step, Callable<T> work, BiConsumer<T, Throwable> done) {
    executor.execute(
        () -> {
          T value = null;
          Throwable error = null;
          try {
            value = work.call();
          } catch (Throwable e) {
            // Whatever it was: nobody would ever hear of the step again.
            error = e;
          }
          T result = value;
          Throwable failure = error;
          post(step, () -> done.accept(result, failure));
        });
  }

  @Override
  public Instant now() {
    return tools.clock().instant();
  }

  @Override
  public Map<StepId, Integer> failures() {
    return failures;
  }

  @Override
  public Speech speech() {
    return speech;
  }

  @Override
  public void progress(StepId step, double done, double speed) {
    if (listeners.progress() == null) return;
    post(step, () -> tell(new WorkProgress(state.started().run(), step, done, speed)));
  }

  private void tell(WorkProgress progress) {
    try {
      listeners.progress().accept(progress);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      LOG.warn("A listener failed on the progress of {}", progress.step(), e);
    }
  }

  @Override
  public boolean spends() {
    return !salvaged;
  }

  @Override
  public void halt(Halt why) {
    // A full disk counts most: it concerns what is paid already, too. Nothing outdoes damage.
    if (!salvaged && !full()) halt = why;
    changed = true;
  }

  @Override
  public void park(StepId step, String why) {
    state.park(step, why);
    changed = true;
  }

  @Override
  public void idle(StepId step) {
    state.idle(step);
    changed = true;
  }
}
