package kinoloom.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import kinoloom.artifact.Disk;

/**
 * A file that only takes up room, so that there is some to give up when the disk is full and an
 * answer that was paid for has to be written down. All runs of a workspace share it.
 */
public final class Ballast {
  static final int SIZE = 1 << 20;

  private final Path file;

  Ballast(Path file) {
    this.file = file;
  }

  /**
   * Makes it, if it is not there. Its bytes are on disk when this returns, and cannot be compressed
   * away.
   */
  public void make() throws IOException {
    if (Files.exists(file) && Files.size(file) == SIZE) return;
    byte[] bytes = new byte[SIZE];
    new Random(SIZE).nextBytes(bytes);
    Disk.directories(file.getParent());
    Disk.write(file, bytes);
  }

  /** Gives it up, if nobody has yet. */
  void giveUp() throws IOException {
    if (Files.deleteIfExists(file)) Disk.force(file.getParent());
  }
}
