package kinoloom.plan;

import java.util.HashMap;
import java.util.Map;
import kinoloom.graph.StepId;

/** How the steps of a run stand. Pure; for one state of the run. */
public final class Standing {

  /** Of one step. */
  public enum State {
    /** Not made yet. */
    MISSING,
    /** Made of what it uses now. */
    CURRENT,
    /** Made, and something that it was made of is another now. It is used as it is. */
    STALE,
    /** A person is asked. */
    WAITING,
    FAILED
  }

  private final RunState run;
  private final Map<StepId, Boolean> stale = new HashMap<>();

  public Standing(RunState run) {
    this.run = run;
  }

  public State of(StepId id) {
    StepState take = run.step(id).current();
    return switch (take.phase()) {
      case OPEN, AMBIGUOUS -> State.WAITING;
      case FAILED -> State.FAILED;
      case DONE -> stale(id) ? State.STALE : State.CURRENT;
      default -> State.MISSING;
    };
  }

  private boolean stale(StepId id) {
    Boolean known = stale.get(id);
    if (known != null) return known;
    // No step uses itself; a journal that says so must not make this run for ever.
    stale.put(id, false);
    StepState take = run.step(id).current();
    boolean is = take.prepared() != null && take.prepared().stale() || madeOfOthers(take);
    stale.put(id, is);
    return is;
  }

  private boolean madeOfOthers(StepState take) {
    for (String name : take.uses()) {
      StepId id = StepId.of(name);
      if (!run.tells(id)) continue;
      if (changed(take, id) || stale(id)) return true;
    }
    return false;
  }

  private boolean changed(StepState take, StepId used) {
    Versions versions = run.step(used).versions;
    return versions.at(take.usedAt()) != versions.current();
  }

  /** Whether another take of a step counts now than when something was made of it. */
  public boolean changed(StepId made, StepId used) {
    return run.tells(used) && changed(run.step(made).current(), used);
  }
}
