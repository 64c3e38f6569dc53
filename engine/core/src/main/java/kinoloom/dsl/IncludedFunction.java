package kinoloom.dsl;

import groovy.lang.Closure;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A function of an included file, as the other files call it. */
final class IncludedFunction extends Closure<Object> {
  private static final long serialVersionUID = 1L;

  private final transient ScriptBase file;
  private final String name;
  private final String fileName;

  IncludedFunction(ScriptBase file, String name, String fileName) {
    super(file);
    this.file = file;
    this.name = name;
    this.fileName = fileName;
  }

  /** Called by Groovy. */
  public Object doCall(Object... arguments) {
    if (file.getMetaClass().pickMethod(name, types(arguments)) == null) {
      throw new ScriptMistake(
          name,
          "The function '" + name + "' cannot be used with " + arguments.length + " values",
          "see how many values it takes in " + fileName);
    }
    return InvokerHelper.invokeMethod(file, name, arguments);
  }

  private static Class<?>[] types(Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] == null ? null : arguments[i].getClass();
    }
    return types;
  }
}
