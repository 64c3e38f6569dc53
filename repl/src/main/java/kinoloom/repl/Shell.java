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

  /**
   * Where {@code kino} keeps what outlives a workspace, by the convention of desktops; null if this
   * user has no home.
   */
  Path state() {
    Path given = Path.of(env.getOrDefault("XDG_STATE_HOME", ""));
    if (given.isAbsolute()) return given.resolve("kinoloom");
    Path home = Path.of(env.getOrDefault("HOME", ""));
    return home.isAbsolute() ? home.resolve(".local/state/kinoloom") : null;
  }

  boolean debug() {
    return env.getOrDefault("KINOLOOM_DEBUG", "").equals("1");
  }
}
