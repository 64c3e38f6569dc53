package kinoloom.dsl;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Scope;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.graph.Workflow;

/** What one evaluation of a script works on. One thread at a time uses it. */
final class ScriptContext {
  private final Script script;
  private final Map<String, Object> given;
  private final Params params = new Params(this);
  private final Workflow.Builder workflow;
  private final List<String> variables;
  private final Map<String, Place> outputs = new LinkedHashMap<>();
  private Place budget;
  private Scope scope;
  private String block = "";

  ScriptContext(Script script, Map<String, Object> given, List<String> variables) {
    this.script = script;
    this.given = given;
    this.variables = variables;
    String name = script.name();
    int dot = name.lastIndexOf('.');
    this.workflow = Workflow.builder(dot > 0 ? name.substring(0, dot) : name);
    this.scope = workflow;
  }

  /**
   * What a script is called in byte code and stack traces. Its class is named after this, and a
   * file may be called {@code long.groovy}.
   */
  static String source(String name) {
    return "Script_" + name.replaceAll("[^A-Za-z0-9]", "_") + ".groovy";
  }

  Workflow.Builder workflow() {
    return workflow;
  }

  Params params() {
    return params;
  }

  Map<String, Object> given() {
    return given;
  }

  Map<String, Place> outputs() {
    return outputs;
  }

  /** A budget is given here. */
  void budget() {
    if (budget != null) {
      problem(here(), "budget is given twice (first at " + budget + ")", "say all of it in one");
    } else {
      budget = here();
    }
  }

  /** Names that the script declares. */
  List<String> variables() {
    return variables;
  }

  Path folder() {
    return script.folder();
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

  void inBlock(String verb, Runnable work) {
    String outer = block;
    block = verb;
    try {
      work.run();
    } finally {
      block = outer;
    }
  }

  /** The line of the script that is being evaluated. */
  Place here() {
    String source = source(script.name());
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(it -> source.equals(it.getFileName()) && it.getLineNumber() > 0)
                    .findFirst()
                    .map(it -> new Place(script.name(), it.getLineNumber()))
                    .orElse(new Place(script.name(), 0)));
  }

  /** The line of the script in which {@code thrown} came up. */
  Place place(Throwable thrown) {
    String source = source(script.name());
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (source.equals(frame.getFileName()) && frame.getLineNumber() > 0) {
        return new Place(script.name(), frame.getLineNumber());
      }
    }
    return new Place(script.name(), 0);
  }
}
