package kinoloom.dsl;

import groovy.lang.GroovyShell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;

/** Compiles the files of scripts; keeps some, since a script is evaluated more than once. */
final class Compiler {
  private static final int KEPT = 32;

  private final Map<Unit, Code> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Unit, Code> eldest) {
          return size() > KEPT;
        }
      };

  private record Unit(String name, String text, int number) {}

  /**
   * What a file is called in byte code and stack traces. Its class is named after this, and a file
   * may be called {@code long.groovy}.
   *
   * @param number tells the files of one script apart; 0 for the script itself
   */
  static String unit(String name, int number) {
    String letters = name.replaceAll("[^A-Za-z0-9]", "_");
    return "Script_" + (number == 0 ? "" : number + "_") + letters + ".groovy";
  }

  synchronized Code compile(String name, String text, int number) {
    Unit unit = new Unit(name, text, number);
    Code known = kept.get(unit);
    if (known != null) return known;
    List<String> variables = new ArrayList<>();
    Marks marks = new Marks(name, text);
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setSourceEncoding("UTF-8");
    configuration.setScriptBaseClass(ScriptBase.class.getName());
    configuration.addCompilationCustomizers(new Naming(ScriptBase.NAMED, variables, marks));
    GroovyShell shell = new GroovyShell(ScriptBase.class.getClassLoader(), configuration);
    Class<? extends ScriptBase> type =
        shell.parse(text, unit(name, number)).getClass().asSubclass(ScriptBase.class);
    Code code = new Code(name, text, type, List.copyOf(variables), functions(type), marks);
    kept.put(unit, code);
    return code;
  }

  private static List<String> functions(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(it -> !it.isSynthetic() && !it.getName().contains("$"))
        .map(java.lang.reflect.Method::getName)
        .filter(it -> !it.equals("run") && !it.equals("main"))
        .distinct()
        .sorted()
        .toList();
  }
}
