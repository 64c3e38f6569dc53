package kinoloom.dsl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage;

/**
 * Workflows written in Groovy. A script is a program and can do what its user can; it is no
 * sandbox. Thread-safe; each description evaluates the script anew.
 */
public final class GroovyLanguage implements ScriptLanguage {
  private final Compiler compiler = new Compiler();

  @Override
  public Description describe(Script script, Map<String, Object> params, String profile) {
    ScriptContext context = new ScriptContext(script, params, profile);
    SourceFiles files = new SourceFiles(compiler, context);
    if (evaluate(files, context)) checkGiven(context);
    context.params().forEach((name, value) -> context.workflow().param(name, value));
    List<Problem> problems = new ArrayList<>(new LinkedHashSet<>(context.workflow().problems()));
    Description made =
        new Description(
            context.workflow().unchecked(),
            problems,
            files.sources(),
            context.params().declared(),
            context.notes());
    problems.sort(made.order());
    return new Description(made.workflow(), problems, made.sources(), made.params(), made.notes());
  }

  /** Whether it came to its end. */
  private static boolean evaluate(SourceFiles files, ScriptContext context) {
    try {
      files.main();
      return true;
    } catch (SourceFiles.NotCompiled e) {
      return false;
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      Mistakes.note(e, context);
      return false;
    }
  }

  /** What the caller gave and nothing takes. */
  private static void checkGiven(ScriptContext context) {
    Place script = new Place(context.script().name(), 0);
    for (String name : context.given().keySet()) {
      if (!context.params().containsKey(name)) {
        context.problem(
            script,
            "The script has no param '" + name + "'" + Names.offer(name, context.params().keySet()),
            context.params().isEmpty()
                ? "declare it in the script: param '" + name + "', <default>"
                : "leave it out, or declare it in the script: param '" + name + "', <default>");
      }
    }
    context.defaults().check(script);
  }
}
