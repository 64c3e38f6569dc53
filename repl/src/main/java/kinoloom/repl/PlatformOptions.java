package kinoloom.repl;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.service.TypedKey;
import picocli.CommandLine.Option;

/** Where requests go. */
final class PlatformOptions {
  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "The platform's host, such as http://127.0.0.1:8080; needs a key.")
  private String baseUrl;

  @Option(names = "--emulator", description = "The built-in emulator, even with a key set.")
  private boolean emulator;

  @Option(
      names = "--time-scale",
      paramLabel = "X",
      description = "How long the built-in emulator takes; 1 is as long as the real one.")
  private Double timeScale;

  @Option(
      names = "--ask-key",
      description = "Asks for the API key on the terminal, without showing it.")
  private boolean askKey;

  PlatformChoice choice(Shell shell, boolean paying) throws IOException {
    Map<String, String> env = paying ? env(shell) : shell.env();
    return PlatformChoice.of(asked(), env, shell.folder(), paying);
  }

  /** With the key that is typed, if it is to be asked for. */
  Map<String, String> env(Shell shell) {
    if (!askKey) return shell.env();
    if (emulator) {
      throw Complaint.usage("--emulator and --ask-key exclude each other", "Give one of them");
    }
    Map<String, String> env = new HashMap<>(shell.env());
    env.put(PlatformChoice.KEY, TypedKey.ask(shell.hidden()));
    env.put(PlatformChoice.TYPED, "");
    return env;
  }

  PlatformChoice.Asked asked() {
    return new PlatformChoice.Asked(baseUrl, emulator, timeScale);
  }
}
