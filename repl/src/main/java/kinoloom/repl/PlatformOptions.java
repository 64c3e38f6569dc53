package kinoloom.repl;

import java.io.IOException;
import kinoloom.repl.service.PlatformChoice;
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

  PlatformChoice choice(Shell shell, boolean paying) throws IOException {
    return PlatformChoice.of(asked(), shell.env(), shell.folder(), paying);
  }

  PlatformChoice.Asked asked() {
    return new PlatformChoice.Asked(baseUrl, emulator, timeScale);
  }
}
