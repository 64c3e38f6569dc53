package kinoloom.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.Disk;
import kinoloom.journal.Values;
import kinoloom.plan.RunState;

/**
 * Puts a run's outputs where its user looks for them: {@code film.mp4} for one file, {@code
 * clips/01.mp4} and so on for a list of files, {@code heroes/cat.png} for a map, {@code
 * storyboard.json} or {@code .txt} for a value; and {@code ledger.csv} beside them. {@link
 * FileNames} says what becomes of names that are no good for files.
 */
public final class Publisher {
  private final ArtifactStore store;
  private final Path folder;

  public Publisher(ArtifactStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Publishes what is known; each file appears whole or not at all. */
  Map<String, List<Path>> publish(Map<String, Object> outputs, RunState state) throws IOException {
    Map<String, List<Path>> published = new LinkedHashMap<>();
    if (outputs.isEmpty() && state.steps().isEmpty()) return published;
    Disk.sharedDirectories(folder);
    FileNames names = new FileNames();
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      published.put(output.getKey(), publish(names.of(output.getKey()), output.getValue()));
    }
    Path ledger = folder.resolve("ledger.csv");
    write(ledger, Ledger.csv(state));
    published.put("ledger", List.of(ledger));
    return published;
  }

  /** What chats said that could not be used: {@code board.answer.txt}. */
  Map<String, List<Path>> answers(Map<String, String> said) throws IOException {
    Map<String, List<Path>> published = new LinkedHashMap<>();
    if (!said.isEmpty()) Disk.sharedDirectories(folder);
    FileNames names = new FileNames();
    for (Map.Entry<String, String> answer : said.entrySet()) {
      Path target = folder.resolve(names.of(answer.getKey()) + ".answer.txt");
      write(target, answer.getValue() + "\n");
      published.put(answer.getKey() + ".answer", List.of(target));
    }
    return published;
  }

  private List<Path> publish(String name, Object value) throws IOException {
    if (value instanceof Artifact artifact) {
      Path target = folder.resolve(name + "." + artifact.extension());
      store.publish(artifact, target);
      return List.of(target);
    }
    if (value instanceof List<?> list && holdsOnlyFiles(list)) {
      List<Path> paths = new ArrayList<>();
      int digits = Math.max(2, String.valueOf(list.size()).length());
      for (int i = 0; i < list.size(); i++) {
        String number = String.format(Locale.ROOT, "%0" + digits + "d", i + 1);
        paths.addAll(publish(name + "/" + number, list.get(i)));
      }
      return paths;
    }
    if (value instanceof Map<?, ?> map && holdsOnlyFiles(map)) {
      List<Path> paths = new ArrayList<>();
      FileNames names = new FileNames();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = names.of(String.valueOf(entry.getKey()));
        paths.addAll(publish(name + "/" + key, entry.getValue()));
      }
      return paths;
    }
    boolean prose = value instanceof String;
    Path target = folder.resolve(name + (prose ? ".txt" : ".json"));
    write(target, (prose ? value : Values.pretty(value)) + "\n");
    return List.of(target);
  }

  /** Whether there is a file in it, in lists and maps of any depth, and nothing else. */
  private static boolean holdsOnlyFiles(Object value) {
    if (value instanceof List<?> list) {
      return !list.isEmpty() && list.stream().allMatch(Publisher::holdsOnlyFiles);
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty() && map.values().stream().allMatch(Publisher::holdsOnlyFiles);
    }
    return value instanceof Artifact;
  }

  private static void write(Path target, String text) throws IOException {
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    Disk.rename(temporary, target);
  }
}
