package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.IntRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;
import kinoloom.graph.Scope;
import kinoloom.graph.Step;
import kinoloom.graph.ValueException;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * A value of a script that will be known. Every property is a path into it, so fields may be named
 * {@code name}, {@code size} or {@code class}. Using it as a value is a mistake that says so.
 */
public final class ScriptRef extends GroovyObjectSupport implements Comparable<Object> {
  /** Properties that a clip has. */
  static final List<String> FRAMES = List.of("firstFrame", "lastFrame");

  private final Ref ref;
  private final ScriptContext context;

  ScriptRef(Ref ref, ScriptContext context) {
    this.ref = ref;
    this.context = context;
  }

  Ref ref() {
    return ref;
  }

  private ScriptRef wrap(Supplier<Ref> path) {
    return wrap("", path);
  }

  private ScriptRef wrap(String name, Supplier<Ref> path) {
    try {
      return new ScriptRef(path.get(), context);
    } catch (ValueException e) {
      throw new ScriptMistake(name, e.getMessage(), "");
    }
  }

  /** The name that a path begins with. */
  private String root() {
    String text = ref.toString();
    int end = 0;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) end++;
    return text.substring(0, end);
  }

  @Override
  public Object getProperty(String name) {
    if (FRAMES.contains(name)) {
      return wrap(name, () -> context.scope().frame(ref, name, context.here(name)));
    }
    String made = media();
    if (!made.isEmpty()) {
      List<String> known = made.equals("a clip") ? FRAMES : List.of();
      throw new ScriptMistake(
          name,
          "'" + ref + "' is " + made + ", and has no '" + name + "'" + Names.offer(name, known),
          "");
    }
    return wrap(name, () -> ref.get(name));
  }

  /** What a step makes whose output this is, where that has no fields; empty for all else. */
  private String media() {
    if (!(ref.input() instanceof Input.OutputOf output) || !output.path().isEmpty()) return "";
    return Stream.of(context.scope(), context.workflow())
        .flatMap(scope -> scope.steps().stream())
        .filter(step -> step.id().equals(output.step()))
        .map(
            step ->
                switch (step.kind()) {
                  case T2I, FRAME -> "a picture";
                  case T2V, I2V, REF2V -> "a clip";
                  case CUT -> "a film";
                  default -> "";
                })
        .findFirst()
        .orElse("");
  }

  @Override
  public void setProperty(String name, Object value) {
    throw new ScriptMistake(
        name,
        "'" + ref + "." + name + "' cannot be set: a value is made by its step",
        "make a changed copy with " + ref + ".then { value -> … }");
  }

  public ScriptRef getAt(int index) {
    return wrap(() -> ref.at(index));
  }

  public ScriptRef getAt(String name) {
    return wrap(name, () -> ref.get(name));
  }

  public ScriptRef first() {
    return wrap(() -> ref.call("first"));
  }

  public ScriptRef last() {
    return wrap(() -> ref.call("last"));
  }

  public ScriptRef take(int n) {
    return wrap(() -> ref.call("take", n));
  }

  public ScriptRef drop(int n) {
    return wrap(() -> ref.call("drop", n));
  }

  public ScriptRef reverse() {
    return wrap(() -> ref.call("reverse"));
  }

  public ScriptRef collate(int size) {
    return wrap(() -> ref.call("collate", size));
  }

  public ScriptRef withIndex() {
    return wrap(() -> ref.call("withIndex"));
  }

  public ScriptRef flatten() {
    return wrap(() -> ref.call("flatten"));
  }

  public ScriptRef size() {
    return wrap(() -> ref.call("size"));
  }

  public ScriptRef join(String separator) {
    return wrap(() -> ref.call("join", separator));
  }

  /** Runs a closure once per element, for the steps it makes. */
  public ScriptRef each(Closure<?> each) {
    return collect(each);
  }

  /** A pure function of each element, computed here when the list is known. */
  public ScriptRef map(Closure<?> function) {
    return pure("collect", function);
  }

  public ScriptRef findAll(Closure<?> test) {
    return pure("findAll", test);
  }

  public ScriptRef find(Closure<?> test) {
    return pure("find", test);
  }

  public ScriptRef sort(Closure<?> by) {
    return pure("toSorted", by);
  }

  /** Runs a closure once per element and its number. */
  public ScriptRef eachWithIndex(Closure<?> each) {
    return withIndex().collect(each);
  }

  /** Runs a closure that gives a list once per element; all the lists joined. */
  public ScriptRef collectMany(Closure<?> each) {
    return collect(each).flatten();
  }

  /** A part of a list: {@code shots[0..2]}. */
  public ScriptRef getAt(IntRange range) {
    if (range.getFromInt() < 0 || range.getToInt() < range.getFromInt() || range.isReverse()) {
      throw new ScriptMistake(
          root(),
          "A part of a list not known yet is written [0..2], not [" + range + "]",
          "use take(n), drop(n) or reverse()");
    }
    return drop(range.getFromInt()).take(range.getToInt() - range.getFromInt() + 1);
  }

  public ScriptRef head() {
    return first();
  }

  public ScriptRef tail() {
    return drop(1);
  }

  public ScriptRef reversed() {
    return reverse();
  }

  public ScriptRef any(Closure<?> test) {
    return pure("any", test);
  }

  public ScriptRef every(Closure<?> test) {
    return pure("every", test);
  }

  public ScriptRef count(Closure<?> test) {
    return pure("count", test);
  }

  public ScriptRef findIndexOf(Closure<?> test) {
    return pure("findIndexOf", test);
  }

  public ScriptRef inject(Object first, Closure<?> function) {
    return pure("inject", first, function);
  }

  /** A function of Groovy that needs the real elements: computed here when they are known. */
  private ScriptRef pure(String function, Object... arguments) {
    Scope scope = context.scope();
    return new ScriptRef(
        scope.compute(
            scope.free(ref + "." + function),
            ref,
            value ->
                DslValues.plain(
                    InvokerHelper.invokeMethod(DslValues.open(value), function, arguments)),
            context.here(function)),
        context);
  }

  /** Called by Groovy for {@code for (x in ref)}. */
  public Iterator<Object> iterator() {
    throw new ScriptMistake(
        root(),
        ref + " is not known while the script describes the workflow",
        "use " + ref + ".collect { element -> … }");
  }

  /** Joins two lists, or two texts. */
  public ScriptRef plus(Object other) {
    boolean list = ref.schema() instanceof Schema.ListOf;
    if ((other instanceof CharSequence && !list) || ref.schema() != null && ref.schema().isText()) {
      return new ScriptRef(Ref.text(ref, DslValues.plain(other)), context);
    }
    if ((other instanceof Number && !list) || ref.schema() instanceof Schema.Scalar)
      throw notKnown();
    return new ScriptRef(Ref.to(DslValues.input(List.of(this, other))), context).flatten();
  }

  /** Runs a closure once per element when the list is known; the list of what it gave, in order. */
  public ScriptRef collect(Closure<?> each) {
    Place place = context.here("collect");
    checkList();
    checkParameters("collect", each, element());
    Schema element = element();
    Ref made =
        context
            .scope()
            .expansion(
                ref + "*",
                ref,
                false,
                place,
                (source, scope) -> {
                  List<Object> results = new ArrayList<>();
                  List<Input> elements = Scope.elements(source);
                  for (int i = 0; i < elements.size(); i++) {
                    Object given = DslValues.given(elements.get(i), element, context);
                    results.add(turn(scope.turn(i), each, given, place));
                  }
                  return Input.of(results);
                });
    return new ScriptRef(made, context);
  }

  private Schema element() {
    return ref.schema() instanceof Schema.ListOf list ? list.element() : null;
  }

  private void checkList() {
    String is = isNoList();
    if (is.isEmpty()) return;
    throw new ScriptMistake(
        "collect",
        "collect needs a list, and " + ref + " is " + is,
        "use " + ref + ".then { value -> … }");
  }

  /** What it is, where it is sure to be no list; else empty. */
  private String isNoList() {
    if (ref.schema() instanceof Schema.Scalar scalar && scalar.type() != Schema.Type.ANY) {
      return scalar.equals(Schema.TEXT) ? "text" : "one value";
    }
    if (ref.schema() instanceof Schema.ObjectOf) return "one value with fields";
    if (!(ref.input() instanceof Input.OutputOf output) || !output.path().isEmpty()) return "";
    for (Step step : context.scope().steps()) {
      boolean media = step.kind().remote() && step.kind() != Kind.CHAT;
      if (media && step.id().equals(output.step())) {
        return step.kind() == Kind.T2I ? "a picture" : "a clip";
      }
    }
    return "";
  }

  private void checkParameters(String word, Closure<?> closure, Schema given) {
    boolean one = given instanceof Schema.Scalar it && it.type() != Schema.Type.ANY;
    one |= given instanceof Schema.ObjectOf;
    int parameters = closure.getMaximumNumberOfParameters();
    if (!one || parameters < 2) return;
    throw new ScriptMistake(
        word,
        "The closure takes " + parameters + " values, and " + word + " gives it one",
        word.equals("collect")
            ? "for the number of each: " + ref + ".withIndex().collect { element, i -> … }"
            : "write then { value -> … }");
  }

  /** Runs a closure on the real value when it is known. */
  public ScriptRef then(Closure<?> next) {
    Place place = context.here("then");
    checkParameters("then", next, ref.schema());
    Ref made =
        context
            .scope()
            .expansion(
                ref + "?",
                ref,
                true,
                place,
                (source, scope) ->
                    turn(scope, next, DslValues.open(((Input.Literal) source).value()), place));
    return new ScriptRef(made, context);
  }

  private Input turn(Scope scope, Closure<?> closure, Object given, Place place) {
    return context.within(
        scope,
        () -> {
          try {
            boolean several = closure.getMaximumNumberOfParameters() > 1;
            return DslValues.input(Calls.call(closure, several ? spread(given) : given));
          } catch (Exception | StackOverflowError | AssertionError e) {
            return Mistakes.inClosure(e, place, context);
          }
        });
  }

  /** A pair of {@code withIndex} or a group of {@code collate} whose elements are not known yet. */
  private Object spread(Object given) {
    if (!(given instanceof ScriptRef group && group.ref.input() instanceof Input.ListOf list)) {
      return given;
    }
    List<Object> elements = new ArrayList<>();
    for (Input element : list.elements()) elements.add(DslValues.given(element, null, context));
    return elements;
  }

  ScriptMistake notKnown() {
    return new ScriptMistake(
        root(),
        ref + " is not known while the script describes the workflow",
        "use " + ref + ".then { value -> … }");
  }

  /** Called by Groovy for {@code if (ref)}. */
  public boolean asBoolean() {
    throw notKnown();
  }

  @Override
  public int compareTo(Object other) {
    throw notKnown();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) return true;
    if (other instanceof ScriptRef) return false;
    throw notKnown();
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    throw notKnown();
  }

  /** An unknown method is offered the near ones. */
  @Override
  public Object invokeMethod(String name, Object arguments) {
    try {
      return super.invokeMethod(name, arguments);
    } catch (groovy.lang.MissingMethodException e) {
      if (e.getType() != ScriptRef.class) throw e;
      if (OPERATORS.contains(name)) throw notKnown();
      if (PURE.contains(name)) return pure(name, (Object[]) arguments);
      throw noFunction(name);
    }
  }

  private ScriptMistake noFunction(String name) {
    if (FUNCTIONS.contains(name)) {
      return new ScriptMistake(
          name,
          "'" + name + "' of a value not known yet cannot be used like this",
          "write " + (CLOSURES.contains(name) ? name + " { element -> … }" : name + example(name)));
    }
    if (FRAMES.contains(name)) {
      return new ScriptMistake(
          name, name + " is no function", "leave out the (): " + ref + "." + name);
    }
    return new ScriptMistake(
        name,
        "'" + ref + "' is not known yet and has no " + name + "()" + Names.offer(name, FUNCTIONS),
        "any Groovy works on the real value: " + ref + ".then { value -> value." + name + "(…) }");
  }

  private static String example(String name) {
    return switch (name) {
      case "take", "drop", "collate" -> "(2)";
      case "join" -> "(', ')";
      default -> "()";
    };
  }

  /** Functions of Groovy's lists that take values or a closure and make no steps. */
  private static final List<String> PURE =
      List.of(
          "groupBy",
          "countBy",
          "sum",
          "min",
          "max",
          "unique",
          "toSorted",
          "init",
          "isEmpty",
          "contains",
          "transpose",
          "collectEntries",
          "intersect");

  /** What Groovy calls for the signs of arithmetic. */
  private static final List<String> OPERATORS =
      List.of(
          "minus", "multiply", "div", "mod", "remainder", "power", "negative", "next", "previous");

  private static final List<String> CLOSURES =
      List.of("collect", "then", "each", "map", "findAll", "find", "sort");

  private static final List<String> FUNCTIONS =
      List.of(
          "collect",
          "then",
          "first",
          "last",
          "take",
          "drop",
          "reverse",
          "collate",
          "withIndex",
          "flatten",
          "size",
          "join",
          "each",
          "map",
          "findAll",
          "find",
          "sort",
          "eachWithIndex",
          "collectMany",
          "head",
          "tail",
          "reversed",
          "any",
          "every",
          "count",
          "findIndexOf",
          "inject",
          "groupBy",
          "countBy",
          "sum",
          "min",
          "max",
          "unique",
          "toSorted",
          "init",
          "isEmpty",
          "contains",
          "transpose",
          "collectEntries",
          "intersect");
}
