package kinoloom.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * storyboard.json} or {@code .txt} for a value; and {@code ledger.csv} beside them.
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
    directories(folder.toAbsolutePath());
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      published.put(output.getKey(), publish(fileName(output.getKey()), output.getValue()));
    }
    Path ledger = folder.resolve("ledger.csv");
    write(ledger, Ledger.csv(state));
    published.put("ledger", List.of(ledger));
    return published;
  }

  private List<Path> publish(String name, Object value) throws IOException {
    if (value instanceof Artifact artifact) {
      Path target = folder.resolve(name + "." + artifact.extension());
      directories(target.toAbsolutePath().getParent());
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
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String key = fileName(String.valueOf(entry.getKey()));
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

  /** Output names are the script's own words; none of them leads out of the folder. */
  private static String fileName(String output) {
    String name = output.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
    return name.startsWith(".") ? "_" + name : name;
  }

  /** Forced before it is renamed: a power cut would leave an empty file under the name. */
  private static void write(Path target, String text) throws IOException {
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
    Files.move(
        temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Disk.force(target.getParent());
  }

  /** As anybody may see them, and durable: a file is there only if the folders above it are. */
  private static void directories(Path directory) throws IOException {
    if (Files.isDirectory(directory)) return;
    directories(directory.getParent());
    Files.createDirectories(directory);
    Disk.force(directory.getParent());
  }
}
