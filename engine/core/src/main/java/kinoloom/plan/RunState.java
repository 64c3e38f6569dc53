package kinoloom.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Fragment;
import kinoloom.graph.Input;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.platform.Money;
import kinoloom.platform.Refusal;

/**
 * What a run knows: the fold of its events, the steps of its workflow, and who is working on what
 * in this process. Owned by one thread. Every change costs what changed, not what exists.
 */
public final class RunState {
  private final Map<StepId, StepState> steps = new LinkedHashMap<>();
  private final Map<StepId, List<StepState>> waiters = new HashMap<>();
  private final Set<StepState> actionable = new LinkedHashSet<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private Event.RunStarted started;
  private Event.RunEnded ended;
  private Refusal stopped;
  private int busy;
  private int submitting;
  private Money spent = Money.ZERO;
  private Money reserved = Money.ZERO;
  private final Map<String, List<String>> published = new LinkedHashMap<>();

  public Collection<StepState> steps() {
    return Collections.unmodifiableCollection(steps.values());
  }

  public StepState step(StepId id) {
    StepState step = steps.get(id);
    if (step == null) throw new IllegalArgumentException("There is no step " + id);
    return step;
  }

  /** Whether an event or the workflow has named a step. */
  public boolean knows(StepId id) {
    StepState step = steps.get(id);
    return step != null && step.info != null;
  }

  /** The first event, or null before it. */
  public Event.RunStarted started() {
    return started;
  }

  /** How the run ended, or null while it has not or when it was taken up again. */
  public Event.RunEnded ended() {
    return ended;
  }

  /** Why nothing may be submitted at the moment (key, money), or null. */
  public Refusal stopped() {
    return stopped;
  }

  public Money spent() {
    return spent;
  }

  public Money reserved() {
    return reserved;
  }

  public Map<String, List<String>> published() {
    return Collections.unmodifiableMap(published);
  }

  /** Steps that something can be done about now. */
  Collection<StepState> actionable() {
    return actionable;
  }

  /** Whether anybody is working on anything in this process. */
  public boolean quiet() {
    return busy == 0;
  }

  /** How many requests of a model are under way. */
  int running(String model) {
    return lanes.getOrDefault(model, 0);
  }

  /** How many paid requests are being sent or answered at this moment. */
  int submitting() {
    return submitting;
  }

  /** What is known of a step, for resolving inputs. */
  public Resolver.Knowledge known(StepId id) {
    StepState step = steps.get(id);
    return step == null ? Resolver.Knowledge.UNKNOWN : step.knowledge();
  }

  // --- the workflow ------------------------------------------------------------------------------

  /** Adds steps; what the journal told about them already holds. */
  public void add(Collection<Step> added) {
    for (Step step : added) {
      StepState state = steps.computeIfAbsent(step.id(), StepState::new);
      if (state.step != null) {
        throw new ValueException(
            "Two steps are named '"
                + step.id()
                + "': give one a name of its own, "
                + step.kind().verb()
                + "('another-name') { … }");
      }
      state.step = step;
      state.info = new Event.StepInfo(step.id(), step.kind(), step.model(), step.place());
    }
    for (Step step : added) {
      StepState state = steps.get(step.id());
      if (state.phase == Phase.WAITING || state.phase == Phase.PREPARED) block(state);
      refresh(state);
    }
  }

  /**
   * An expansion has made its steps; its value is known in terms of them. Nothing of it is
   * journaled but the names: after a restart it is made again.
   */
  public void expanded(StepId id, Fragment fragment) {
    add(fragment.steps());
    StepState state = step(id);
    state.structure = fragment.result();
    finish(state);
  }

  /** Finds out what a step waits for. Its request is prepared (again) once it waits for nothing. */
  private void block(StepState state) {
    state.phase = Phase.WAITING;
    if (state.step == null) return;
    Set<StepId> blockers = new LinkedHashSet<>();
    try {
      for (Input input : state.step.params().values()) {
        blockers.addAll(blockersOf(state.step, input));
      }
    } catch (ValueException e) {
      // Reported when the value is taken, with the step's place.
      blockers.clear();
    }
    state.blockers = blockers.size();
    for (StepId blocker : blockers)
      waiters.computeIfAbsent(blocker, it -> new ArrayList<>()).add(state);
    if (blockers.isEmpty()) state.phase = Phase.READY;
  }

  private Set<StepId> blockersOf(Step step, Input input) {
    boolean shapeOnly = step.body() instanceof Step.Body.Expand expand && !expand.needsValue();
    return shapeOnly
        ? Resolver.listBlockers(input, this::known)
        : Resolver.blockers(input, this::known);
  }

  private void finish(StepState state) {
    state.phase = Phase.DONE;
    refresh(state);
    List<StepState> waiting = waiters.remove(state.id());
    if (waiting == null) return;
    for (StepState waiter : waiting) {
      if (--waiter.blockers == 0 && waiter.phase == Phase.WAITING) {
        block(waiter);
        refresh(waiter);
      }
    }
  }

  // --- who works on what in this process ---------------------------------------------------------

  /** Somebody works on a step from now on: the planner leaves it alone. */
  public void begin(StepId id) {
    StepState state = step(id);
    if (!state.busy) busy++;
    state.busy = true;
    refresh(state);
  }

  /** Nobody does any more. */
  public void idle(StepId id) {
    StepState state = step(id);
    if (state.busy) busy--;
    state.busy = false;
    refresh(state);
  }

  /** This process does nothing more about a step; a resumed run will. */
  public void park(StepId id, String why) {
    StepState state = step(id);
    state.parked = true;
    state.message = why;
    idle(id);
  }

  /** Whether a paid request is on its way or answered and not understood yet. */
  public boolean inDoubt() {
    return steps.values().stream()
        .anyMatch(
            it ->
                it.busy
                    && (it.phase == Phase.INTENT
                        || it.phase == Phase.BARRIER
                        || it.phase == Phase.ANSWERED));
  }

  private void refresh(StepState state) {
    if (state.actionable()) actionable.add(state);
    else actionable.remove(state);
  }

  // --- the fold ----------------------------------------------------------------------------------

  public void apply(Event event) {
    if (event instanceof Event.OfStep ofStep) {
      StepState state = steps.computeIfAbsent(ofStep.step(), StepState::new);
      boolean spending = state.phase.spending();
      boolean submitting = submitting(state);
      applyTo(state, ofStep);
      count(state, spending, submitting);
      refresh(state);
    } else if (event instanceof Event.RunStarted e) {
      started = e;
    } else if (event instanceof Event.RunResumed) {
      ended = null;
      stopped = null;
      steps.values().forEach(this::again);
    } else if (event instanceof Event.RunEnded e) {
      ended = e;
    } else if (event instanceof Event.Published e) {
      published.put(e.output(), e.paths());
    } else if (event instanceof Event.StepsAdded e) {
      for (Event.StepInfo info : e.steps()) {
        steps.computeIfAbsent(info.id(), StepState::new).info = info;
      }
    } else {
      throw new IllegalStateException("No rule for " + event.getClass());
    }
  }

  private void again(StepState state) {
    if (state.phase != Phase.FAILED) return;
    if (state.abandoned) {
      // Still nobody knows: to try it again is to decide anew.
      state.abandoned = false;
      state.phase = Phase.AMBIGUOUS;
    } else {
      block(state);
    }
    refresh(state);
  }

  private static boolean submitting(StepState state) {
    return state.phase == Phase.INTENT || state.phase == Phase.BARRIER;
  }

  private void count(StepState state, boolean spending, boolean submittingBefore) {
    submitting += (submitting(state) ? 1 : 0) - (submittingBefore ? 1 : 0);
    if (state.phase.spending() == spending || state.info == null) return;
    lanes.merge(state.info.model(), spending ? -1 : 1, Integer::sum);
  }

  private void applyTo(StepState state, Event.OfStep event) {
    if (event instanceof Event.Prepared e) {
      state.prepared = e;
      state.mayDoBetter = false;
      state.phase = Phase.PREPARED;
    } else if (event instanceof Event.Reused e) {
      state.reused = true;
      state.value = e.value();
      finish(state);
    } else if (event instanceof Event.Fitted) {
      // Told for people: the copy is found or made again when the step is prepared again.
      return;
    } else if (event instanceof Event.Intent e) {
      state.attempt = e.attempt();
      state.transno = e.transno();
      state.answer = null;
      state.task = null;
      state.success = null;
      state.word = "";
      reserve(state, e.worst());
      state.phase = Phase.INTENT;
    } else if (event instanceof Event.Barrier) {
      state.phase = Phase.BARRIER;
    } else if (event instanceof Event.NotSent) {
      reserve(state, Money.ZERO);
      block(state);
    } else if (event instanceof Event.Answered e) {
      state.answer = e.answer();
      state.phase = Phase.ANSWERED;
    } else if (event instanceof Event.Accepted e) {
      state.task = e.task();
      state.phase = Phase.ACCEPTED;
    } else if (event instanceof Event.Rejected e) {
      reject(state, e.refusal());
    } else if (event instanceof Event.Ambiguous e) {
      state.message = e.message();
      state.phase = Phase.AMBIGUOUS;
    } else if (event instanceof Event.Resolved e) {
      resolve(state, e);
    } else if (event instanceof Event.TaskChanged e) {
      state.word = e.word();
    } else if (event instanceof Event.TaskSucceeded e) {
      state.success = e;
      state.phase = Phase.SUCCEEDED;
    } else if (event instanceof Event.TaskFailed e) {
      state.mayDoBetter = e.refusal().reason() != Refusal.Reason.MODERATED;
      reserve(state, Money.ZERO);
    } else if (event instanceof Event.Done e) {
      state.value = e.value();
      charge(state, e.cost());
      finish(state);
    } else if (event instanceof Event.Failed e) {
      state.message = e.message();
      state.hint = e.hint();
      state.mayDoBetter |= state.phase == Phase.ANSWERED;
      // An answer that was no use has been paid for all the same.
      charge(state, state.phase == Phase.ANSWERED ? state.reserved : Money.ZERO);
      state.phase = Phase.FAILED;
    } else {
      throw new IllegalStateException("No rule for " + event.getClass());
    }
  }

  private void charge(StepState state, Money amount) {
    state.cost = state.cost.plus(amount);
    spent = spent.plus(amount);
    reserve(state, Money.ZERO);
  }

  private void reserve(StepState state, Money amount) {
    reserved = reserved.minus(state.reserved).plus(amount);
    state.reserved = amount;
  }

  /** What may have been charged for a request of unknown fate stays reserved when it is resent. */
  private void doubt(StepState state) {
    // The sum keeps it; the step's own reservation begins anew with its next attempt.
    state.reserved = Money.ZERO;
  }

  private void reject(StepState state, Refusal refusal) {
    reserve(state, Money.ZERO);
    block(state);
    if (refusal.reason() == Refusal.Reason.KEY_REFUSED
        || refusal.reason() == Refusal.Reason.NO_MONEY) {
      stopped = refusal;
    }
  }

  private void resolve(StepState state, Event.Resolved event) {
    switch (event.decision()) {
      case "adopt" -> {
        state.task = event.task();
        state.phase = Phase.ACCEPTED;
      }
      case "resubmit" -> {
        state.resubmissions++;
        doubt(state);
        block(state);
      }
      case "abandon" -> {
        // What may have been charged stays reserved.
        state.abandoned = true;
        state.phase = Phase.FAILED;
      }
      default -> throw new IllegalStateException("No such decision: " + event.decision());
    }
  }
}
