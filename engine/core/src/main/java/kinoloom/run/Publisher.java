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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.Disk;
import kinoloom.journal.Values;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

/**
 * Puts a run's outputs where its user looks for them: {@code film.mp4} for one file, {@code
 * clips/01.mp4} and so on for a list of files, {@code heroes/cat.png} for a map, {@code
 * storyboard.json} or {@code .txt} for a value; and {@code ledger.csv} beside them. A film without
 * some of its clips is {@code film.draft.mp4}, until it is published whole. {@link FileNames} says
 * what becomes of names that are no good for files.
 */
public final class Publisher {
  private static final String DRAFT = ".draft";

  private final ArtifactStore store;
  private final Path folder;

  /** Files that lack something. */
  private Set<Object> drafts = Set.of();

  public Publisher(ArtifactStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Publishes what is known; each file appears whole or not at all. */
  Map<String, List<Path>> publish(Map<String, Object> outputs, RunState state) throws IOException {
    Map<String, List<Path>> published = new LinkedHashMap<>();
    if (outputs.isEmpty() && state.steps().isEmpty()) return published;
    Disk.sharedDirectories(folder);
    drafts = state.drafts().stream().map(StepState::value).collect(Collectors.toSet());
    FileNames names = new FileNames();
    for (Map.Entry<String, Object> output : outputs.entrySet()) {
      published.put(output.getKey(), publish(names.of(output.getKey()), output.getValue()));
    }
    for (Map.Entry<String, List<Path>> output : published.entrySet()) {
      removeDrafts(state.published().getOrDefault(output.getKey(), List.of()), output.getValue());
    }
    Path ledger = folder.resolve("ledger.csv");
    write(ledger, Ledger.csv(state));
    published.put("ledger", List.of(ledger));
    return published;
  }

  /** A draft that stood there before, once what it was a draft of does. */
  private void removeDrafts(List<String> before, List<Path> now) throws IOException {
    for (String path : before) {
      Path file = folder.getFileSystem().getPath(path);
      boolean draft = path.matches(".*" + Pattern.quote(DRAFT) + "\\.\\w+");
      if (draft && file.startsWith(folder) && !now.contains(file)) Files.deleteIfExists(file);
    }
  }

  /** Shows what a person is to decide about, in {@code takes}. */
  List<Path> preview(Map<String, Object> values) throws IOException {
    List<Path> paths = new ArrayList<>();
    Disk.sharedDirectories(folder.resolve("takes"));
    FileNames names = new FileNames();
    for (Map.Entry<String, Object> value : values.entrySet()) {
      paths.addAll(publish("takes/" + names.of(value.getKey()), value.getValue()));
    }
    return paths;
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
      String draft = drafts.contains(artifact) ? DRAFT : "";
      Path target = folder.resolve(name + draft + "." + artifact.extension());
      store.publish(artifact, target);
      Optional<Path> captions = Captions.of(store, artifact);
      if (captions.isEmpty()) return List.of(target);
      Path beside = folder.resolve(name + ".srt");
      write(beside, Files.readString(captions.get()));
      return List.of(target, beside);
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
