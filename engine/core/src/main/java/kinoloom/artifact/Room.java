package kinoloom.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether something failed because a disk is full. Java has no exception for that: there are the
 * system's words, which may be in any language, and how much room is left.
 */
public final class Room {
  private static final long HARDLY_ANY = 64 * 1024;

  private Room() {}

  /** Whether a failure, or what caused it, says that there is no room. */
  public static boolean lacking(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause()) {
      String words = String.valueOf(it.getMessage()).toLowerCase(Locale.ROOT);
      if (it instanceof DiskFullException
          || words.contains("no space left")
          || words.contains("quota exceeded")
          || words.contains("not enough space on the disk")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a failure says so, or hardly any room is left where it happened.
   *
   * @param where a file that was being written, or that should have been
   */
  public static boolean lacking(Throwable failure, Path where) {
    return lacking(failure) || left(where) < HARDLY_ANY;
  }

  /** A failure to write {@code where}, as a {@link DiskFullException} if it is one. */
  public static IOException told(IOException failure, Path where) {
    return lacking(failure, where) ? new DiskFullException(failure) : failure;
  }

  private static long left(Path where) {
    try {
      Path there = where.toAbsolutePath();
      while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException | UnsupportedOperationException e) {
      return Long.MAX_VALUE;
    }
  }
}
