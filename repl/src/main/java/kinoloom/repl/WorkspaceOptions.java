package kinoloom.repl;

import java.nio.file.Files;
import java.nio.file.Path;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
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

  EngineRoom.Places places(Shell shell) {
    Path folder = shell.folder();
    return new EngineRoom.Places(
        folder,
        folder(folder, workspace, "--workspace"),
        folder(folder, out, "--out"),
        shell.state());
  }

  /**
   * As {@link #places}, for a run: what it makes is paid for before it is put there.
   *
   * @throws Complaint when nothing can be put there
   */
  EngineRoom.Places writable(Shell shell) {
    EngineRoom.Places places = places(shell);
    writable(places.workspace(), workspace, "--workspace");
    writable(places.out(), out, "--out");
    return places;
  }

  private static void writable(Path path, String given, String option) {
    Path there = path.toAbsolutePath();
    while (there != null && !Files.exists(there)) there = there.getParent();
    if (there == null || Files.isDirectory(there) && Files.isWritable(there)) return;
    throw new Complaint(
        Exit.IO, "cannot write to '" + given + "' (" + option + ")", "Give another folder");
  }

  private static Path folder(Path folder, String given, String option) {
    Path path = folder.resolve(given).normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw Complaint.usage("'" + given + "' (" + option + ") is a file", "Give a folder");
    }
    return path;
  }
}
