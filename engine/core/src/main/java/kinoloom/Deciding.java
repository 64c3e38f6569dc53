package kinoloom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import kinoloom.graph.Names;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Watermarks;
import kinoloom.journal.Workspace;
import kinoloom.plan.Doubt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Platform;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskRecord;
import kinoloom.platform.TaskStatus;
import kinoloom.run.ResolveHint;

/** Takes a person's decisions about a run: checks all of them, then writes all of them. */
final class Deciding {
  private final RunFolder folder;
  private final Workspace workspace;
  private final Platform platform;
  private final FileJournal journal;
  private final UnclearReader reader;
  private final RunState state;
  private final Set<TaskId> adopted = new HashSet<>();

  /**
   * @param journal open for writing; whoever opened it holds the run's lock
   */
  Deciding(
      RunFolder folder,
      Workspace workspace,
      Platform platform,
      FileJournal journal,
      Watermarks marks)
      throws IOException {
    this.folder = folder;
    this.workspace = workspace;
    this.platform = platform;
    this.journal = journal;
    this.reader = new UnclearReader(journal.entries());
    this.state = reader.state();
    // What is in doubt here may have been decided elsewhere since.
    new Opening(journal, state, null).here(folder, marks);
  }

  List<Decided> take(Map<StepId, Decision> decisions) throws IOException {
    List<Decided> checked = new ArrayList<>();
    for (Map.Entry<StepId, Decision> it : decisions.entrySet()) {
      checked.add(check(undecided(it.getKey()), it.getValue()));
    }
    for (Decided decided : checked) write(decided);
    journal.commit();
    return checked;
  }

  private StepState undecided(StepId id) {
    Optional<StepState> found =
        state.steps().stream().filter(it -> it.id().equals(id) && it.info() != null).findFirst();
    if (found.isEmpty()) {
      List<String> names =
          state.steps().stream()
              .filter(it -> UnclearReader.inDoubt(it, false))
              .map(it -> it.id().value())
              .toList();
      String near =
          Names.nearest(id.value(), names).map(it -> "did you mean '" + it + "'?").orElse("");
      throw new DecisionException("There is no step '" + id + "' in run " + folder.id(), near);
    }
    if (UnclearReader.inDoubt(found.get(), false)) return found.get();
    throw new DecisionException(
        "'" + id + "' of run " + folder.id() + " needs no decision: it " + is(found.get()),
        ResolveHint.of(folder.id(), null) + " shows what does");
  }

  private static String is(StepState step) {
    return switch (step.phase()) {
      case WAITING, READY, PREPARED -> "waits, and is sent when the run goes on";
      case INTENT -> "was never sent whole, and is sent again when the run goes on";
      case ANSWERED -> "was answered, and the answer is read when the run goes on";
      case ACCEPTED -> "runs as task " + step.task();
      case SUCCEEDED -> "is made, and is fetched when the run goes on";
      case FAILED -> "failed (" + step.message() + "), and is tried again when the run goes on";
      case OPEN -> "waits for your word: kino approve or kino pick";
      case DONE -> "is done";
      case BARRIER, AMBIGUOUS -> throw new IllegalStateException("It does need one: " + step.id());
    };
  }

  private Decided check(StepState step, Decision decision) throws IOException {
    if (decision.choice() != Decision.Choice.ADOPT) {
      return new Decided(step.id(), decision.choice(), null, "");
    }
    Adoption adoption = Adoption.of(decision.adopted());
    adoption.belongsTo(folder.id(), step);
    TaskId task = adoption.task();
    if (!adopted.add(task)) {
      throw new DecisionException("Task " + task + " cannot be the one of two steps", "");
    }
    notTaken(step.id(), task);
    return new Decided(step.id(), decision.choice(), task, ask(step, task));
  }

  /** One task is the result of one step. */
  private void notTaken(StepId step, TaskId task) throws IOException {
    for (RunFolder run : workspace.runs()) {
      boolean here = run.id().equals(folder.id());
      for (Entry entry : here ? journal.entries() : left(run)) {
        Optional<StepId> owner = owner(entry.event(), task);
        if (owner.isEmpty() || here && owner.get().equals(step)) continue;
        throw new DecisionException(
            "Task " + task + " is the one of '" + owner.get() + "' in run " + run.id(),
            "look for the one that was made at the time of the request");
      }
    }
  }

  /** Also of a damaged journal: what is left of it is true. */
  private static List<Entry> left(RunFolder run) {
    try {
      return FileJournal.examine(run.journal()).entries();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static Optional<StepId> owner(Event event, TaskId task) {
    if (event instanceof Event.Accepted it && it.task().equals(task)) return Optional.of(it.step());
    if (event instanceof Event.Resolved it && task.equals(it.task())) return Optional.of(it.step());
    return Optional.empty();
  }

  /** Asking costs nothing, and spares a wrong id. */
  private String ask(StepState step, TaskId task) {
    if (!platform.scope().equals(state.started().scope())) {
      return "not asked: the run began on " + state.started().address();
    }
    try {
      TaskStatus status = platform.poll(task).join();
      TaskRecord record = platform.record(category(step), task).join().orElse(null);
      if (record != null) compare(step, task, record);
      if (!(status instanceof TaskStatus.Lost lost)) return told(status);
      // The platform calls tasks unknown whose vendor does not answer.
      if (record != null) return "only the records know of it: " + lost.message();
      throw new DecisionException(
          "The platform does not know task " + task + ": " + lost.message(),
          "look again at its id; a task that was made just now may take a minute to be known");
    } catch (CompletionException e) {
      return "could not be asked: " + e.getCause().getMessage();
    }
  }

  private static String category(StepState step) {
    return String.valueOf(UnclearReader.request(step).get("category"));
  }

  private void compare(StepState step, TaskId task, TaskRecord record) {
    String model = String.valueOf(UnclearReader.request(step).get("model"));
    boolean numbered = !step.transno().isEmpty();
    if (numbered && record.transno().startsWith("kl") && !record.transno().equals(step.transno())) {
      throw new DecisionException(
          "Task "
              + task
              + " was made for request "
              + record.transno()
              + ", and '"
              + step.id()
              + "' sent "
              + step.transno(),
          "look for the task with that number");
    }
    boolean known = platform.catalogue().find(category(step), record.model()).isPresent();
    if (known && !record.model().equals(model)) {
      throw new DecisionException(
          "Task "
              + task
              + " is one of "
              + record.model()
              + ", and '"
              + step.id()
              + "' asked "
              + model,
          "look for a task of that model");
    }
  }

  private static String told(TaskStatus status) {
    if (status instanceof TaskStatus.Waiting it) return it.word();
    if (status instanceof TaskStatus.Running it) return it.word();
    if (status instanceof TaskStatus.Succeeded) return "it is done";
    if (status instanceof TaskStatus.Failed it) return "it failed: " + it.refusal().message();
    if (status instanceof TaskStatus.Refused it) {
      return "could not be asked: " + it.refusal().message();
    }
    if (status instanceof TaskStatus.Unclear it) return "could not be asked: " + it.message();
    throw new IllegalStateException("No rule for " + status.getClass());
  }

  private void write(Decided decided) {
    StepState step = state.step(decided.step());
    if (step.phase() == Phase.BARRIER) {
      record(new Event.Ambiguous(step.id(), step.attempt(), Doubt.PROCESS_GONE));
    }
    String word = decided.choice().name().toLowerCase(Locale.ROOT);
    record(new Event.Resolved(step.id(), word, decided.task(), "user"));
  }

  private void record(Event event) {
    journal.append(event);
    state.apply(event);
  }
}
