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
import kinoloom.graph.Kind;
import kinoloom.graph.Opaque;
import kinoloom.graph.Problem;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.graph.Workflow;
import kinoloom.journal.Event;
import kinoloom.journal.Results;
import kinoloom.plan.Action;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
import kinoloom.plan.Planner;
import kinoloom.plan.RunState;
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

  private final Map<StepId, Map<String, Object>> seen = new HashMap<>();
  private final Workflow workflow;
  private final Collaborators with;
  private final RunState state = new RunState();
  private final Words words;
  private final LocalFiles files;
  private final Preparation preparation;
  private final Keys keys;
  private final Map<StepId, String> cached = new HashMap<>();
  private final Set<StepId> sampled = new HashSet<>();
  private final Map<StepId, StepId> within = new HashMap<>();
  private final Set<StepId> uncertain = new HashSet<>();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final List<Item> items = new ArrayList<>();

  /**
   * A step that a run would come to.
   *
   * @param within the expansion that makes it, or null
   * @param certain whether it is sure to be there: not so where its number is guessed from a sample
   * @param kept whether the workspace has its result
   * @param fits whether copies of its pictures are to be made, as far as that can be told
   */
  public record Item(
      Step step, StepId within, boolean certain, Kept kept, boolean fits, Needs needs) {}

  /** What a step costs, takes and makes. */
  public record Needs(ModelSpec.Estimate cost, ModelSpec.Typical time, Counts counts) {}

  /** Whether the workspace has a result. */
  public enum Kept {
    NO,
    YES,
    /** A file of it is gone or changed. It is fetched again, or needs a decision. */
    DAMAGED
  }

  /** All mistakes found, and all steps in the order they would be taken up. */
  public record Outcome(List<Problem> problems, List<Item> items) {}

  public Rehearsal(Workflow workflow, Collaborators with) {
    this(workflow, with, 0);
  }

  private Rehearsal(Workflow workflow, Collaborators with, int variant) {
    this.variant = variant;
    this.workflow = workflow;
    this.with = with;
    this.files = new LocalFiles(with.store());
    this.words = new Words(state, files);
    this.preparation = new Preparation(with.platform(), with.store(), words::origin);
    this.keys = new Keys(with.results());
    this.others = variant == 0 ? otherWords(workflow, with) : Map.of();
  }

  private static Map<StepId, Map<String, Object>> otherWords(
      Workflow workflow, Collaborators with) {
    Rehearsal other = new Rehearsal(workflow, with, 1);
    other.perform();
    return other.seen;
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
    return new Outcome(List.copyOf(problems), List.copyOf(items));
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
      problem(step, e.getMessage(), "");
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
      fragment =
          ((Step.Body.Expand) step.body()).expand(LocalWork.source(step, state::known, files));
    } catch (RuntimeException | AssertionError e) {
      if (!guessed) problem(step, e.getMessage(), "");
      finish(step, new Opaque(step.id().value()), true);
      return;
    }
    problems.addAll(fragment.problems());
    for (Step made : fragment.steps()) {
      within.put(made.id(), step.id());
      if (guessed) uncertain.add(made.id());
    }
    state.expanded(step.id(), fragment);
  }

  /** Its person is taken to say yes, or to choose a take that nobody knows yet. */
  private void gate(Step step) {
    Step.Body.Gate gate = (Step.Body.Gate) step.body();
    items.add(item(step, Kept.NO, true, false, Map.of()));
    Input value = step.param("value");
    if (!gate.takes().isEmpty()) {
      Optional<StepId> before = chosen(step.id(), gate.takes());
      if (before.isEmpty()) sampled.add(step.id());
      value = Input.outputOf(before.orElse(gate.takes().get(0)));
    }
    state.expanded(step.id(), new Fragment(List.of(), value, List.of()));
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
    items.add(item(step, Kept.NO, true, false, Map.of()));
    finish(step, value, !known);
  }

  private static final ModelSpec.Estimate NOTHING = new ModelSpec.Estimate(Money.ZERO, Money.ZERO);

  private void request(Step step) {
    Map<String, Object> all = words.of(step);
    seen.put(step.id(), all);
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
    if (!incomplete) {
      found.addAll(preparation.check(step, counting(step, known), open(step, pending)));
      if (found.isEmpty()) found.addAll(preparation.checkFiles(step, all));
    }
    problems.addAll(found);
    Optional<Results.Result> result = Optional.empty();
    Kept kept = Kept.NO;
    boolean checked = found.isEmpty() && !incomplete;
    boolean fits = known.containsKey(Pictures.FIT) || pending.contains(Pictures.FIT);
    if (checked && pending.isEmpty()) {
      Prepared prepared = preparation.prepare(step, known);
      result = with.results().find(keys.claim(step.id(), prepared.described(), 0).value());
      boolean whole = result.map(it -> whole(it.value())).orElse(true);
      if (!whole) kept = step.kind().remote() ? Kept.DAMAGED : Kept.NO;
      else if (result.isPresent()) kept = Kept.YES;
      if (kept == Kept.YES) cached.put(step.id(), result.get().key());
      if (!whole) result = Optional.empty();
      fits = !prepared.fits().isEmpty();
    }
    if (!incomplete && kept == Kept.NO) {
      problems.addAll(preparation.checkCounts(step, counting(step, known)));
    }
    if (checked && kept == Kept.NO) {
      // Of several pictures some may be known; one that a sample has chosen may be another.
      Map<String, Object> there = uncertain.contains(step.id()) ? known : all;
      problems.addAll(preparation.checkPictures(step, there));
    }
    items.add(item(step, kept, checked, fits, params(step, likely)));
    finish(step, result.map(Results.Result::value).orElseGet(() -> sample(step)), result.isEmpty());
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
      Kind kind = state.step(output.step()).step().kind();
      return output.path().isEmpty() && kind.remote() && kind != Kind.CHAT;
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

  private Object sample(Step step) {
    return step.kind() == Kind.CHAT
        ? step.returns().sample(step.id().value(), Opaque.ELEMENTS, variant)
        : new Opaque(step.id().value(), step.kind() == Kind.T2I ? "image" : "video");
  }

  private Map<String, Object> params(Step step, Map<String, Object> known) {
    return preparation.spec(step).map(it -> preparation.params(it, known)).orElse(Map.of());
  }

  private Item item(
      Step step, Kept kept, boolean priced, boolean fits, Map<String, Object> params) {
    Optional<ModelSpec> spec = preparation.spec(step);
    return new Item(
        step,
        within.get(step.id()),
        !uncertain.contains(step.id()),
        kept,
        fits && kept != Kept.YES,
        new Needs(
            spec.filter(it -> priced).map(it -> it.estimate(params)).orElse(NOTHING),
            spec.map(it -> it.typical(params)).orElse(new ModelSpec.Typical(0, 0)),
            spec.filter(it -> priced).map(it -> counts(step, it, params)).orElse(Counts.ZERO)));
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
                        kinoloom.graph.Place.UNKNOWN, "output " + name + ": " + e.getMessage()));
              }
            });
  }
}
