package kinoloom.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Kind;

/**
 * Says what to do next. Pure: it reads no clock, no file and no socket, and changes nothing. Crash,
 * resume and fan-out are no cases of their own: whatever the state says has not been done is done.
 */
public final class Planner {

  public List<Action> next(RunState state, Limits limits) {
    List<Action> actions = new ArrayList<>();
    Admission admission = new Admission(state, limits);
    for (StepState step : state.actionable()) {
      Action action = action(step, admission);
      if (action != null) actions.add(action);
    }
    if (actions.isEmpty() && state.quiet()) actions.add(new Action.Finish());
    return actions;
  }

  private static Action action(StepState step, Admission admission) {
    return switch (step.phase()) {
      case READY -> begin(step);
      case PREPARED -> carryOut(step, admission);
      case INTENT -> new Action.Requeue(step.id());
      case BARRIER, AMBIGUOUS -> new Action.Settle(step.id());
      case ANSWERED -> new Action.Read(step.id());
      case ACCEPTED -> new Action.Watch(step.id());
      case SUCCEEDED -> new Action.Fetch(step.id());
      case OPEN -> new Action.Await(step.id());
      case WAITING, FAILED, DONE -> null;
    };
  }

  private static Action begin(StepState step) {
    if (step.step().kind() == Kind.EXPAND) return new Action.Expand(step.id());
    if (step.step().kind() == Kind.GATE) return new Action.Ask(step.id());
    if (step.step().kind() == Kind.COMPUTE) return new Action.Work(step.id());
    return new Action.Prepare(step.id());
  }

  private static Action carryOut(StepState step, Admission admission) {
    if (!step.step().kind().remote()) return new Action.Work(step.id());
    return admission.admit(step) ? new Action.Submit(step.id()) : null;
  }

  /** Lets requests through while lanes and budget last, counting those let through in this turn. */
  private static final class Admission {
    private final RunState state;
    private final Limits limits;
    private final Map<String, Integer> admitted = new HashMap<>();
    private Amounts promised = Amounts.ZERO;
    private int all;

    Admission(RunState state, Limits limits) {
      this.state = state;
      this.limits = limits;
    }

    boolean admit(StepState step) {
      if (!limits.submit() || state.stopped() != null) return false;
      String model = step.info().model();
      int running = state.running(model) + admitted.getOrDefault(model, 0);
      Amounts worst = promised.plus(step.worst());
      if (running >= limits.perModel()
          || state.submitting() + all >= limits.submitting()
          || !limits.affords(state, worst)) {
        return false;
      }
      admitted.merge(model, 1, Integer::sum);
      all++;
      promised = worst;
      return true;
    }
  }
}
