package kinoloom.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Scope;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.graph.Step;
import kinoloom.graph.Workflow;

/** What one evaluation of a script works on. One thread at a time uses it. */
final class ScriptContext {
  private final Script script;
  private final Map<String, Object> given;
  private final Params params = new Params(this);
  private final Defaults defaults;
  private final Workflow.Builder workflow;

  /** The files of the script by what stack traces call them. */
  private final Map<String, Code> files = new HashMap<>();

  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Map<String, Place> outputs = new LinkedHashMap<>();
  private Place budget;
  private Scope scope;
  private String block = "";
  private Place blockPlace = Place.UNKNOWN;

  /**
   * @param profile which of the script's profiles holds; empty for none
   */
  ScriptContext(Script script, Map<String, Object> given, String profile) {
    this.script = script;
    this.given = given;
    this.defaults = new Defaults(this, profile);
    String name = script.name();
    int dot = name.lastIndexOf('.');
    this.workflow = Workflow.builder(dot > 0 ? name.substring(0, dot) : name);
    this.scope = workflow;
  }

  void file(String unit, Code code) {
    files.put(unit, code);
    variables.addAll(code.variables());
    functions.addAll(code.functions());
  }

  Script script() {
    return script;
  }

  Workflow.Builder workflow() {
    return workflow;
  }

  Params params() {
    return params;
  }

  Defaults defaults() {
    return defaults;
  }

  Map<String, Object> given() {
    return given;
  }

  Map<String, Place> outputs() {
    return outputs;
  }

  /** A budget is given here. */
  void budget() {
    Place here = here("budget");
    if (budget != null) {
      problem(here, "budget is given twice (first at " + budget + ")", "say all of it in one");
    } else {
      budget = here;
    }
  }

  /** Names that the script declares. */
  Set<String> variables() {
    return variables;
  }

  /** What is no mistake, but may not be meant. */
  List<Problem> notes() {
    List<Problem> notes = new ArrayList<>();
    params
        .unused()
        .forEach(
            (name, place) ->
                notes.add(new Problem(place, "Nothing uses the param '" + name + "'", "")));
    Set<String> steps = new HashSet<>();
    for (Step step : workflow.steps()) steps.add(step.id().value());
    for (Code code : files.values()) {
      code.marks()
          .declared()
          .forEach((name, place) -> unused(name, place, steps).ifPresent(notes::add));
    }
    return notes;
  }

  private Optional<Problem> unused(String name, Place place, Set<String> steps) {
    int uses = 0;
    for (Code code : files.values()) uses += code.marks().count(name);
    if (uses > 1) return Optional.empty();
    return Optional.of(
        steps.contains(name)
            ? new Problem(
                place,
                "Nothing uses '" + name + "'; it is made all the same",
                "output it, or leave it out")
            : new Problem(place, "Nothing uses the variable '" + name + "'", ""));
  }

  /** The included file that declares a name for itself alone, with {@code def}; null if none. */
  String keeper(String name, String asking) {
    for (Code code : files.values()) {
      boolean other = !code.name().equals(asking) && !code.name().equals(script.name());
      if (other && code.variables().contains(name)) return code.name();
    }
    return null;
  }

  /** Functions that the script or a file it includes declares. */
  Set<String> functions() {
    return functions;
  }

  Scope scope() {
    return scope;
  }

  /** The verb whose block is being read, or an empty string. */
  String block() {
    return block;
  }

  void problem(Place place, String message, String hint) {
    Problem problem = new Problem(place, message, hint);
    if (!scope.problems().contains(problem)) scope.problem(problem);
  }

  <T> T within(Scope inner, Supplier<T> work) {
    Scope outer = scope;
    String outerBlock = block;
    scope = inner;
    block = "";
    try {
      return work.get();
    } finally {
      scope = outer;
      block = outerBlock;
    }
  }

  void inBlock(String verb, Place place, Runnable work) {
    String outer = block;
    Place outerPlace = blockPlace;
    block = verb;
    blockPlace = place;
    try {
      work.run();
    } finally {
      block = outer;
      blockPlace = outerPlace;
    }
  }

  /** The line of the script that is being evaluated. */
  Place here() {
    return here("");
  }

  /** Where a name stands in the line of the script that is being evaluated. */
  Place here(String name) {
    return here(name, blockPlace);
  }

  /**
   * The same.
   *
   * @param from nothing before it is meant
   */
  Place here(String name, Place from) {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(it -> it.getLineNumber() > 0 && files.containsKey(it.getFileName()))
                    .findFirst()
                    .map(it -> place(it.getFileName(), it.getLineNumber(), name, from)))
        .orElse(new Place(script.name(), 0));
  }

  /** Where in the script {@code thrown} came up, and there the name that it is about. */
  Place place(Throwable thrown, String name) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getLineNumber() > 0 && files.containsKey(frame.getFileName())) {
        return place(frame.getFileName(), frame.getLineNumber(), name, blockPlace);
      }
    }
    return new Place(script.name(), 0);
  }

  /** Whether a minus follows a name: Groovy takes it for a subtraction. */
  boolean negated(String name, Place place) {
    return files.values().stream()
        .anyMatch(it -> it.name().equals(place.file()) && it.marks().negated(name, place));
  }

  private Place place(String unit, int line, String name, Place from) {
    Marks marks = files.get(unit).marks();
    return name.isEmpty() ? marks.at(line) : marks.find(name, line, from);
  }
}
