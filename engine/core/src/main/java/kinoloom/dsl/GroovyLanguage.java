package kinoloom.dsl;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.ScriptLanguage;
import kinoloom.graph.Workflow;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;

/**
 * Workflows written in Groovy. A script is a program and can do what its user can; it is no
 * sandbox. Thread-safe; each description evaluates the script anew.
 */
public final class GroovyLanguage implements ScriptLanguage {
  private static final int KEPT = 16;

  /** Compiled scripts by text: a script is evaluated more than once, to rehearse and to run. */
  private final Map<Script, Compiled> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Script, Compiled> eldest) {
          return size() > KEPT;
        }
      };

  private record Compiled(Class<? extends ScriptBase> type, List<String> variables) {}

  @Override
  public Description describe(Script script, Map<String, Object> params) {
    Compiled code;
    try {
      code = compile(script);
    } catch (MultipleCompilationErrorsException e) {
      return new Description(
          Workflow.builder(script.name()).unchecked(), Mistakes.ofCompiler(e, script.name()));
    }
    ScriptContext context = new ScriptContext(script, params, code.variables());
    evaluate(code, context);
    checkGiven(context, script);
    context.params().forEach((name, value) -> context.workflow().param(name, value));
    return new Description(
        context.workflow().unchecked(),
        List.copyOf(new LinkedHashSet<>(context.workflow().problems())));
  }

  private static void evaluate(Compiled code, ScriptContext context) {
    try {
      ScriptBase instance = code.type().getDeclaredConstructor().newInstance();
      instance.setBinding(new Binding());
      instance.context(context);
      instance.run();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (Exception | StackOverflowError | AssertionError e) {
      Mistakes.note(e, context);
    }
  }

  private static void checkGiven(ScriptContext context, Script script) {
    for (String name : context.given().keySet()) {
      if (!context.params().containsKey(name)) {
        context.problem(
            new Place(script.name(), 0),
            "The script has no param '" + name + "'" + Names.offer(name, context.params().keySet()),
            "");
      }
    }
  }

  private synchronized Compiled compile(Script script) {
    Compiled known = compiled.get(script);
    if (known != null) return known;
    List<String> variables = new ArrayList<>();
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setSourceEncoding("UTF-8");
    configuration.setScriptBaseClass(ScriptBase.class.getName());
    configuration.addCompilationCustomizers(new Naming(ScriptBase.NAMED, variables));
    GroovyShell shell = new GroovyShell(ScriptBase.class.getClassLoader(), configuration);
    Class<? extends ScriptBase> type =
        shell
            .parse(script.text(), ScriptContext.source(script.name()))
            .getClass()
            .asSubclass(ScriptBase.class);
    Compiled code = new Compiled(type, List.copyOf(variables));
    compiled.put(script, code);
    return code;
  }
}
