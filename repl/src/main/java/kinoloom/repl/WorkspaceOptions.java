package kinoloom.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.service.EngineRoom;
import picocli.CommandLine.Option;

/** Where runs and films are kept. */
final class WorkspaceOptions {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".kinoloom",
      description = "Runs and all that was made (default: ${DEFAULT-VALUE}).")
  private String workspace;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where finished films are put (default: ${DEFAULT-VALUE}).")
  private String out;

  EngineRoom.Places places(Path folder) {
    return new EngineRoom.Places(
        folder, folder(folder, workspace, "--workspace"), folder(folder, out, "--out"));
  }

  private static Path folder(Path folder, String given, String option) {
    Path path = folder.resolve(given).normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw Complaint.usage("'" + given + "' (" + option + ") is a file", "Give a folder");
    }
    return path;
  }
}
