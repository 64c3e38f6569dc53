package kinoloom.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import kinoloom.artifact.Disk;

/**
 * The right to work on a run, held by one process at a time and by one owner in it.
 *
 * <p>It is a lock of the kernel on the file {@code lock} in the run's folder; when the process
 * dies, however it dies, the lock is free. Nothing else may ever open that file: on POSIX systems
 * closing <em>any</em> channel of a process on a file drops all its locks on it. What people want
 * to know of the owner is in {@code owner.json} beside it, and decides nothing.
 */
public final class RunLock implements AutoCloseable {
  private static final String NAME = "lock";
  private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

  /** Never closed, because that would drop the lock of another class loader's owner. */
  private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path folder;
  private final FileChannel channel;
  private final Object key;
  private boolean closed;

  private RunLock(Path folder, FileChannel channel) throws IOException {
    this.folder = folder;
    this.channel = channel;
    this.key = key(folder);
  }

  /**
   * @throws RunBusyException when somebody has it
   */
  public static RunLock acquire(RunFolder run, InstantSource clock) throws IOException {
    Path folder = run.path().toRealPath();
    if (!OWNED.add(folder)) throw busy(folder);
    FileChannel channel = null;
    try {
      channel = lock(folder);
      writeOwner(folder, clock.instant());
      return new RunLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) channel.close();
      OWNED.remove(folder);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) return channel;
    } catch (OverlappingFileLockException e) {
      KEPT_OPEN.add(channel);
      throw busy(folder);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw busy(folder);
  }

  /**
   * Whether the lock still keeps others out: its file is the one that was locked. Looks at the
   * file's name only.
   *
   * @throws IOException when the file was deleted or replaced, so that somebody else may have it
   */
  void check() throws IOException {
    Object now;
    try {
      now = key(folder);
    } catch (NoSuchFileException e) {
      now = "";
    }
    if (Objects.equals(now, key)) return;
    throw new IOException(
        folder.resolve(NAME)
            + " was deleted or replaced while this process worked on the run, and keeps nobody out"
            + " any more; nothing more is paid");
  }

  private static Object key(Path folder) throws IOException {
    return Files.readAttributes(folder.resolve(NAME), BasicFileAttributes.class).fileKey();
  }

  /** Lets go of the run. Closing twice does nothing. */
  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    // The card decides nothing: where it cannot be removed the lock goes all the same.
    try (channel) {
      Files.deleteIfExists(owner(folder));
    } finally {
      OWNED.remove(folder);
    }
  }

  private static Path owner(Path folder) {
    return folder.resolve("owner.json");
  }

  private static void writeOwner(Path folder, Instant now) throws IOException {
    Fields fields =
        new Fields()
            .with("pid", ProcessHandle.current().pid())
            .with("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
    String json = Values.inOrder(fields.values()) + "\n";
    Disk.write(owner(folder), json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether somebody seems to be working on a run: its owner's process is there. For telling
   * people; only {@link #acquire} knows.
   */
  public static boolean isHeld(RunFolder run) {
    return owner(run).isPresent();
  }

  /** Who seems to be working on a run. */
  public static Optional<RunBusyException> owner(RunFolder run) {
    RunBusyException owner = busy(run.path());
    boolean there =
        owner.pid() > 0
            && ProcessHandle.of(owner.pid())
                .filter(ProcessHandle::isAlive)
                .flatMap(it -> it.info().startInstant())
                .map(started -> started.minusSeconds(2).isBefore(owner.since().orElse(Instant.MAX)))
                .orElse(false);
    return there ? Optional.of(owner) : Optional.empty();
  }

  private static RunBusyException busy(Path folder) {
    try {
      String json = Files.readString(owner(folder), StandardCharsets.UTF_8);
      if (Values.parse(json) instanceof Map<?, ?> map) {
        Fields fields = new Fields(map);
        return new RunBusyException(
            folder, fields.whole("pid"), Instant.parse(fields.name("since")));
      }
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      // It only makes the message poorer.
    }
    return new RunBusyException(folder, 0, null);
  }
}
