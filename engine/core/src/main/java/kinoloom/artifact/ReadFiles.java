package kinoloom.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which files this process has read and found to be what their names say, and how they looked then.
 * Whoever writes to a file changes its time; that a disk forgets without being written to is
 * noticed only by reading again.
 */
final class ReadFiles {
  private final Map<String, Look> seen = new ConcurrentHashMap<>();

  private record Look(long size, FileTime time, Object file) {
    static Look at(Path path) throws IOException {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) throw new NoSuchFileException(path + " is not a regular file");
      return new Look(found.size(), found.lastModifiedTime(), found.fileKey());
    }
  }

  @FunctionalInterface
  interface Hash {
    String of(Path file) throws IOException;
  }

  /** Whether it was read and looks as it did then. */
  boolean unchanged(String sha256, Path file) {
    Look before = seen.get(sha256);
    if (before == null) return false;
    try {
      return before.equals(Look.at(file));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads it. What is not there is not as it was.
   *
   * @throws UncheckedIOException when it is there but the disk does not give it: to call it lost
   *     might be to pay again
   */
  boolean again(String sha256, Path file, Hash hash) {
    seen.remove(sha256);
    try {
      Look before = Look.at(file);
      if (!hash.of(file).equals(sha256)) return false;
      seen.put(sha256, before);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Takes it that a file has what it was just written with. */
  void note(String sha256, Path file) throws IOException {
    seen.put(sha256, Look.at(file));
  }
}
