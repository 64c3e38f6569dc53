package kinoloom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kinoloom.artifact.Disk;
import kinoloom.graph.StepId;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;
import kinoloom.run.Answers;
import kinoloom.run.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions for the process that owns a run, a file each in {@code inbox}: {@code
 * {"step":"cast","verdict":"approve"}}. Each appears whole or not at all.
 */
final class FileAnswers implements Answers {
  private static final Logger LOG = LoggerFactory.getLogger(FileAnswers.class);
  private static final long MOST_BYTES = 4096;

  private final Path folder;
  private final Precedents precedents;
  private final Set<Path> taken = new LinkedHashSet<>();

  private FileAnswers(Path folder, Precedents precedents) {
    this.folder = folder;
    this.precedents = precedents;
  }

  static FileAnswers of(RunFolder run, Precedents before) {
    return new FileAnswers(run.path().resolve("inbox"), before);
  }

  void put(StepId step, Verdict verdict, InstantSource clock) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step.value());
    fields.put("verdict", verdict.word());
    String name = clock.instant().toEpochMilli() + "-" + UUID.randomUUID() + ".json";
    Disk.directories(folder);
    Disk.write(folder.resolve(name), Values.json(fields).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<StepId, Verdict> take() {
    Map<StepId, Verdict> verdicts = new LinkedHashMap<>();
    for (Path file : files()) {
      try {
        taken.add(file);
        if (Files.size(file) <= MOST_BYTES) read(file, verdicts);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("The decision {} cannot be read", file, e);
      }
    }
    return verdicts;
  }

  @Override
  public void forget() {
    for (Path file : taken) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("The decision {} stays where it is", file, e);
      }
    }
    taken.clear();
  }

  @Override
  public Optional<String> chosen(StepId gate, List<String> keys) {
    return precedents.chosen(gate, keys);
  }

  @Override
  public boolean approved(StepId gate, Object value) {
    return precedents.approved(gate, value);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("Decisions cannot be looked for", e);
      return List.of();
    }
  }

  private static void read(Path file, Map<StepId, Verdict> verdicts) throws IOException {
    Object value = Values.parse(Files.readString(file, StandardCharsets.UTF_8));
    if (value instanceof Map<?, ?> fields
        && fields.get("step") instanceof String step
        && fields.get("verdict") instanceof String word) {
      verdicts.put(StepId.of(step), new Verdict(word));
    }
  }
}
