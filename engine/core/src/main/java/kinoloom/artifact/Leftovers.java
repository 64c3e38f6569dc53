package kinoloom.artifact;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes files in the making whose makers are gone. A file's name has the number of its process:
 * {@code file-4711-….part}.
 *
 * <p>A process that is not seen may live all the same, in another container or on another machine
 * that shares the folder; so a file is left alone until nothing has been written to it for a while.
 */
final class Leftovers {
  private static final Pattern NAME = Pattern.compile("file-(\\d{1,18})-.*\\.part");
  private static final Duration QUIET = Duration.ofMinutes(10);

  /** For files of builds that did not put their number into the name. */
  private static final Duration OLD = Duration.ofDays(1);

  private Leftovers() {}

  static String prefix() {
    return "file-" + ProcessHandle.current().pid() + "-";
  }

  /** What cannot be removed stays: it only takes room. */
  static void sweep(Path folder, Instant now) {
    if (!Files.isDirectory(folder)) return;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "file-*.part")) {
      for (Path file : files) {
        if (left(file, now)) Files.deleteIfExists(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return;
    }
  }

  private static boolean left(Path file, Instant now) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) return written.plus(OLD).isBefore(now);
    return written.plus(QUIET).isBefore(now) && !lives(Long.parseLong(name.group(1)), written);
  }

  /** A process that began after the file was last written is another one with the same number. */
  private static boolean lives(long pid, Instant written) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) return false;
    return process
        .get()
        .info()
        .startInstant()
        .map(started -> started.minusSeconds(2).isBefore(written))
        .orElse(true);
  }
}
