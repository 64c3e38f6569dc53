package kinoloom.repl.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import kinoloom.repl.console.Exit;

/**
 * Whether a folder takes files, keeps them, and has room. A folder that is not there yet is not
 * made: the one it would be made in is looked at.
 */
final class Disk {
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 50L << 20;
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final int TIMES = 5;

  private final InstantSource clock;

  Disk(InstantSource clock) {
    this.clock = clock;
  }

  /** Room, and whether what is written is there to stay. */
  List<Finding> check(String name, Path folder) {
    List<Finding> findings = new ArrayList<>(room(name, folder));
    if (findings.get(0).level() != Finding.Level.PROBLEM) findings.add(keeps(folder));
    return findings;
  }

  /** Whether there is room to write. */
  List<Finding> room(String name, Path folder) {
    Path there = existing(folder);
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      return List.of(
          Finding.problem(
              name,
              "cannot write to " + folder,
              "Give another folder (--" + name + "), or make it yours",
              Exit.IO));
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String said = folder + ", " + size(free) + " free";
      String todo = "Make room: a film and its parts take some hundred MB";
      if (free < TOO_LITTLE) return List.of(Finding.problem(name, said, todo, Exit.IO));
      return List.of(free < LITTLE ? Finding.warning(name, said, todo) : Finding.ok(name, said));
    } catch (IOException e) {
      return List.of(broken(name, e));
    }
  }

  private Finding keeps(Path folder) {
    try {
      Duration forced = tryOut(existing(folder));
      String said =
          "forces what is written to the disk in " + forced.toMillis() + " ms, and renames";
      if (forced.compareTo(SLOW) <= 0) return Finding.ok("disk", said);
      return Finding.warning(
          "disk",
          said,
          "Each step waits for that several times; a local disk is faster (--workspace)");
    } catch (IOException | UnsupportedOperationException e) {
      return broken("disk", e);
    }
  }

  /**
   * Writes, forces and renames as a journal does; returns how long forcing takes, by the median.
   */
  private Duration tryOut(Path folder) throws IOException {
    Path scratch = Files.createTempDirectory(folder, ".kino-doctor-");
    Path written = scratch.resolve("written");
    Path renamed = scratch.resolve("renamed");
    try {
      List<Duration> took = new ArrayList<>();
      try (FileChannel file =
          FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (int i = 0; i < TIMES; i++) {
          file.write(ByteBuffer.allocate(4096));
          Instant begun = clock.instant();
          file.force(true);
          took.add(Duration.between(begun, clock.instant()));
        }
      }
      Files.move(written, renamed, StandardCopyOption.ATOMIC_MOVE);
      Collections.sort(took);
      return took.get(TIMES / 2);
    } finally {
      Files.deleteIfExists(written);
      Files.deleteIfExists(renamed);
      Files.deleteIfExists(scratch);
    }
  }

  private static Path existing(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
    return there;
  }

  private static Finding broken(String name, Exception e) {
    String what = e instanceof AccessDeniedException ? "no permission for " : "";
    return Finding.problem(
        name, what + e.getMessage(), "Give another folder (--workspace)", Exit.IO);
  }

  private static String size(long bytes) {
    double gib = bytes / (double) (1L << 30);
    return gib >= 1
        ? String.format(Locale.ROOT, "%.1f GB", gib)
        : String.format(Locale.ROOT, "%d MB", bytes >> 20);
  }
}
