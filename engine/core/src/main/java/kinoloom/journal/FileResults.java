package kinoloom.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import kinoloom.artifact.DamagedFileException;
import kinoloom.artifact.Disk;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in a directory: {@code ab/cdef….json} holds the result of the key {@code abcdef…}.
 *
 * <pre>
 * {"at":"2026-11-22T09:31:40.512Z","check":"5e0c97a1","cost":120,"key":"abcdef…",
 *  "run":"20261122-093012-halloween","step":"board","value":{"$file":{…}}}
 * </pre>
 *
 * <p>(In one line.) {@code check} is the CRC-32C of the same JSON without it. A file that does not
 * match is made again out of the journals; what they do not have counts as absent. So are all,
 * once, where the file {@code whole} is not beside them: a process that was to do that may have
 * ended in the middle of it. Thread-safe.
 */
final class FileResults implements Results {
  private static final Logger LOG = LoggerFactory.getLogger(FileResults.class);

  private final Path directory;
  private final Runs runs;

  private final Repair repair;

  /** A file that is there once all results are that the journals tell of. */
  private final Path whole;

  private final Object repairing = new Object();
  private boolean repaired;

  /** Takes the results out of the journals again. */
  interface Repair {
    void run() throws IOException;
  }

  /** What a step asked for first, and of whom then. */
  private record Fallback(String key, String model) {}

  /** The journal of a run. */
  interface Runs {
    List<Entry> read(String run) throws IOException;
  }

  FileResults(Path directory, Runs runs, Repair repair) {
    this.directory = directory;
    this.whole = directory.resolve("whole");
    this.runs = runs;
    this.repair = repair;
  }

  /**
   * @throws UncheckedIOException when a file is there but the disk does not give it: to call it
   *     absent would be to pay again
   */
  @Override
  public Optional<Result> find(String key) {
    if (!Files.exists(whole)) repair();
    Optional<Result> result;
    try {
      result = read(key);
    } catch (DamagedFileException e) {
      repair();
      try {
        result = read(key);
      } catch (DamagedFileException again) {
        return Optional.empty();
      }
    }
    return result.filter(it -> it.key().equals(key));
  }

  private Optional<Result> read(String key) throws DamagedFileException {
    Path file = path(key);
    try {
      return Optional.of(decode(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedFileException(file + " is damaged");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the result " + file, e);
    }
  }

  /**
   * Once: what the journals do not give the first time, they never do. Who comes meanwhile waits:
   * what is not made again yet would be paid again.
   */
  private void repair() {
    synchronized (repairing) {
      if (repaired) return;
      // Before it is: making results again looks for them.
      repaired = true;
      try {
        repair.run();
        if (Files.isDirectory(directory)) Disk.write(whole, new byte[0]);
      } catch (IOException e) {
        LOG.warn("Not all results could be taken out of the journals again", e);
      }
    }
  }

  @Override
  public void put(Result result) throws IOException {
    Path file = path(result.key());
    Disk.directories(file.getParent());
    Disk.write(file, (encode(result) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Takes in what a run has made and reused. What it has made replaces an older result; what it has
   * reused is kept only where nothing is known of the run that made it. Behind a gap nobody knows
   * what a step had asked for.
   */
  void add(String run, List<Entry> entries) throws IOException {
    Map<StepId, String> keys = new HashMap<>();
    Map<StepId, Fallback> fallbacks = new HashMap<>();
    long expected = 1;
    for (Entry entry : entries) {
      if (entry.seq() != expected) {
        keys.clear();
        fallbacks.clear();
      }
      expected = entry.seq() + 1;
      if (entry.event() instanceof Event.Prepared prepared) {
        keys.put(prepared.step(), prepared.key());
      } else if (entry.event() instanceof Event.Done done && keys.containsKey(done.step())) {
        String key = keys.get(done.step());
        Result result =
            new Result(key, done.step().value(), run, entry.at(), done.value(), done.cost());
        if (!find(key).filter(result::equals).isPresent()) put(result);
        Fallback fallback = fallbacks.get(done.step());
        if (fallback != null) put(result.madeBy(fallback.model).under(fallback.key));
      } else if (entry.event() instanceof Event.FellBack e && keys.containsKey(e.step())) {
        fallbacks.put(e.step(), new Fallback(keys.get(e.step()), e.model()));
      } else if (entry.event() instanceof Event.Reused reused && keys.containsKey(reused.step())) {
        Result result =
            new Result(
                keys.get(reused.step()),
                reused.step().value(),
                reused.fromRun(),
                entry.at(),
                reused.value(),
                Money.ZERO);
        if (find(result.key()).isEmpty()) put(result);
      }
    }
    learn(run, entries);
  }

  @Override
  public void learn(String run, List<Entry> journal) throws IOException {
    Counting.learn(run, journal, this);
  }

  @Override
  public Origin origin(Result result) {
    try {
      return OriginReader.read(runs.read(result.run()), result.key());
    } catch (IOException e) {
      return Origin.UNKNOWN;
    }
  }

  private Path path(String key) {
    if (!key.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A key has 64 hex digits, not '" + key + "'");
    }
    return directory.resolve(key.substring(0, 2)).resolve(key.substring(2) + ".json");
  }

  private static String encode(Result result) {
    Map<String, Object> fields =
        new Fields()
            .with("key", result.key())
            .with("step", result.step())
            .with("run", result.run())
            .with("at", result.at().toString())
            .with("value", result.value())
            .with("cost", result.cost())
            .values();
    if (!result.madeBy().isEmpty()) fields.put("madeBy", result.madeBy());
    fields.put("check", checksum(fields));
    return Values.inOrder(fields);
  }

  private static Result decode(String json) {
    Fields fields = new Fields(object(json));
    String check = fields.name("check");
    if (!checksum(fields.values()).equals(check)) {
      throw new IllegalArgumentException("The checksum is another one");
    }
    return new Result(
        fields.name("key"),
        fields.text("step"),
        fields.text("run"),
        Instant.parse(fields.name("at")),
        fields.value("value"),
        fields.money("cost"),
        fields.has("madeBy") ? fields.text("madeBy") : "");
  }

  private static Map<?, ?> object(String json) {
    if (Values.parse(json) instanceof Map<?, ?> map) return map;
    throw new IllegalArgumentException("Not an object");
  }

  private static String checksum(Map<String, Object> fields) {
    CRC32C crc = new CRC32C();
    crc.update(Values.json(fields).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
