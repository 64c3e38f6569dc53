package kinoloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kinoloom.artifact.Sha256;

/**
 * Where a run is: which machine, which directory, which file. Written down each time the run is
 * opened, so that a copy is told from the original. Names of machines and folders are hashed with
 * the run's id as salt: they say whether two are the same, and nothing else.
 *
 * <p>What cannot be found out is empty, and equal to anything.
 *
 * @param machine hash of the operating system's id of this installation
 * @param boot hash of the kernel's id of this boot; told for people, never compared
 * @param folder the inode of the run's folder, which a rename keeps and a copy does not
 * @param journal the inode of its journal
 * @param path hash of the folder's path; compared where there are no inodes
 */
public record Whereabouts(String machine, String boot, String folder, String journal, String path) {
  private static final List<Path> MACHINE =
      List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));
  private static final List<Path> BOOT = List.of(Path.of("/proc/sys/kernel/random/boot_id"));
  private static final int HASH_LENGTH = 16;

  /** Where a run is that has a journal. */
  public static Whereabouts of(RunFolder run) throws IOException {
    return new Whereabouts(
        hash(run, first(MACHINE)),
        hash(run, first(BOOT)),
        inode(run.path()),
        inode(run.journal()),
        hash(run, run.path().toRealPath().toString()));
  }

  /** The same place, with the journal as a new file. */
  public Whereabouts rewritten() {
    return new Whereabouts(machine, boot, folder, "", path);
  }

  /**
   * How this differs from where the run was opened last, in words; empty if it is the same place. A
   * folder that was moved or a machine that was started again is the same place.
   */
  public String differsFrom(Whereabouts before) {
    if (another(machine, before.machine)) return "it was opened last on another machine";
    if (another(folder, before.folder)) return "its folder is a copy of the one opened last";
    if (another(journal, before.journal))
      return "its journal is another file than the one written last";
    boolean named = folder.isEmpty() || before.folder.isEmpty();
    return named && another(path, before.path)
        ? "its folder is another than the one opened last"
        : "";
  }

  private static boolean another(String here, String there) {
    return !here.isEmpty() && !there.isEmpty() && !here.equals(there);
  }

  private static String inode(Path path) throws IOException {
    // Without the device: its number may change with each mount.
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    return unix ? String.valueOf(Files.getAttribute(path, "unix:ino")) : "";
  }

  private static String first(List<Path> files) {
    for (Path file : files) {
      try {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!text.isEmpty()) return text;
      } catch (IOException e) {
        // Another system keeps it elsewhere, or nowhere.
      }
    }
    return "";
  }

  private static String hash(RunFolder run, String text) {
    if (text.isEmpty()) return "";
    return Sha256.of(run.id() + "\n" + text).substring(0, HASH_LENGTH);
  }
}
