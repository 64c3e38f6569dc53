package kinoloom.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import kinoloom.artifact.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each run has got, noted outside the workspace: a workspace that is put back from a backup
 * forgets what was paid since, and this does not.
 *
 * <pre>
 * 0000000000000000042 /home/me/films/.kinoloom/runs/20261122-093012-halloween
 * </pre>
 *
 * <p>One file a run, in which the number of the last event on disk is written over the one before.
 * It is noted after the journal was forced and never forced itself: after a power cut a mark may be
 * some seconds old, and then notices less; it is never ahead of its journal. A mark that cannot be
 * read or written is no reason to stop a run.
 */
public final class Watermarks {
  /** Keeps none, so that nothing is ever noticed. */
  public static final Watermarks NONE = new Watermarks(null);

  private static final Logger LOG = LoggerFactory.getLogger(Watermarks.class);
  private static final int DIGITS = 19;
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private final Path directory;

  private Watermarks(Path directory) {
    this.directory = directory;
  }

  /**
   * @param directory made when it is needed; for this user only
   */
  public static Watermarks in(Path directory) {
    return new Watermarks(directory.toAbsolutePath().normalize());
  }

  /** The number of the last event that a run is known to have written; 0 if nothing is known. */
  public long of(RunFolder run) throws IOException {
    if (directory == null) return 0;
    Path file = file(run);
    try {
      return Files.exists(file) ? number(Files.readString(file, StandardCharsets.UTF_8)) : 0;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("Cannot read the mark {}: {}", file, e.toString());
      return 0;
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.substring(0, Math.min(DIGITS, text.length())));
  }

  /** Takes up the mark of a run. The caller holds the run's lock. */
  public Mark open(RunFolder run) throws IOException {
    if (directory == null) return new Mark(null);
    Path file = file(run);
    try {
      Disk.directories(directory);
      String text = String.format(Locale.ROOT, "%019d ", of(run)) + run.path().toRealPath() + "\n";
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return new Mark(new RandomAccessFile(file.toFile(), "rw"));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn(
          "A run that is set back will not be noticed: cannot write {}: {}", file, e.toString());
      return new Mark(null);
    }
  }

  /** The mark of one run. Belongs to one thread. */
  public static final class Mark implements AutoCloseable {
    private RandomAccessFile file;

    private Mark(RandomAccessFile file) {
      this.file = file;
    }

    /** Notes that an event is on disk. */
    public void note(long seq) {
      if (file == null) return;
      try {
        file.seek(0);
        file.write(String.format(Locale.ROOT, "%019d", seq).getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        LOG.warn("A run that is set back will not be noticed any more: {}", e.toString());
        close();
      }
    }

    @Override
    public void close() {
      try {
        if (file != null) file.close();
      } catch (IOException e) {
        // It was written already.
      }
      file = null;
    }
  }

  /**
   * Throws away the marks of runs that are gone: at once where the folder of runs is there without
   * them, after a month where that is not there either, since a disk may not be mounted.
   */
  public void sweep(Instant now) {
    if (directory == null || !Files.isDirectory(directory)) return;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) sweep(file, now);
    } catch (IOException e) {
      LOG.warn("Cannot tidy {}: {}", directory, e.toString());
    }
  }

  private static void sweep(Path file, Instant now) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty() || lines.get(0).length() <= DIGITS) return;
    Path run = Path.of(lines.get(0).substring(DIGITS + 1));
    if (Files.exists(run)) return;
    boolean removed = run.getParent() != null && Files.isDirectory(run.getParent());
    Instant written = Files.getLastModifiedTime(file).toInstant();
    if (removed || written.plus(FORGOTTEN).isBefore(now)) Files.deleteIfExists(file);
  }

  private Path file(RunFolder run) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(run.path().toRealPath().toString().getBytes(StandardCharsets.UTF_8));
    return directory.resolve(run.id() + "." + HexFormat.of().toHexDigits((int) crc.getValue()));
  }
}
