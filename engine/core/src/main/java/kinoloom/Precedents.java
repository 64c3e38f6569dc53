package kinoloom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import kinoloom.graph.StepId;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Workspace;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.run.Answers;
import kinoloom.run.Verdict;

/**
 * What people have answered in the runs of a workspace, read from their journals: the latest first,
 * and no more than a few, since each is read whole, once. Thread-safe.
 */
final class Precedents implements Answers {
  private static final int MOST_RUNS = 30;

  private final Workspace workspace;
  private final String except;
  private List<RunState> runs;

  /**
   * @param except the run that asks; null for none
   */
  Precedents(Workspace workspace, String except) {
    this.workspace = workspace;
    this.except = except;
  }

  @Override
  public Map<StepId, Verdict> take() {
    return Map.of();
  }

  @Override
  public Optional<String> chosen(StepId gate, List<String> keys) {
    return latest(run -> known(run, gate) && keys(run, gate).containsAll(keys))
        .filter(run -> run.step(gate).current().prepared() != null)
        .map(run -> run.step(gate).current().prepared().key())
        .filter(keys::contains);
  }

  @Override
  public boolean approved(StepId gate, Object value) {
    return latest(run -> known(run, gate) && value.equals(run.step(gate).opened().value()))
        .filter(run -> run.step(gate).phase() == Phase.DONE)
        .isPresent();
  }

  /** Whether a gate of this name was decided. */
  private static boolean known(RunState run, StepId gate) {
    return run.steps().stream().anyMatch(it -> it.id().equals(gate))
        && run.step(gate).opened() != null
        && run.step(gate).decided() != null;
  }

  private static List<String> keys(RunState run, StepId gate) {
    List<String> keys = new ArrayList<>();
    if (!run.step(gate).isChoice()) return keys;
    for (StepState take : run.takes(gate).values()) {
      if (take.prepared() != null) keys.add(take.prepared().key());
    }
    return keys;
  }

  private Optional<RunState> latest(Predicate<RunState> fits) {
    return runs().stream().filter(fits).findFirst();
  }

  private synchronized List<RunState> runs() {
    if (runs != null) return runs;
    runs = new ArrayList<>();
    try {
      for (RunFolder run : workspace.runs()) {
        if (runs.size() == MOST_RUNS) break;
        RunState state = run.id().equals(except) ? null : read(run);
        if (state != null) runs.add(state);
      }
    } catch (IOException e) {
      // Nobody has answered yet, as far as can be told: then the person is asked.
    }
    return runs;
  }

  private static RunState read(RunFolder run) {
    try {
      return RunState.of(FileJournal.examine(run.journal()).entries());
    } catch (IOException | IllegalStateException unreadable) {
      return null;
    }
  }
}
