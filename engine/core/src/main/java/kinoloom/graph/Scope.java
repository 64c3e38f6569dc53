package kinoloom.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Takes new steps and names them. A workflow is one scope; each turn of a {@code collect} is
 * another, whose steps carry the turn in their names: {@code frame[2]}.
 */
public sealed class Scope permits Workflow.Builder {
  private final String suffix;
  private final Shared shared;
  private final Set<String> given = new HashSet<>();

  private final Map<List<Object>, Ref> frames = new HashMap<>();

  private record Shared(List<Step> steps, List<Problem> problems, Map<String, Place> ids) {
    Shared() {
      this(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    }
  }

  Scope() {
    this("", new Shared());
  }

  private Scope(String suffix, Shared shared) {
    this.suffix = suffix;
    this.shared = shared;
  }

  public List<Step> steps() {
    return shared.steps;
  }

  public List<Problem> problems() {
    return shared.problems;
  }

  public void problem(Problem problem) {
    shared.problems.add(problem);
  }

  public StepBuilder chat(String name) {
    return step(Kind.CHAT, name);
  }

  public StepBuilder t2i(String name) {
    return step(Kind.T2I, name);
  }

  public StepBuilder t2v(String name) {
    return step(Kind.T2V, name);
  }

  public StepBuilder i2v(String name) {
    return step(Kind.I2V, name);
  }

  public StepBuilder ref2v(String name) {
    return step(Kind.REF2V, name);
  }

  public StepBuilder cut(String name) {
    return step(Kind.CUT, name);
  }

  public StepBuilder step(Kind kind, String name) {
    return new StepBuilder(this, kind, name);
  }

  /** A file of the user's own. */
  public Ref file(String path) {
    return Ref.to(new Input.LocalFile(path, Place.UNKNOWN));
  }

  /** Turns known values into another, here. {@code values} may hold refs anywhere. */
  public Ref compute(String name, Object values, Function<Object, Object> function) {
    return compute(name, values, function::apply, Place.UNKNOWN);
  }

  /** The general form: a body that may throw. */
  public Ref compute(String name, Object values, Step.Body.Compute body, Place place) {
    return new StepBuilder(this, Kind.COMPUTE, name)
        .with("values", values)
        .body(body)
        .place(place)
        .add();
  }

  /** A pure function of each element of a list, computed when the list is known. */
  public Ref map(Ref list, Function<Object, Object> function) {
    return pure(list, "collect", values -> values.map(function).toList());
  }

  /** The elements that a test holds for. */
  public Ref findAll(Ref list, Predicate<Object> test) {
    return pure(list, "findAll", values -> values.filter(test).toList());
  }

  /** The first element that a test holds for; null where there is none. */
  public Ref find(Ref list, Predicate<Object> test) {
    return pure(list, "find", values -> values.filter(test).findFirst().orElse(null));
  }

  /** The list in the order of what {@code by} gives for each element. */
  public <T extends Comparable<T>> Ref sort(Ref list, Function<Object, T> by) {
    return pure(list, "toSorted", values -> values.sorted(Comparator.comparing(by)).toList());
  }

  private Ref pure(Ref list, String function, Function<Stream<Object>, Object> body) {
    return compute(free(list + "." + function), list, value -> body.apply(stream((List<?>) value)));
  }

  private static Stream<Object> stream(List<?> values) {
    return values.stream().map(value -> value);
  }

  /**
   * The last frame of a clip, as a picture; of a list of clips, the list of theirs. It is taken
   * here once the clip is made. Of a value with a field of that name it is the field.
   */
  public Ref lastFrame(Ref clip) {
    return frame(clip, "lastFrame", Place.UNKNOWN);
  }

  /** The first frame of a clip, as a picture; see {@link #lastFrame}. */
  public Ref firstFrame(Ref clip) {
    return frame(clip, "firstFrame", Place.UNKNOWN);
  }

  /**
   * A property of a ref that may be a frame of a clip.
   *
   * @param which {@code lastFrame} or {@code firstFrame}
   */
  public Ref frame(Ref clip, String which, Place place) {
    if (clip.schema() != null || isField(clip.input(), which)) return clip.get(which);
    return frames.computeIfAbsent(
        List.of(clip.input(), which), it -> takeFrame(clip, which, place));
  }

  private Ref takeFrame(Ref clip, String which, Place place) {
    String maker = clip.toString();
    boolean ours = !suffix.isEmpty() && maker.endsWith(suffix);
    String name = ours ? maker.substring(0, maker.length() - suffix.length()) : maker;
    return new StepBuilder(this, Kind.FRAME, free(name + "." + which))
        .with("clip", clip)
        .with("frame", which)
        .place(place)
        .add();
  }

  /** Whether it is known already that a name is a field of a value, and no frame. */
  private boolean isField(Input input, String name) {
    if (input instanceof Input.MapOf map) return map.entries().containsKey(name);
    if (input instanceof Input.ListOf list) {
      return !list.elements().isEmpty()
          && list.elements().stream().allMatch(it -> isField(it, name));
    }
    if (input instanceof Input.PathOf path) return isField(path.source(), name);
    if (input instanceof Input.Literal literal) return literal.value() instanceof Map;
    if (!(input instanceof Input.OutputOf output)) return false;
    return shared.steps.stream()
        .anyMatch(it -> it.id().equals(output.step()) && it.kind() == Kind.CHAT);
  }

  /**
   * Runs {@code each} once per element when the list is known.
   *
   * @param each takes an element and the scope of its turn, and gives a value that may hold refs
   * @return the list of what it gave, in order
   */
  public Ref collect(String name, Ref list, BiFunction<Ref, Scope, Object> each) {
    return expansion(
        name,
        list,
        false,
        Place.UNKNOWN,
        (source, scope) -> {
          List<Object> results = new ArrayList<>();
          Schema element = list.schema() instanceof Schema.ListOf of ? of.element() : null;
          List<Input> elements = elements(source);
          for (int i = 0; i < elements.size(); i++) {
            results.add(each.apply(Ref.to(elements.get(i), element), scope.turn(i)));
          }
          return Ref.toInput(results);
        });
  }

  /** Runs {@code next} once when the value is known. */
  public Ref then(String name, Ref value, BiFunction<Object, Scope, Object> next) {
    return expansion(
        name,
        value,
        true,
        Place.UNKNOWN,
        (source, scope) -> Ref.toInput(next.apply(((Input.Literal) source).value(), scope)));
  }

  /**
   * Shows a value to a person: what uses the result waits until it is approved.
   *
   * @param question what the person is asked
   */
  public Ref approve(String name, String question, Ref value) {
    return approve(name, question, value, Deadline.NONE, Place.UNKNOWN);
  }

  /** The same, and how long the person is waited for. */
  public Ref approve(String name, String question, Ref value, Deadline deadline, Place place) {
    Map<String, Input> shown = Map.of("value", value.input());
    var gate = new Step.Body.Gate(question, deadline, List.of());
    StepId id =
        add(
            name,
            it ->
                new Step(
                    it, Kind.GATE, shown, value.schema(), Policy.DEFAULT, gate, place, Map.of()));
    return Ref.to(Input.outputOf(id), value.schema());
  }

  /** The elements of an expanded list. */
  public static List<Input> elements(Input source) {
    if (source instanceof Input.ListOf list) return list.elements();
    if (source instanceof Input.Literal literal && literal.value() instanceof List<?> list) {
      List<Input> elements = new ArrayList<>(list.size());
      for (Object element : list) elements.add(new Input.Literal(element));
      return elements;
    }
    if (source instanceof Input.Literal literal && literal.value() instanceof Opaque opaque) {
      return elements(new Input.Literal(opaque.elements()));
    }
    Object shown = source instanceof Input.Literal literal ? literal.value() : source;
    throw new ValueException("collect needs a list, and this is " + Paths.brief(shown));
  }

  /** Adds a step that makes more steps. The general form of {@link #collect} and {@link #then}. */
  public Ref expansion(
      String name,
      Ref source,
      boolean needsValue,
      Place place,
      BiFunction<Input, Scope, Input> expand) {
    Step.Body.Expand body =
        new Step.Body.Expand() {
          @Override
          public Fragment expand(Input known) {
            Scope inner = new Scope(suffix, new Shared());
            Input result = expand.apply(known, inner);
            return new Fragment(inner.steps(), result, inner.problems());
          }

          @Override
          public boolean needsValue() {
            return needsValue;
          }
        };
    return new StepBuilder(this, Kind.EXPAND, free(name))
        .with("source", source)
        .body(body)
        .place(place)
        .add();
  }

  /** The scope of one turn. */
  public Scope turn(int index) {
    return new Scope(suffix + "[" + index + "]", shared);
  }

  /**
   * A name not used in this scope yet: {@code name}, else {@code name#2}, {@code name#3}, … The
   * script's second place of one name is {@code name-2}; a place that is come to again must not
   * take its name.
   */
  public String free(String name) {
    String free = name;
    for (int use = 2; !given.add(free); use++) free = name + "#" + use;
    return free;
  }

  StepId add(String name, Function<StepId, Step> make) {
    StepId id = add(StepId.of(name + suffix), make);
    if (name.matches(".*~\\d+")) {
      problem(
          new Problem(
              shared.ids.get(id.value()),
              "'" + name + "' is called like a take of another step",
              "give it a name that does not end in '~' and a number"));
    }
    return id;
  }

  StepId add(String name, int take, Function<StepId, Step> make) {
    return add(StepId.of(name + suffix).take(take), make);
  }

  private StepId add(StepId id, Function<StepId, Step> make) {
    Step step = make.apply(id);
    Place before = shared.ids.putIfAbsent(id.value(), step.place());
    if (before != null) {
      String there = before.known() ? " (the first is at " + before + ")" : "";
      problem(
          new Problem(
              step.place(),
              "Two steps are named '" + id + "'" + there,
              "give one of them a name of its own: "
                  + step.kind().verb()
                  + "('another-name') { … }"));
    } else {
      shared.steps.add(step);
    }
    return id;
  }
}
