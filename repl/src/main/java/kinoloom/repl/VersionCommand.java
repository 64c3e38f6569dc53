package kinoloom.repl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kinoloom.media.Ffmpeg;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(
    name = "version",
    description = "Shows the versions of kino, Java and ffmpeg.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  private final Shell shell;

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.console().result(String.join("\n", lines()));
    return 0;
  }

  static final class Lines implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return lines().toArray(String[]::new);
    }
  }

  private static List<String> lines() {
    String kino =
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("dev");
    return List.of(
        "kino " + kino,
        "Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")",
        ffmpeg());
  }

  private static String ffmpeg() {
    try {
      return Ffmpeg.find().describe();
    } catch (IOException e) {
      return "ffmpeg not found: " + e.getMessage();
    }
  }
}
