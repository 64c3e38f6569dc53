package kinoloom.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.graph.Fragment;
import kinoloom.graph.Input;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Kind;
import kinoloom.graph.Opaque;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Ref;
import kinoloom.graph.Resolver;
import kinoloom.graph.Schema;
import kinoloom.graph.Scope;
import kinoloom.graph.Segment;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.graph.Workflow;
import kinoloom.journal.Counting;
import kinoloom.journal.Descent;
import kinoloom.journal.Event;
import kinoloom.journal.Results;
import kinoloom.plan.Action;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
import kinoloom.plan.Planner;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Counts;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.Money;

/**
 * Goes through a whole workflow without sending anything: the same planner, the same closures, the
 * same checks. What nobody knows yet is stood in for by samples of the right shape; what the
 * workspace has already is used as it is.
 */
public final class Rehearsal {
  private static final Limits FREE =
      new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, true, Allowance.NONE);

  /** A script that tries until a value is good enough would go on for ever with a sample. */
  private static final int DEEPEST = 8;

  private final int variant;

  /**
   * The words of each step with the other samples: what differs from ours follows from a sample.
   */
  private final Map<StepId, Map<String, Object>> others;

  /** The steps that the other samples have led to as well. */
  private final Set<StepId> alike;

  /** Steps whose number the schema of a list says, though it is not known what is in it. */
  private final Set<StepId> sure = new HashSet<>();

  private final Map<StepId, Object> supplied;
  private final Map<StepId, Map<String, Object>> seen = new HashMap<>();
  private final Workflow workflow;
  private final Collaborators with;
  private final RunState state = new RunState();
  private final Words words;
  private final LocalFiles files;
  private final Sources sources;
  private final Preparation preparation;
  private final Keys keys;
  private final Descents descents;
  private final Map<StepId, Descent> descending = new HashMap<>();
  private final Set<StepId> chosenBefore = new HashSet<>();
  private final Map<StepId, String> cached = new HashMap<>();
  private final Set<StepId> sampled = new HashSet<>();
  private final Map<StepId, StepId> within = new HashMap<>();
  private final Set<StepId> uncertain = new HashSet<>();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final List<Item> items = new ArrayList<>();
  private final List<Expansion> expansions = new ArrayList<>();

  /**
   * A step that a run would come to.
   *
   * @param within the expansion that makes it, or null
   * @param certain whether it is sure to be there: not so where its number is guessed from a sample
   * @param kept whether the workspace has its result
   * @param fits whether copies of its pictures are to be made, as far as that can be told
   */
  public record Item(
      Step step,
      StepId within,
      boolean certain,
      Kept kept,
      boolean fits,
      Needs needs,
      Asked asked) {}

  /**
   * A part of the script that makes steps once a value is known.
   *
   * @param within the expansion that makes it, or null
   * @param of what it is given, as the script writes it
   * @param turns how many elements that has; 0 where it is one value
   * @param certain whether that is known
   * @param uses the steps it waits for
   */
  public record Expansion(
      Step step, StepId within, String of, int turns, boolean certain, Set<StepId> uses) {}

  /**
   * What a step costs, takes and makes.
   *
   * @param params what that was reckoned of
   */
  public record Needs(
      ModelSpec.Estimate cost, ModelSpec.Typical time, Counts counts, Map<String, Object> params) {}

  /** Whether the workspace has a result. */
  public enum Kept {
    NO,
    YES,
    /** A file of it is gone or changed. It is fetched again, or needs a decision. */
    DAMAGED,
    /** It was made of other takes than count now, and is used as it is. */
    STALE,
    /** A person gave it. */
    GIVEN,
    /** A rule of the step does not hold for it: it is made anew. */
    UNFIT;

    /** Whether the workspace has what is used. */
    public boolean there() {
      return this == YES || this == STALE;
    }

    /** Whether nothing is paid for it. */
    public boolean free() {
      return this != NO && this != UNFIT;
    }
  }

  /** All mistakes found, and all steps in the order they would be taken up. */
  public record Outcome(List<Problem> problems, List<Item> items, List<Expansion> expansions) {}

  public Rehearsal(Workflow workflow, Collaborators with) {
    this(workflow, with, Map.of(), false);
  }

  /**
   * @param supplied values that a person gives
   * @param remakesStale whether what was made of other takes than count is made anew
   */
  public Rehearsal(
      Workflow workflow, Collaborators with, Map<StepId, Object> supplied, boolean remakesStale) {
    this(workflow, with, supplied, remakesStale, 0, new LocalFiles(with.store()));
  }

  private Rehearsal(
      Workflow workflow,
      Collaborators with,
      Map<StepId, Object> supplied,
      boolean remakesStale,
      int variant,
      LocalFiles files) {
    this.variant = variant;
    this.supplied = supplied;
    this.workflow = workflow;
    this.with = with;
    this.files = files;
    this.sources = new Sources(state::known);
    this.words = new Words(state, files);
    this.preparation = new Preparation(with.platform(), with.store(), words::origin);
    this.keys = new Keys(with.results());
    this.descents =
        new Descents(
            state,
            with.results(),
            remakesStale,
            it -> descending.get(it.id()),
            it -> chosenBefore.contains(it.id()));
    Rehearsal other =
        variant == 0 ? new Rehearsal(workflow, with, supplied, remakesStale, 1, files) : this;
    if (variant == 0) other.perform();
    this.others = variant == 0 ? other.seen : Map.of();
    this.alike = other.within.keySet();
  }

  public Outcome perform() {
    Planner planner = new Planner();
    add(workflow.steps());
    for (boolean over = false; !over; ) {
      for (Action action : planner.next(state, FREE)) {
        if (action instanceof Action.OfStep ofStep) rehearse(state.step(ofStep.step()).step());
        else over = true;
      }
    }
    checkOutputs();
    return new Outcome(List.copyOf(problems), List.copyOf(items), List.copyOf(expansions));
  }

  private void add(List<Step> steps) {
    try {
      state.add(steps);
    } catch (ValueException e) {
      problem(steps.get(0), e.getMessage(), "");
    }
  }

  private void rehearse(Step step) {
    try {
      if (step.kind() == Kind.EXPAND) expand(step);
      else if (step.kind() == Kind.GATE) gate(step);
      else if (step.kind() == Kind.COMPUTE) compute(step);
      else request(step);
    } catch (ValueException e) {
      problems.add(new Problem(step.place(e.word()), e.getMessage(), ""));
      finish(step, new Opaque(step.id().value()), true);
    }
  }

  private void expand(Step step) {
    boolean guessed = uncertain.contains(step.id()) || touchesSample(step.param("source"));
    if (guessed && depth(step.id()) >= DEEPEST) {
      finish(step, new Opaque(step.id().value()), true);
      return;
    }
    Fragment fragment;
    try {
      Input source = LocalWork.source(step, state::known, files);
      fragment = ((Step.Body.Expand) step.body()).expand(source);
      expansions.add(expansion(step, source, guessed && !counted(step)));
    } catch (RuntimeException | AssertionError e) {
      if (!guessed) problem(step, e.getMessage(), "");
      finish(step, new Opaque(step.id().value()), true);
      return;
    }
    problems.addAll(fragment.problems());
    boolean counted = guessed && counted(step);
    for (Step made : fragment.steps()) {
      within.put(made.id(), step.id());
      if (guessed) uncertain.add(made.id());
      if (counted && alike.contains(made.id())) sure.add(made.id());
    }
    state.expanded(step.id(), fragment);
  }

  /** Its person is taken to say yes, or to choose a take that nobody knows yet. */
  private void gate(Step step) {
    Step.Body.Gate gate = (Step.Body.Gate) step.body();
    items.add(item(step, Kept.NO, true, false, Map.of(), asked(step, Map.of(), Set.of())));
    Input value = step.param("value");
    if (!gate.takes().isEmpty()) {
      Optional<StepId> before = chosen(step.id(), gate.takes());
      if (before.isEmpty()) sampled.add(step.id());
      else chosenBefore.add(step.id());
      value = Input.outputOf(before.orElse(gate.takes().get(0)));
    }
    state.expanded(step.id(), new Fragment(List.of(), value, List.of()));
  }

  private Expansion expansion(Step step, Input source, boolean guessed) {
    boolean whole = ((Step.Body.Expand) step.body()).needsValue();
    return new Expansion(
        step,
        within.get(step.id()),
        Ref.to(step.param("source")).toString(),
        whole ? 0 : Scope.elements(source).size(),
        !guessed,
        sources.steps(step.param("source")));
  }

  /** Whether an expansion is sure to be there, and works on a list of a length that is sure. */
  private boolean counted(Step step) {
    boolean there = !uncertain.contains(step.id()) || sure.contains(step.id());
    if (!there || !(step.param("source") instanceof Input.OutputOf source)) return false;
    if (uncertain.contains(source.step()) || ((Step.Body.Expand) step.body()).needsValue()) {
      return false;
    }
    Schema shape = state.step(source.step()).step().returns();
    for (Segment segment : source.path()) {
      shape = shape == null || !(segment instanceof Segment.Key) ? null : shape.at(segment);
    }
    return shape != null
        && shape.bare() instanceof Schema.ListOf list
        && list.least() == list.most();
  }

  private Optional<StepId> chosen(StepId gate, List<StepId> takes) {
    if (!cached.keySet().containsAll(takes)) return Optional.empty();
    List<String> keys = takes.stream().map(cached::get).toList();
    return with.answers().chosen(gate, keys).map(it -> takes.get(keys.indexOf(it)));
  }

  private int depth(StepId step) {
    int depth = 0;
    for (StepId by = within.get(step); by != null; by = within.get(by)) depth++;
    return depth;
  }

  private void compute(Step step) {
    Map<String, Object> values = words.of(step);
    Object value = new Opaque(step.id().value());
    boolean known = !touchesSample(step.param("values"));
    if (known) {
      try {
        value = LocalWork.kept(((Step.Body.Compute) step.body()).compute(values.get("values")));
      } catch (Exception | AssertionError e) {
        problem(step, "The computation failed: " + e.getMessage(), "");
      }
    }
    items.add(item(step, Kept.NO, true, false, Map.of(), asked(step, Map.of(), Set.of())));
    finish(step, value, !known);
  }

  private static final ModelSpec.Estimate NOTHING = new ModelSpec.Estimate(Money.ZERO, Money.ZERO);

  private void request(Step step) {
    Map<String, Object> all = words.of(step);
    seen.put(step.id(), all);
    if (supplied.containsKey(step.id())) {
      items.add(item(step, Kept.GIVEN, false, false, Map.of(), asked(step, Map.of(), Set.of())));
      finish(step, supplied.get(step.id()), false);
      return;
    }
    Map<String, Object> known = new LinkedHashMap<>();
    Map<String, Object> likely = new LinkedHashMap<>();
    Set<String> pending = new HashSet<>();
    all.forEach(
        (word, value) -> {
          boolean open = isPending(step, word, value);
          if (open) pending.add(word);
          else known.put(word, value);
          if (!open || value instanceof Number) likely.put(word, value);
        });
    boolean incomplete = known.remove(Step.INCOMPLETE) != null;
    List<Problem> found = new ArrayList<>();
    if (step.kind() == Kind.CUT) found.addAll(new Cutting(step, all).checkTexts());
    if (!incomplete && found.isEmpty()) {
      found.addAll(preparation.check(step, counting(step, known), open(step, pending)));
      if (found.isEmpty()) found.addAll(preparation.checkFiles(step, all));
    }
    problems.addAll(found);
    Optional<Results.Result> result = Optional.empty();
    Kept kept = Kept.NO;
    boolean checked = found.isEmpty() && !incomplete;
    boolean fits = known.containsKey(Pictures.FIT) || pending.contains(Pictures.FIT);
    Map<String, Object> described = checked ? preparation.sketch(step, known) : Map.of();
    if (checked && pending.isEmpty()) {
      Prepared prepared = preparation.prepare(step, known);
      StepState now = state.step(step.id());
      Descent descent = descents.of(step.id(), prepared.described());
      Optional<Counting.Pointer> chosen = descents.chosen(now, prepared.described());
      String key =
          chosen
              .flatMap(it -> keys.choose(step.id(), prepared.described(), it))
              .orElseGet(() -> keys.claim(step.id(), prepared.described(), 0))
              .value();
      if (chosen.isPresent()) descent = descent.with(Descent.Takes.CHOSEN);
      String given =
          descents.given(now, key, descent, chosen).map(Counting.Pointer::key).orElse(key);
      boolean stale = !given.equals(key);
      result = with.results().find(given);
      boolean whole = result.map(it -> whole(it.value())).orElse(true);
      if (!whole) kept = step.kind().remote() ? Kept.DAMAGED : Kept.NO;
      else if (result.isPresent()) kept = stale ? Kept.STALE : Kept.YES;
      boolean holds = !whole || result.isEmpty() || holds(step, result.get().value());
      if (!holds) kept = Kept.UNFIT;
      if (!whole || !holds) result = Optional.empty();
      if (kept == Kept.YES) cached.put(step.id(), result.get().key());
      descending.put(step.id(), stale ? descent.with(Descent.Takes.STALE) : descent);
      fits = !prepared.fits().isEmpty();
      described = prepared.described();
    }
    if (!incomplete && result.isEmpty()) holds(step, null);
    if (!incomplete && kept == Kept.NO) {
      problems.addAll(preparation.checkCounts(step, counting(step, known)));
    }
    if (checked) problems.addAll(fallback(step, known, pending));
    if (checked && kept == Kept.NO) {
      // Of several pictures some may be known; one that a sample has chosen may be another.
      Map<String, Object> there = uncertain.contains(step.id()) ? known : all;
      problems.addAll(preparation.checkPictures(step, there));
    }
    if (step.kind() == Kind.CUT && checked && kept == Kept.NO) {
      problems.addAll(new Cutting(step, known).undrawable(with.media()));
    }
    Asked asked = asked(step, described, pending);
    items.add(item(step, kept, checked, fits, params(step, likely), asked));
    finish(
        step,
        result.map(Results.Result::value).orElseGet(() -> sample(step, all)),
        result.isEmpty());
  }

  /** Who may be asked in its model's place must take the same words. */
  private List<Problem> fallback(Step step, Map<String, Object> known, Set<String> pending) {
    String model = step.policy().fallback();
    if (model.isEmpty() || !step.kind().remote()) return List.of();
    Step other = step.withModel(model);
    List<Problem> found = new ArrayList<>();
    if (model.equals(step.model())) {
      found.add(new Problem(step.place(), "it is the model that it stands in for", "name another"));
    }
    found.addAll(preparation.check(other, counting(step, known), open(step, pending)));
    if (found.isEmpty()) found.addAll(preparation.checkCounts(other, counting(step, known)));
    if (found.isEmpty()) found.addAll(preparation.checkPictures(other, known));
    return found.stream()
        .map(it -> new Problem(step.place("fallback"), told(model, it), it.hint()))
        .toList();
  }

  private static String told(String model, Problem problem) {
    return "The fallback '" + model + "' cannot be asked the same: " + problem.message();
  }

  /**
   * Whether the rules of a step hold for its result; for a sample what is said does not count, but
   * names that no answer has are mistakes.
   *
   * @param result null for a sample
   */
  private boolean holds(Step step, Object result) {
    if (step.policy().checks().isEmpty()) return true;
    try {
      return Rules.broken(step, result == null ? sample(step, Map.of()) : result).isEmpty();
    } catch (Exception e) {
      boolean mistake = result != null || e instanceof InvalidWorkflowException;
      if (mistake) {
        Problem problem = Rules.problem(e);
        boolean placed = problem.place().known();
        problems.add(placed ? problem : Problem.at(step.place(), problem.message()));
      }
      return true;
    }
  }

  /** The words to check, with files that are not made yet but whose number is known. */
  private Map<String, Object> counting(Step step, Map<String, Object> known) {
    Map<String, Object> words = new LinkedHashMap<>(known);
    seen.get(step.id())
        .forEach(
            (word, value) -> {
              if (counted(step.param(word)) || sketched(step, word, value)) words.put(word, value);
            });
    return words;
  }

  private Set<String> open(Step step, Set<String> pending) {
    Set<String> open = new HashSet<>(pending);
    Map<String, Object> all = seen.get(step.id());
    open.removeIf(word -> counted(step.param(word)) || sketched(step, word, all.get(word)));
    return open;
  }

  /** Whether a value is messages whose form is known, though not each text in them. */
  private boolean sketched(Step step, String word, Object value) {
    if (!preparation.takesMessages(step, word) || !(value instanceof List<?> list)) return false;
    return !uncertain.contains(step.id()) || !Preparation.flat(list).isEmpty();
  }

  /** Whether an input is files of a sure number: made by steps that are sure to be there. */
  private boolean counted(Input input) {
    if (input instanceof Input.ListOf list) return list.elements().stream().allMatch(this::counted);
    if (!(input instanceof Input.OutputOf output) || uncertain.contains(output.step()))
      return false;
    if (!(state.known(output.step()) instanceof Resolver.Knowledge.Structure structure)) {
      Step maker = state.step(output.step()).step();
      if (maker.kind() == Kind.FRAME)
        return output.path().isEmpty() && counted(maker.param("clip"));
      boolean files = maker.kind().remote() && maker.kind() != Kind.CHAT;
      return output.path().isEmpty() && files;
    }
    return output.path().isEmpty() && counted(structure.input());
  }

  private boolean isPending(Step step, String word, Object value) {
    // A list or a map is never a text, whatever is in it.
    boolean structured = value instanceof List || value instanceof Map;
    if (structured && preparation.takesText(step, word)) return false;
    if (touchesSample(step.param(word)) || isSample(value)) return true;
    return uncertain.contains(step.id()) && mayDiffer(step, word, value);
  }

  /** What a closure may well have got only because it worked on samples. */
  private boolean mayDiffer(Step step, String word, Object value) {
    return value == null
        || value instanceof List<?> list && Preparation.flat(list).isEmpty()
        || !value.equals(others.getOrDefault(step.id(), Map.of()).get(word));
  }

  private static boolean isSample(Object value) {
    if (value instanceof Opaque) return true;
    if (value instanceof String text) return text.contains(Opaque.MARK);
    if (value instanceof List<?> list) return list.stream().anyMatch(Rehearsal::isSample);
    return value instanceof Map<?, ?> map && map.values().stream().anyMatch(Rehearsal::isSample);
  }

  private boolean touchesSample(Input input) {
    if (input instanceof Input.OutputOf output) {
      return sampled.contains(output.step())
          || (state.known(output.step()) instanceof Resolver.Knowledge.Structure structure
              && touchesSample(structure.input()));
    }
    if (input instanceof Input.PathOf path) return touchesSample(path.source());
    if (input instanceof Input.Template template) {
      return template.parts().stream().anyMatch(this::touchesSample);
    }
    if (input instanceof Input.ListOf list)
      return list.elements().stream().anyMatch(this::touchesSample);
    if (input instanceof Input.MapOf map) {
      return map.entries().values().stream().anyMatch(this::touchesSample);
    }
    return false;
  }

  private boolean whole(Object value) {
    return Inspection.hashes(value).stream().allMatch(with.store()::intact);
  }

  private Object sample(Step step, Map<String, Object> words) {
    if (step.kind() == Kind.FRAME) return new ClipFrames(step, words).sample(words.get("clip"));
    return step.kind() == Kind.CHAT
        ? step.returns().sample(step.id().value(), Opaque.ELEMENTS, variant)
        : new Opaque(step.id().value(), step.kind() == Kind.T2I ? "image" : "video");
  }

  private Map<String, Object> params(Step step, Map<String, Object> known) {
    return preparation.spec(step).map(it -> preparation.params(it, known)).orElse(Map.of());
  }

  private Item item(
      Step step, Kept kept, boolean priced, boolean fits, Map<String, Object> params, Asked asked) {
    Optional<ModelSpec> spec = preparation.spec(step);
    return new Item(
        step,
        within.get(step.id()),
        !uncertain.contains(step.id()) || sure.contains(step.id()),
        kept,
        fits && !kept.there(),
        new Needs(
            spec.filter(it -> priced).map(it -> cost(step, it.estimate(params))).orElse(NOTHING),
            spec.map(it -> it.typical(params)).orElse(new ModelSpec.Typical(0, 0)),
            spec.filter(it -> priced).map(it -> counts(step, it, params)).orElse(Counts.ZERO),
            params),
        asked);
  }

  private Asked asked(Step step, Map<String, Object> described, Set<String> open) {
    return new Asked(described, open, sources.steps(step), sources.files(step));
  }

  /** The dearer of the two is the most it can cost. */
  private ModelSpec.Estimate cost(Step step, ModelSpec.Estimate own) {
    if (step.policy().fallback().isEmpty()) return own;
    Step other = step.withModel(step.policy().fallback());
    Map<String, Object> words = new LinkedHashMap<>(seen.getOrDefault(step.id(), Map.of()));
    words.values().removeIf(Rehearsal::isSample);
    Optional<Money> most =
        preparation.spec(other).map(it -> it.estimate(params(other, words)).high());
    boolean dearer = most.filter(it -> it.compareTo(own.high()) > 0).isPresent();
    return dearer ? new ModelSpec.Estimate(own.low(), most.get()) : own;
  }

  private Counts counts(Step step, ModelSpec spec, Map<String, Object> params) {
    Object options = seen.getOrDefault(step.id(), Map.of()).get("options");
    return Counts.of(spec.category(), params, options instanceof Map<?, ?> map ? map : Map.of());
  }

  private void finish(Step step, Object value, boolean isSample) {
    if (isSample) sampled.add(step.id());
    state.apply(new Event.Reused(step.id(), value, ""));
  }

  private void problem(Step step, String message, String hint) {
    problems.add(new Problem(step.place(), message, hint));
  }

  private void checkOutputs() {
    workflow
        .outputs()
        .forEach(
            (name, input) -> {
              try {
                Set<StepId> blockers = Resolver.blockers(input, state::known);
                if (blockers.isEmpty()) Resolver.value(input, state::known, files::get);
              } catch (ValueException e) {
                problems.add(
                    Problem.at(
                        workflow.outputPlaces().getOrDefault(name, Place.UNKNOWN),
                        "output " + name + ": " + e.getMessage()));
              }
            });
  }
}
