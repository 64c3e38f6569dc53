package kinoloom.plan;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import kinoloom.graph.Fragment;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Missing;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.Whereabouts;
import kinoloom.platform.Counts;
import kinoloom.platform.Moderation;
import kinoloom.platform.Money;
import kinoloom.platform.Refusal;
import kinoloom.platform.TaskId;

/**
 * What a run knows: the fold of its events, the steps of its workflow, and who is working on what
 * in this process. Owned by one thread. Every change costs what changed, not what exists.
 */
public final class RunState {
  private final Map<StepId, StepState> steps = new LinkedHashMap<>();
  private final Map<StepId, Set<StepState>> waiters = new HashMap<>();

  /** Steps that wait and would go on without what cannot be made. */
  private final Set<StepState> patient = new LinkedHashSet<>();

  private final Set<StepState> drafts = new LinkedHashSet<>();
  private Map<StepId, StepId> unmade = Map.of();
  private final Set<StepState> actionable = new LinkedHashSet<>();
  private final Map<String, Integer> lanes = new HashMap<>();
  private Event.RunStarted started;
  private Event.RunEnded ended;
  private Refusal stopped;
  private int busy;
  private int submitting;
  private long moment;

  /** When the steps of an expansion were added first: by the number of the event. */
  private final Map<StepId, Long> expandedAt = new HashMap<>();

  private final Books books = new Books();
  private Allowance allowance = Allowance.NONE;
  private Instant at;
  private Whereabouts opened;
  private long excused;
  private final Map<String, List<String>> published = new LinkedHashMap<>();

  /** What a journal tells. */
  public static RunState of(Collection<Entry> entries) {
    RunState state = new RunState();
    entries.forEach(state::apply);
    return state;
  }

  public Collection<StepState> steps() {
    return Collections.unmodifiableCollection(steps.values());
  }

  /** Whether anything is known of a step. */
  boolean tells(StepId id) {
    return steps.containsKey(id);
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

  /**
   * The takes of a step, by number: itself, as long as there is no other; or those that a person
   * chooses from.
   */
  public SortedMap<Integer, StepState> takes(StepId id) {
    SortedMap<Integer, StepState> takes = new TreeMap<>();
    StepState self = step(id);
    if (!self.isChoice()) takes.put(1, self);
    for (int number = takes.size() + 1; ; number++) {
      StepState take = steps.get(id.take(number));
      if (take == null || !self.isChoice() && take.base != self) return takes;
      takes.put(number, take);
    }
  }

  /** The step that a step is a take of, in whatever way; null if it is none. */
  public StepState chooser(StepId id) {
    StepState take = step(id);
    if (take.base != null) return take.base;
    int mark = id.value().lastIndexOf('~');
    StepState before = mark < 1 ? null : steps.get(StepId.of(id.value().substring(0, mark)));
    return before != null && before.isChoice() ? before : null;
  }

  /** Whether a step is a take that nobody wants any more, and nothing of it is under way. */
  public boolean leftOut(StepId id) {
    return step(id).leftOut();
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

  /** What is known to be charged. */
  public Money spent() {
    return books.spent().money();
  }

  /** What may still be charged: for requests under way, and for those of unknown fate. */
  public Money reserved() {
    return books.reserved().money().plus(books.doubtful().money());
  }

  /** The part of what is reserved that requests of unknown fate may have cost, at most. */
  public Money doubtful() {
    return books.doubtful().money();
  }

  /** What is spent and what may still be: this never goes beyond what is allowed. */
  public Amounts committed() {
    return books.spent().plus(books.reserved()).plus(books.doubtful());
  }

  /** What is recorded of what the run may spend. */
  public Allowance allowance() {
    return allowance;
  }

  /** Where it was opened last; null if that is not known. */
  public Whereabouts opened() {
    return opened;
  }

  /**
   * Up to which number the loss of events has been accepted; 0 once the run was taken up since, as
   * then its mark is right again.
   */
  public long excused() {
    return excused;
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

  /**
   * What a step may use of another. A draft is for people: nothing is made of it, except what would
   * be a draft itself.
   */
  public Function<StepId, Resolver.Knowledge> knownTo(Step user, String word) {
    boolean goesOn = user.goesOnWithout(word);
    Long then = expandedAt.get(user.id());
    return id -> {
      StepState state = steps.get(id);
      if (state == null) return Resolver.Knowledge.UNKNOWN;
      // What an expansion has made stays as it is when another take of its source counts.
      if (then != null) return state.versions.at(then).made();
      boolean there = !(state.knowledge() instanceof Resolver.Knowledge.Unknown);
      if (there && (goesOn || !state.current().draft())) return state.knowledge();
      StepId cause = goesOn ? cause(state) : null;
      return cause == null
          ? Resolver.Knowledge.UNKNOWN
          : new Resolver.Knowledge.Absent(missing(state, cause));
    };
  }

  private Missing missing(StepState state, StepId cause) {
    String why = steps.get(cause).message();
    boolean own = cause.equals(state.id());
    return new Missing(state.id().value(), own ? why : cause + " failed: " + why);
  }

  /** The step whose failure keeps another from being made; null if there is none. */
  private StepId cause(StepState known) {
    if (known.versions.awaited() != null) return null;
    StepState state = known.current();
    if (state.phase == Phase.FAILED && !state.busy) return state.id();
    if (state.draft()) return state.id();
    if (state.phase != Phase.WAITING) return null;
    for (StepId blocker : state.waitsFor) {
      StepId cause = steps.containsKey(blocker) ? cause(steps.get(blocker)) : null;
      if (cause != null) return cause;
    }
    return null;
  }

  /**
   * What cannot be made, and because of which step. Known while its workflow is, and at its end.
   */
  public Map<StepId, StepId> unmade() {
    if (ended != null) return unmade;
    Map<StepId, StepId> all = new LinkedHashMap<>();
    for (StepState state : steps.values()) {
      StepId cause = state.phase == Phase.WAITING ? cause(state) : null;
      if (cause != null) all.put(state.id(), cause);
    }
    return all;
  }

  /** Whether takes were made anew or chosen, here or in a run that this one follows. */
  public boolean chooses() {
    return steps.values().stream().anyMatch(StepState::isChosen);
  }

  /** What is made without something. */
  public Collection<StepState> drafts() {
    return Collections.unmodifiableCollection(drafts);
  }

  /**
   * The names of what a value lacks: of the steps it stands for, and those that drafts in it do.
   */
  public Set<String> lacking(Object value) {
    Set<String> names = new LinkedHashSet<>();
    if (value instanceof Missing missing) names.add(missing.step());
    if (value instanceof List<?> list) list.forEach(it -> names.addAll(lacking(it)));
    for (StepState draft : drafts) {
      if (draft.value != null && draft.value.equals(value)) names.addAll(draft.missing());
    }
    return names;
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
      inform(state, new Event.StepInfo(step.id(), step.kind(), step.model(), step.place()));
    }
    addTakes(added);
    for (Step step : added) {
      StepState state = steps.get(step.id());
      if (state.phase == Phase.WAITING || state.phase == Phase.PREPARED) block(state);
      refresh(state);
    }
  }

  /** The steps that stand for further takes of those that are added. */
  private void addTakes(Collection<Step> added) {
    List<Step> more = new ArrayList<>();
    for (Step step : added) {
      for (StepState take : takes(step.id()).values()) {
        if (take.base == null || take.step != null || take.leftOut()) continue;
        more.add(template(step).named(take.id()));
      }
    }
    if (!more.isEmpty()) add(more);
  }

  /** What a further take of a step is like. */
  private Step template(Step step) {
    return step.body() instanceof Step.Body.Gate gate ? steps.get(gate.takes().get(0)).step : step;
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

  /** Who has fallen back does not go back. */
  private static void inform(StepState state, Event.StepInfo info) {
    String model = state.fallback.isEmpty() ? info.model() : state.fallback;
    state.info = new Event.StepInfo(info.id(), info.kind(), model, info.place());
  }

  /** Finds out what a step waits for. Its request is prepared (again) once it waits for nothing. */
  private void block(StepState state) {
    state.phase = Phase.WAITING;
    if (state.step == null) return;
    Set<StepId> blockers = new LinkedHashSet<>();
    try {
      for (Map.Entry<String, Input> word : state.step.params().entrySet()) {
        blockers.addAll(blockersOf(state.step, word.getKey(), word.getValue()));
      }
    } catch (ValueException e) {
      // Reported when the value is taken, with the step's place.
      blockers.clear();
    }
    if (state.isChoice()) blockers.removeIf(it -> steps.get(it).hopeless());
    state.blockers = blockers.size();
    state.waitsFor = blockers;
    for (StepId blocker : blockers)
      waiters.computeIfAbsent(blocker, it -> new LinkedHashSet<>()).add(state);
    if (blockers.isEmpty()) state.phase = Phase.READY;
    if (blockers.isEmpty() || !state.step.goesOnWithout("clips")) patient.remove(state);
    else patient.add(state);
  }

  private Set<StepId> blockersOf(Step step, String word, Input input) {
    Function<StepId, Resolver.Knowledge> known = knownTo(step, word);
    boolean shapeOnly = step.body() instanceof Step.Body.Expand expand && !expand.needsValue();
    Set<StepId> blockers =
        shapeOnly ? Resolver.listBlockers(input, known) : Resolver.blockers(input, known);
    boolean goesOn = blockers.isEmpty() && step.goesOnWithout(word);
    return goesOn ? all(Resolver.value(input, known, file -> file)) : blockers;
  }

  /** The steps to wait for where every one of some clips is missing: there is nothing to cut. */
  private static Set<StepId> all(Object clips) {
    Set<StepId> missing = new LinkedHashSet<>();
    if (clips instanceof Missing it) return Set.of(StepId.of(it.step()));
    if (!(clips instanceof List<?> list)) return Set.of();
    for (Object clip : list) {
      Set<StepId> inside = all(clip);
      boolean nothing = clip instanceof List<?> inner && inner.isEmpty();
      if (inside.isEmpty() && !nothing) return Set.of();
      missing.addAll(inside);
    }
    return missing;
  }

  private void finish(StepState state) {
    state.phase = Phase.DONE;
    refresh(state);
    if (!state.missing().isEmpty()) drafts.add(state);
    remakeDrafts();
    wake(state);
    if (state.base == null || state.base.versions.awaited() != state) return;
    state.base.versions.choose(state, moment);
    wake(state.base);
  }

  /** What waits for a step need not any more. */
  private void wake(StepState state) {
    Set<StepState> waiting = waiters.remove(state.id());
    if (waiting == null) return;
    for (StepState waiter : waiting) {
      if (--waiter.blockers == 0 && waiter.phase == Phase.WAITING) {
        block(waiter);
        refresh(waiter);
      }
    }
  }

  /** What was made without a step is made anew once that is there. */
  private void remakeDrafts() {
    List<StepState> outdated =
        drafts.stream().filter(it -> it.missing().stream().anyMatch(this::there)).toList();
    for (StepState draft : outdated) {
      drafts.remove(draft);
      draft.phase = Phase.WAITING;
      draft.value = null;
      draft.reused = false;
    }
    for (StepState draft : outdated) {
      block(draft);
      refresh(draft);
    }
  }

  private boolean there(String step) {
    StepState state = steps.get(StepId.of(step));
    return state != null && state.phase == Phase.DONE && !state.draft();
  }

  /** Something has failed for good: who goes on without it may be able to, now. */
  private void goOn() {
    for (StepState state : List.copyOf(patient)) {
      block(state);
      refresh(state);
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
    if (state.phase == Phase.FAILED) goOn();
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
    return steps.values().stream().anyMatch(it -> it.busy && submitted(it));
  }

  private void refresh(StepState state) {
    if (state.actionable()) actionable.add(state);
    else actionable.remove(state);
  }

  // --- the fold ----------------------------------------------------------------------------------

  public void apply(Entry entry) {
    at = entry.at();
    apply(entry.event());
  }

  /**
   * @throws IllegalStateException when no run can have had this event
   */
  public void apply(Event event) {
    Sense.check(event);
    moment++;
    if (event instanceof Event.OfStep ofStep) {
      StepState state = steps.computeIfAbsent(ofStep.step(), StepState::new);
      boolean spending = state.phase.spending();
      boolean submitting = submitting(state);
      String lane = state.info == null ? null : state.info.model();
      applyTo(state, ofStep);
      count(state, lane, spending, submitting);
      refresh(state);
    } else if (event instanceof Event.RunStarted e) {
      started = e;
    } else if (event instanceof Event.RunResumed) {
      ended = null;
      stopped = null;
      excused = 0;
      steps.values().forEach(this::again);
    } else if (event instanceof Event.RunEnded e) {
      ended = e;
      unmade = e.unmade();
    } else if (event instanceof Event.BudgetSet e) {
      allowance = allowance.with(e.budget(), Allowance.By.of(e.by()));
    } else if (event instanceof Event.Published e) {
      published.put(e.output(), e.paths());
    } else if (event instanceof Event.WorkspaceOpened e) {
      opened = e.where();
    } else if (event instanceof Event.WorkspaceAccepted e) {
      opened = null;
      excused = e.last();
      gap();
    } else if (event instanceof Event.LossAccepted e) {
      accept(e);
    } else if (event instanceof Event.StepsAdded e) {
      for (Event.StepInfo info : e.steps()) {
        StepState state = steps.computeIfAbsent(info.id(), StepState::new);
        inform(state, info);
        state.by = e.by();
      }
      if (e.by() != null) expandedAt.putIfAbsent(e.by(), moment);
    } else {
      throw new IllegalStateException("No rule for " + event.getClass());
    }
  }

  private void accept(Event.LossAccepted loss) {
    ended = null;
    excused = loss.last();
    if (opened != null) opened = opened.rewritten();
    gap();
    if (loss.worst() != null) books.lose(loss.worst());
    // From one announcement to the next there are three events: the next attempt's number is new.
    int attempts = (int) Math.min(Integer.MAX_VALUE / 2, (loss.lost() + 2) / 3);
    for (String step : loss.steps()) {
      steps.computeIfAbsent(StepId.of(step), StepState::new).attempt += attempts;
    }
  }

  /**
   * Only what was accepted is looked after from now on, whether or not the steps are known that it
   * belongs to: the journal is damaged.
   */
  public void salvage() {
    gap();
    for (StepState state : steps.values()) {
      state.adrift = true;
      refresh(state);
    }
  }

  /**
   * Events are missing from what was applied so far: a request that was announced may have been
   * sent.
   */
  public void gap() {
    for (StepState state : steps.values()) {
      if (state.phase != Phase.INTENT) continue;
      state.phase = Phase.BARRIER;
      refresh(state);
    }
  }

  private void again(StepState state) {
    // What was given up may have been paid: to try it again takes a decision anew.
    if (state.phase != Phase.FAILED || state.abandoned || state.rejected()) return;
    if (state.withdrawn) return;
    block(state);
    refresh(state);
  }

  private static boolean submitting(StepState state) {
    return state.phase == Phase.INTENT || state.phase == Phase.BARRIER;
  }

  private void count(StepState state, String lane, boolean spending, boolean submittingBefore) {
    submitting += (submitting(state) ? 1 : 0) - (submittingBefore ? 1 : 0);
    if (state.phase.spending() == spending || state.info == null) return;
    lanes.merge(spending ? lane : state.info.model(), spending ? -1 : 1, Integer::sum);
  }

  private void applyTo(StepState state, Event.OfStep event) {
    if (event instanceof Event.Prepared e) {
      // Another request has other answers.
      if (state.prepared != null && !state.prepared.key().equals(e.key())) {
        state.asking = null;
        boolean fellBack = state.prepared == state.primary;
        if (!fellBack) state.unfit = 0;
      }
      state.prepared = e;
      state.preparedAt = moment;
      state.counts = Counts.of(e.request());
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
      state.lost = null;
      number(state, e.attempt(), e.transno());
      books.begin(state, e, at);
      state.phase = Phase.INTENT;
    } else if (event instanceof Event.Barrier e) {
      announced(state, e.attempt());
      state.phase = Phase.BARRIER;
    } else if (event instanceof Event.NotSent) {
      books.release(state);
      block(state);
    } else if (event instanceof Event.Answered e) {
      announced(state, e.attempt());
      state.answer = e.answer();
      state.phase = Phase.ANSWERED;
    } else if (event instanceof Event.Accepted e) {
      announced(state, e.attempt());
      accept(state, e.task());
    } else if (event instanceof Event.Rejected e) {
      reject(state, e.refusal());
    } else if (event instanceof Event.Ambiguous e) {
      announced(state, e.attempt());
      state.message = e.message();
      state.unusable = e.unusable();
      state.phase = Phase.AMBIGUOUS;
      boolean cut = state.answer != null && !state.answer.complete();
      books.doubt(state, cut ? Attempt.Fate.CUT_OFF : Attempt.Fate.IN_DOUBT);
    } else if (event instanceof Event.Charged e) {
      books.settle(state, e.cost(), Attempt.Fate.NO_USE);
    } else if (event instanceof Event.Resolved e) {
      resolve(state, e);
    } else if (event instanceof Event.TaskChanged e) {
      state.word = e.word();
      if (state.phase != Phase.ACCEPTED) unnamed(state);
    } else if (event instanceof Event.TaskSucceeded e) {
      state.abandoned = false;
      state.success = e;
      state.phase = Phase.SUCCEEDED;
    } else if (event instanceof Event.TaskFailed e) {
      state.abandoned = false;
      boolean moderated = e.refusal().reason() == Refusal.Reason.MODERATED;
      state.mayDoBetter = !moderated || Moderation.ofOutput(e.refusal());
      books.failed(state);
    } else if (event instanceof Event.Retried e) {
      retry(state, e);
    } else if (event instanceof Event.FellBack e) {
      fallBack(state, e);
    } else if (event instanceof Event.LostOutput e) {
      lose(state, e);
    } else if (event instanceof Event.Repaired e) {
      state.repairs = e.repairs();
    } else if (event instanceof Event.AskedAgain e) {
      books.askAgain(state);
      state.unfit = e.asked();
      state.asking = new Asking(e.asked(), e.value(), e.faults(), state.answer);
      block(state);
    } else if (event instanceof Event.Supplied e) {
      state.supplied = true;
      state.value = e.value();
      finish(state);
    } else if (event instanceof Event.Done e) {
      state.asking = null;
      state.value = e.value();
      state.lost = null;
      state.remake = false;
      books.done(state, e.cost());
      finish(state);
    } else if (event instanceof Event.Failed e) {
      state.asking = null;
      state.unfit = 0;
      state.message = e.message();
      state.hint = e.hint();
      state.mayDoBetter |= state.phase == Phase.ANSWERED;
      if (state.phase == Phase.ANSWERED) books.noUse(state);
      state.phase = Phase.FAILED;
      waive(state);
    } else if (event instanceof Event.GateOpened e) {
      state.opened = e;
      state.preparedAt = moment;
      state.decided = null;
      state.phase = Phase.OPEN;
    } else if (event instanceof Event.GateDecided e) {
      decide(state, e);
    } else if (event instanceof Event.Redone e) {
      redo(state, e);
    } else if (event instanceof Event.Picked e) {
      pick(state, e.take());
    } else {
      throw new IllegalStateException("No rule for " + event.getClass());
    }
  }

  private void retry(StepState state, Event.Retried event) {
    boolean refused = event.cause().equals(Event.Retried.REFUSED);
    if (refused) state.refusedRetries++;
    else state.retries++;
    state.next = refused ? Attempt.Sent.AFTER_REFUSAL : Attempt.Sent.RETRIED;
    block(state);
  }

  private void fallBack(StepState state, Event.FellBack event) {
    state.primary = state.prepared;
    state.fallback = event.model();
    if (state.info != null) inform(state, state.info);
    state.next = Attempt.Sent.FALLBACK;
    block(state);
  }

  private void decide(StepState state, Event.GateDecided event) {
    state.decided = event;
    if (event.decision().equals("reject")) {
      state.message = "it was rejected (by " + event.by() + ")";
      state.phase = Phase.FAILED;
      return;
    }
    if (event.decision().equals("approve")) {
      state.value = state.opened == null ? null : state.opened.value();
    } else {
      pick(state, Integer.parseInt(event.decision()));
    }
    finish(state);
  }

  private void pick(StepState state, int number) {
    StepId id = state.id().take(number);
    StepState take = steps.getOrDefault(id, state);
    state.versions.withdraw();
    state.versions.choose(take, moment);
    if (state.isChoice()) leave(state);
    unready();
    if (state.phase == Phase.DONE) wake(state);
  }

  /** Nobody wants the takes of a choice that are not made by now. */
  private void leave(StepState choice) {
    for (StepState take : takes(choice.id()).values()) {
      if (take.phase == Phase.DONE) continue;
      take.withdrawn = true;
      refresh(take);
    }
  }

  /** Another take is a step of its own; what has no takes waits again for what it works on. */
  private void redo(StepState state, Event.Redone event) {
    Kind kind = state.info == null ? null : state.info.kind();
    boolean again = kind == Kind.EXPAND || kind == Kind.COMPUTE;
    if (again || kind == Kind.GATE && !state.isChoice()) {
      expandedAt.remove(state.id());
      state.value = null;
      state.decided = null;
      block(state);
    } else {
      StepState take = steps.computeIfAbsent(state.id().take(event.take()), StepState::new);
      StepState like = state.isChoice() ? steps.get(state.id().take(1)) : state;
      take.base = state;
      take.anew = event.anew();
      take.by = state.by;
      if (take.info == null && like != null && like.info != null)
        take.info = like.info.named(take.id());
      if (state.phase == Phase.DONE) state.versions.await(take);
    }
    unready();
  }

  /** What was about to use something else than it would get now is prepared again. */
  private void unready() {
    for (StepState other : steps.values()) {
      if (other.busy || other.phase != Phase.READY && other.phase != Phase.PREPARED) continue;
      block(other);
      refresh(other);
    }
  }

  /** A choice among takes does without one that failed; what waits for a new take has the old. */
  private void waive(StepState failed) {
    if (failed.base != null) wake(failed.base);
    Set<StepState> waiting = waiters.get(failed.id());
    if (waiting == null) return;
    for (StepState waiter : List.copyOf(waiting)) {
      if (!waiter.isChoice()) continue;
      waiting.remove(waiter);
      if (--waiter.blockers > 0 || waiter.phase != Phase.WAITING) continue;
      block(waiter);
      refresh(waiter);
    }
  }

  /**
   * The steps whose takes a step follows from, directly or through work of this machine, and that
   * work.
   */
  public List<String> uses(StepId id) {
    Set<StepId> uses = new LinkedHashSet<>();
    Deque<StepState> through = new ArrayDeque<>(List.of(step(id)));
    while (!through.isEmpty()) {
      StepState state = through.poll();
      Set<StepId> met = met(state);
      if (state.by != null) met.add(state.by);
      for (StepId it : met) {
        StepState used = steps.get(it);
        if (used != null && uses.add(it) && isPassage(used)) through.add(used);
      }
    }
    return uses.stream().map(StepId::value).toList();
  }

  /** Whether what a step gives follows from what it is given alone. */
  private static boolean isPassage(StepState state) {
    Kind kind = state.info == null ? Kind.CUT : state.info.kind();
    return !kind.remote() && kind != Kind.CUT && !state.isChoice();
  }

  /** The steps whose values a step is given, and the expansions on the way to them. */
  private Set<StepId> met(StepState state) {
    Set<StepId> met = new LinkedHashSet<>();
    if (state.step == null) return met;
    state
        .step
        .params()
        .forEach(
            (word, input) -> {
              if (word.equals(Step.AFTER)) return;
              try {
                Resolver.blockers(
                    input,
                    id -> {
                      met.add(id);
                      return known(id);
                    });
              } catch (ValueException e) {
                // What was met on the way is used all the same.
              }
            });
    return met;
  }

  /** A damaged journal may have lost the announcement of an attempt: then its number is unknown. */
  private void announced(StepState state, int attempt) {
    if (state.attempt == attempt) return;
    number(state, attempt, "");
    Money worst = state.prepared == null ? Money.ZERO : state.prepared.estimate();
    books.leave(state, false);
    books.begin(state, new Event.Intent(state.id(), attempt, "", worst), at);
  }

  /** Another attempt: what was told of the one before is not told of it. */
  private static void number(StepState state, int attempt, String transno) {
    state.attempt = attempt;
    state.transno = transno;
    state.answer = null;
    state.task = null;
    state.success = null;
    state.word = "";
  }

  /** A damaged journal may have lost which task it is that is told of. */
  private void unnamed(StepState state) {
    if (state.phase == Phase.DONE || state.phase == Phase.SUCCEEDED) return;
    if (!submitted(state)) state.transno = "";
    state.message = "it was accepted, and the journal has lost as which task";
    state.phase = Phase.AMBIGUOUS;
    books.doubt(state, Attempt.Fate.IN_DOUBT);
  }

  private static boolean submitted(StepState state) {
    return submitting(state) || state.phase == Phase.ANSWERED;
  }

  private void accept(StepState state, TaskId task) {
    state.task = task;
    state.phase = Phase.ACCEPTED;
    books.accepted(state, task);
  }

  private void adopt(StepState state, Event.Resolved event) {
    state.abandoned = false;
    if (state.lost != null && !event.task().equals(state.lost.task())) state.lost = null;
    state.success = null;
    state.word = "";
    accept(state, event.task());
  }

  /** What this machine makes it makes again; what was paid for needs to be found again. */
  private void lose(StepState state, Event.LostOutput event) {
    state.lost = event;
    state.value = null;
    state.message = event.message();
    if (state.info == null || !state.info.kind().remote()) {
      block(state);
    } else {
      state.task = event.task();
      state.transno = event.transno();
      state.success = null;
      state.phase = Phase.AMBIGUOUS;
    }
    for (StepState other : steps.values()) {
      // What was about to use it waits for it again.
      if (other == state || other.phase != Phase.READY && other.phase != Phase.PREPARED) continue;
      block(other);
      refresh(other);
    }
  }

  private void reject(StepState state, Refusal refusal) {
    books.release(state);
    block(state);
    if (refusal.reason() == Refusal.Reason.KEY_REFUSED
        || refusal.reason() == Refusal.Reason.NO_MONEY) {
      stopped = refusal;
    }
  }

  private void resolve(StepState state, Event.Resolved event) {
    switch (event.decision()) {
      case "adopt" -> adopt(state, event);
      case "resubmit" -> {
        state.resubmissions++;
        state.remake |= state.lost != null;
        state.abandoned = false;
        boolean user = event.by().equals("user");
        state.next = user ? Attempt.Sent.BY_USER : Attempt.Sent.BY_POLICY;
        books.leave(state, false);
        // It stays in doubt: the next attempt is reserved beside it.
        state.open = null;
        block(state);
      }
      case "abandon" -> {
        // What may have been charged stays reserved.
        state.abandoned = true;
        books.leave(state, true);
        state.phase = Phase.FAILED;
        waive(state);
      }
      default -> throw new IllegalStateException("No such decision: " + event.decision());
    }
  }
}
