package kinoloom.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kinoloom.artifact.Disk;
import kinoloom.artifact.Opened;
import kinoloom.artifact.Room;

/**
 * A journal in a file, one event a line, to be read with {@code less}.
 *
 * <pre>
 * 3aa83e2f 68 {"kinoloom":"journal","version":1,"run":"20261122-093012-halloween"}
 * 8d3b05b3 92 {"seq":1,"at":"2026-11-22T09:30:12.345Z","type":"submit.barrier","step":"board","attempt":1}
 * </pre>
 *
 * <p>A line is the CRC-32C of the JSON in 8 hex digits, the JSON's length in bytes, the JSON, and a
 * line feed. The first line is the header; {@code seq} counts the events from 1 without gaps; the
 * types and their fields are listed in {@code EventCodec}; values look as {@link Values} writes
 * them. Times are UTC, in milliseconds. Money is in 分.
 *
 * <p>After a crash the bytes behind the last whole line are a <em>torn tail</em>, provided no whole
 * line follows in them: nobody was told of what stood there. {@link #open} cuts it off and keeps a
 * copy beside the journal as {@code journal.torn-1}, and so on. Everything else is damage, and
 * refused. Pages of one large commit that reached the disk in another order look like damage, too:
 * better one question too many.
 *
 * <p>When the disk is full the {@link Ballast} is given up, and the commit succeeds once more; then
 * the journal is {@link #pressed}.
 *
 * <p>Not thread-safe. Whoever opens a journal for writing holds the run's {@link RunLock}; should
 * another process write nevertheless, the next commit notices and fails.
 */
public final class FileJournal implements Journal {
  static final int VERSION = 1;

  private final Path path;
  private final InstantSource clock;
  private final Opened file;
  private final Object fileKey;
  private final String run;
  private final List<Entry> replayed;
  private final Path torn;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long seq;
  private long length;
  private Ballast ballast;
  private boolean pressed;
  private IOException failure;
  private boolean closed;

  private FileJournal(Path path, InstantSource clock, JournalReader.Contents contents, Opened file)
      throws IOException {
    this.path = path;
    this.clock = clock;
    this.file = file;
    this.fileKey = fileKey(path);
    this.run = contents.run();
    this.replayed = contents.entries();
    this.seq = replayed.size();
    this.length = contents.whole();
    this.torn = contents.tail().length == 0 ? null : cut(contents.tail());
  }

  /** Begins the journal of a run. When this returns, the file is on disk with its header. */
  public static FileJournal create(Path file, String run, InstantSource clock) throws IOException {
    if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kinoloom", "journal");
    header.put("version", VERSION);
    header.put("run", run);
    Disk.write(file, Line.frame(Values.inOrder(header)));
    return open(file, clock);
  }

  /**
   * Takes a journal up again, for writing.
   *
   * @throws DamagedJournalException when it is damaged before its end
   * @throws NewerJournalException when a newer version has written it
   */
  public static FileJournal open(Path file, InstantSource clock) throws IOException {
    return open(file, clock, Opened::existing);
  }

  /** How a journal's file is opened. */
  interface Opening {
    Opened open(Path file) throws IOException;
  }

  static FileJournal open(Path file, InstantSource clock, Opening opening) throws IOException {
    JournalReader.Contents contents = JournalReader.read(file);
    // Whoever created it may have died before its name was durable.
    Disk.force(file.toAbsolutePath().getParent());
    Opened opened = opening.open(file);
    try {
      return new FileJournal(file, clock, contents, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * What a journal says so far, while another process may be writing it. Changes nothing, takes no
   * lock, and leaves a torn tail out.
   */
  public static List<Entry> read(Path file) throws IOException {
    return JournalReader.read(file).entries();
  }

  /** Says what to give up for the sake of this journal when the disk is full. */
  public FileJournal with(Ballast spare) {
    ballast = spare;
    return this;
  }

  /** The id of the run, from the header. */
  public String run() {
    return run;
  }

  /** What was in the file when it was opened. */
  public List<Entry> entries() {
    return replayed;
  }

  /** Where the torn tail went that was cut off when the journal was opened. */
  public Optional<Path> torn() {
    return Optional.ofNullable(torn);
  }

  /**
   * @throws IllegalArgumentException when a value of the event cannot be written; the journal is as
   *     before
   * @throws IllegalStateException when the journal is closed, or a commit has failed
   */
  @Override
  public Entry append(Event event) {
    if (unusable() != null) throw new IllegalStateException(unusable(), failure);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("seq", seq + 1);
    record.put("at", at.toString());
    record.put("type", EventCodec.type(event));
    record.putAll(EventCodec.encode(event));
    pending.writeBytes(Line.frame(Values.inOrder(record)));
    return new Entry(++seq, at, event);
  }

  @Override
  public void commit() throws IOException {
    if (unusable() != null) throw new IOException(unusable(), failure);
    if (pending.size() == 0) return;
    try {
      refuseStrangers();
      write(pending.toByteArray());
      file.sync();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    length += pending.size();
    pending.reset();
  }

  /**
   * A write for which there is no room is tried once more, with the room that the ballast took. A
   * failed sync never is: the system may call the lost pages written.
   */
  private void write(byte[] bytes) throws IOException {
    try {
      file.write(length, bytes);
    } catch (IOException e) {
      if (ballast == null || !Room.lacking(e, path)) throw e;
      ballast.giveUp();
      file.truncate(length);
      file.write(length, bytes);
      pressed = true;
    }
  }

  @Override
  public boolean pressed() {
    return pressed;
  }

  /** Drops what was not committed. */
  @Override
  public void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      // Everything that was promised has been forced already.
    }
  }

  private String unusable() {
    if (failure != null) return path + " cannot be used any more: " + failure.getMessage();
    return closed ? path + " is closed" : null;
  }

  /** The fence: two engines at one journal would pay for everything twice. */
  private void refuseStrangers() throws IOException {
    if (file.length() != length || !Objects.equals(fileKey(path), fileKey)) {
      throw new IOException(
          path
              + " was changed by someone else while this process was writing it; nothing more is"
              + " paid");
    }
  }

  private static Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private Path cut(byte[] tail) throws IOException {
    Path copy;
    int number = 1;
    do {
      copy = path.resolveSibling("journal.torn-" + number++);
    } while (Files.exists(copy));
    Disk.write(copy, tail);
    file.truncate(length);
    file.sync();
    return copy;
  }
}
