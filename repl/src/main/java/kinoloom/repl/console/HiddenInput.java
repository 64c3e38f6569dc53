package kinoloom.repl.console;

import java.lang.reflect.Method;

/** Asks for what nobody looking on may read. */
@FunctionalInterface
public interface HiddenInput {

  /** The terminal this process was started on. */
  HiddenInput TERMINAL =
      prompt -> {
        java.io.Console terminal = System.console();
        return terminal == null || !isTerminal(terminal)
            ? null
            : terminal.readPassword("%s", prompt);
      };

  /** What was typed, without showing it; null where there is nobody to ask. */
  char[] ask(String prompt);

  /** Since Java 22 there is a console without a terminal, which would show what is typed. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      Method asked = java.io.Console.class.getMethod("isTerminal");
      return (Boolean) asked.invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
