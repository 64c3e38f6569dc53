package kinoloom.repl;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import kinoloom.repl.console.Console;
import kinoloom.repl.console.HiddenInput;

/**
 * Where a command is run.
 *
 * @param folder the current one; absolute
 */
record Shell(
    Console console,
    Map<String, String> env,
    Path folder,
    InstantSource clock,
    Interruption interruption,
    HiddenInput hidden) {

  boolean debug() {
    return env.getOrDefault("KINOLOOM_DEBUG", "").equals("1");
  }
}
