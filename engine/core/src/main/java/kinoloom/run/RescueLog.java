package kinoloom.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kinoloom.artifact.Disk;

/**
 * Rescue lines on a stream for people and in a file that is not where the journals are: {@code
 * rescue.log} in {@code $XDG_STATE_HOME/kinoloom}, else in {@code ~/.local/state/kinoloom}, else in
 * a folder of this user among the temporary files. It is for this user only, and forced to disk
 * after each line.
 */
public final class RescueLog implements Rescue {
  private static final String NAME = "rescue.log";

  private final List<Path> folders;
  private final Consumer<String> tell;

  /**
   * @param folders in the order in which they are tried
   * @param tell shows a line to a person
   */
  public RescueLog(List<Path> folders, Consumer<String> tell) {
    this.folders = List.copyOf(folders);
    this.tell = tell;
  }

  /** Where the system's users expect it. */
  public static RescueLog standard(Map<String, String> env, Consumer<String> tell) {
    List<Path> folders = new ArrayList<>();
    String state = env.getOrDefault("XDG_STATE_HOME", "");
    if (Path.of(state).isAbsolute()) folders.add(Path.of(state, "kinoloom"));
    String home = env.getOrDefault("HOME", System.getProperty("user.home", ""));
    if (Path.of(home).isAbsolute()) folders.add(Path.of(home, ".local", "state", "kinoloom"));
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    folders.add(Path.of(System.getProperty("java.io.tmpdir"), "kinoloom-" + user));
    return new RescueLog(folders, tell);
  }

  @Override
  public synchronized void save(RescueLine line) {
    tell.accept(line.text());
    for (Path folder : folders) {
      try {
        append(folder, line.text());
        return;
      } catch (IOException | RuntimeException e) {
        // The next one, then; the line has been shown in any case.
      }
    }
    tell.accept("kinoloom: the line above could not be kept in any file; please copy it");
  }

  @Override
  public void warn(String text) {
    tell.accept("kinoloom: " + text);
  }

  /** Not through a channel: an interrupt would close it. */
  private static void append(Path folder, String line) throws IOException {
    Disk.directories(folder);
    Path file = folder.resolve(NAME);
    boolean created = create(file);
    if (!ours(folder, file)) throw new IOException(file + " is not a file of this user alone");
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      // What an earlier write may have left unfinished ends here.
      out.write(((created ? "" : "\n") + line + "\n").getBytes(StandardCharsets.US_ASCII));
      out.getFD().sync();
    }
    if (created) Disk.force(folder);
  }

  private static boolean create(Path file) throws IOException {
    try {
      Files.createFile(file, Disk.onlyOwnersFile(file));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public synchronized List<RescueLine> saved(String run) {
    List<RescueLine> lines = new ArrayList<>();
    for (Path folder : folders) {
      try {
        Path file = folder.resolve(NAME);
        if (ours(folder, file)) read(file, run, lines);
      } catch (IOException e) {
        warn("the rescued answers in " + folder + " cannot be read: " + e.getMessage());
      }
    }
    return lines;
  }

  private static void read(Path file, String run, List<RescueLine> lines) throws IOException {
    for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      if (!text.startsWith("RESCUE ")) continue;
      try {
        RescueLine line = RescueLine.parse(text);
        if (line.run().equals(run)) lines.add(line);
      } catch (IllegalArgumentException e) {
        // Not whole: the disk was full, or the machine went down.
      }
    }
  }

  /** What another user of this machine may have written is not believed. */
  private static boolean ours(Path folder, Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Disk.onlyOwners(folder)
        && Disk.onlyOwners(file);
  }
}
