package kinoloom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import kinoloom.graph.Workflow;
import kinoloom.journal.Ballast;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.Results;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.journal.Watermarks;
import kinoloom.journal.Whereabouts;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
import kinoloom.plan.RunState;
import kinoloom.run.AmbiguityPolicy;
import kinoloom.run.Collaborators;
import kinoloom.run.Ending;
import kinoloom.run.Listeners;
import kinoloom.run.Runner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run, its lock and its two threads: one turns, the other runs the script's closures. */
final class RunInProgress implements Run {
  private static final Logger LOG = LoggerFactory.getLogger(RunInProgress.class);

  private final RunFolder folder;
  private final Watermarks.Mark mark;
  private final Runner runner;
  private final Allowance allowance;
  private final Results results;
  private final ExecutorService script;
  private volatile Thread turning;
  private final CompletableFuture<RunResult> result = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  /** What a run is begun with. */
  record Begin(
      Engine engine,
      Collaborators with,
      Limits limits,
      AmbiguityPolicy ambiguity,
      Watermarks marks,
      Listeners listeners,
      Ballast ballast) {

    /** The same, leaving no trace of where the run is. */
    Begin unmarked() {
      return new Begin(engine, with, limits, ambiguity, Watermarks.NONE, listeners, ballast);
    }

    /** Its lack stops no run. */
    private FileJournal secured(FileJournal journal) {
      try {
        ballast.make();
      } catch (IOException e) {
        with.rescue()
            .warn(
                "no room can be set aside for a full disk ("
                    + e.getMessage()
                    + "): make room before much is paid");
      }
      return journal.with(ballast);
    }
  }

  private RunInProgress(
      RunFolder folder, Begin begin, Workflow workflow, RunState state, FileJournal journal)
      throws IOException {
    this.folder = folder;
    this.results = begin.with().results();
    this.mark = begin.marks().open(folder);
    this.script = begin.engine().script();
    this.allowance =
        Allowance.of(
            begin.with().platform().local(),
            workflow.budget(),
            state.allowance(),
            begin.limits().allowance());
    this.runner =
        new Runner(
            workflow,
            state,
            journal,
            begin.limits().with(allowance),
            new Runner.Tools(
                begin.with(),
                begin.ambiguity(),
                begin.engine().timer(),
                new Runner.Hands(begin.engine().workers(), begin.engine().darkroom(), script),
                begin.engine().clock(),
                begin.engine().random(folder.id() + " " + journal.last())),
            begin.listeners().after(entry -> mark.note(entry.seq())));
  }

  static RunInProgress start(
      Function<RunFolder, Begin> begin, RunFolder folder, Workflow workflow, String script)
      throws IOException {
    Begin with = begin.apply(folder);
    RunLock lock = RunLock.acquire(folder, with.engine().clock());
    try {
      FileJournal journal =
          with.secured(FileJournal.create(folder.journal(), folder.id(), with.engine().clock()));
      Event first = started(folder, with, workflow, script);
      return new RunInProgress(folder, with, workflow, new RunState(), journal)
          .go(lock, journal, first, begun(folder, new RunState()));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Event started(RunFolder folder, Begin with, Workflow workflow, String script) {
    return new Event.RunStarted(
        folder.id(),
        workflow.title(),
        with.with().platform().scope(),
        with.with().platform().address(),
        script,
        workflow.params());
  }

  static RunInProgress resume(
      Function<RunFolder, Begin> begin, RunFolder folder, Workflow workflow, String script)
      throws IOException {
    Begin with = begin.apply(folder);
    RunLock lock = RunLock.acquire(folder, with.engine().clock());
    try {
      Opening opening = Opening.of(folder, with.engine().clock());
      with.secured(opening.journal());
      try {
        return goOn(opening, folder, with, workflow, script, lock);
      } catch (IOException | RuntimeException e) {
        opening.journal().close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static RunInProgress goOn(
      Opening opening, RunFolder folder, Begin with, Workflow workflow, String script, RunLock lock)
      throws IOException {
    RunState state = opening.state();
    sameService(state, with);
    if (opening.damage() == null) opening.here(folder, with.marks());
    // A process may have ended before its first event was on disk.
    Event first =
        state.started() == null
            ? started(folder, with, workflow, script)
            : new Event.RunResumed(with.with().platform().address(), opening.damage() != null);
    if (opening.damage() == null) {
      return new RunInProgress(folder, with, workflow, state, opening.journal())
          .go(lock, opening.journal(), first, begun(folder, state));
    }
    RunInProgress run =
        new RunInProgress(folder, with.unmarked(), workflow, state, opening.journal());
    run.runner.salvage(opening.reason());
    return run.go(lock, opening.journal(), first);
  }

  /** A task is asked for where it was made: anywhere else it would seem lost, and be paid again. */
  private static void sameService(RunState state, Begin with) throws IOException {
    String scope = with.with().platform().scope();
    if (state.started() != null && !state.started().scope().equals(scope)) {
      throw new OtherServiceException(state.started().address(), with.with().platform().address());
    }
  }

  /** That it was opened, and the values it was given if the journal does not have them yet. */
  private static Event[] begun(RunFolder folder, RunState state) throws IOException {
    List<Event> events = new ArrayList<>();
    events.add(new Event.WorkspaceOpened(ProcessHandle.current().pid(), Whereabouts.of(folder)));
    for (Event.Supplied it : Supplies.read(folder).given()) {
      boolean told =
          state.steps().stream().anyMatch(step -> step.id().equals(it.step()) && step.supplied());
      if (!told) events.add(it);
    }
    return events.toArray(Event[]::new);
  }

  private RunInProgress go(RunLock lock, FileJournal journal, Event first, Event... more) {
    journal.guardedBy(lock);
    Thread thread =
        new Thread(
            () -> {
              Throwable broken = null;
              try (lock;
                  journal;
                  mark) {
                runner.begin(first, more);
                runner.state().allowance().changesTo(allowance).forEach(runner::record);
                runner.loop();
                if (runner.state().chooses()) learn(folder, results);
              } catch (Throwable e) {
                broken = e;
              } finally {
                script.shutdownNow();
                released.complete(null);
                finish(broken);
              }
            },
            "kinoloom-run-" + folder.id());
    thread.setDaemon(true);
    turning = thread;
    thread.start();
    return this;
  }

  /** Which takes count is told to later runs; where it is not, they use what they did before. */
  static void learn(RunFolder folder, Results results) {
    try {
      results.learn(folder.id(), FileJournal.examine(folder.journal()).entries());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Which takes of {} count is not kept", folder.id(), e);
    }
  }

  /** The run has let go of its folder: whoever hears of the result may close it at once. */
  private void finish(Throwable broken) {
    if (broken != null) {
      result.completeExceptionally(broken);
      return;
    }
    runner
        .ending()
        .whenComplete(
            (ending, error) -> {
              if (error != null) result.completeExceptionally(error);
              else result.complete(result(ending, runner.state()));
            });
  }

  private RunResult result(Ending ending, RunState state) {
    List<RunResult.Failure> failures = new ArrayList<>();
    for (Ending.Failure failure : ending.failures()) {
      failures.add(
          new RunResult.Failure(
              failure.step(),
              failure.place(),
              failure.message(),
              failure.hint(),
              RunResult.Remedy.valueOf(failure.remedy().name()),
              failure.resubmissions(),
              failure.code()));
    }
    return new RunResult(
        folder.id(),
        RunResult.Status.valueOf(ending.status().name()),
        ending.reason(),
        ending.outputs(),
        ending.files(),
        failures,
        RunStatus.Spending.of(state, allowance));
  }

  @Override
  public String id() {
    return folder.id();
  }

  @Override
  public CompletableFuture<RunResult> result() {
    return result;
  }

  @Override
  public void cancel() {
    runner.cancel();
  }

  @Override
  public void close() {
    runner.cancel();
    // A listener that closes its own run cannot wait for itself.
    if (Thread.currentThread() != turning) released.join();
  }
}
