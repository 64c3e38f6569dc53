package kinoloom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.artifact.Disk;
import kinoloom.artifact.Sha256;
import kinoloom.graph.ScriptLanguage.Library;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.graph.ScriptLanguage.Source;
import kinoloom.graph.ScriptText;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;

/**
 * The script of a run as it was when the run began, with the files it includes, kept in the run's
 * folder, so that editing the original changes no run that is under way.
 *
 * @param profile which of its profiles holds; empty for none
 * @param included what the files said that it includes
 */
record RunSource(
    Script script, Map<String, Object> params, String profile, Map<Path, String> included) {

  RunSource(Script script, Map<String, Object> params, String profile) {
    this(script, params, profile, Map.of());
  }

  /** Whether a script and all that it included is still the same. */
  boolean sameAs(Script now, String nowProfile) {
    boolean same =
        script.name().equals(now.name())
            && script.text().equals(now.text())
            && script.folder().equals(now.folder())
            && profile.equals(nowProfile);
    return same
        && included.entrySet().stream().allMatch(it -> unchanged(it.getKey(), it.getValue()));
  }

  private static boolean unchanged(Path file, String text) {
    try {
      return ScriptText.read(file, file.getFileName().toString()).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads a script where its author keeps it. */
  static Script load(Path script) throws IOException {
    if (!Files.exists(script)) throw new NoSuchFileException(script.toString());
    if (!Files.isRegularFile(script))
      throw new IOException("'" + script + "' is not a script but a directory");
    String name = script.getFileName().toString();
    Path folder = script.toAbsolutePath().normalize().getParent();
    return new Script(name, ScriptText.read(script, name), folder);
  }

  /** The same script, with the texts of its files as they were read before. */
  static Script asRead(Script script, List<Source> sources) {
    Map<Path, String> texts = new HashMap<>();
    for (Source source : sources) texts.put(source.path(), source.text());
    return new Script(script.name(), script.text(), script.folder(), library(texts));
  }

  private static Library library(Map<Path, String> texts) {
    return (file, name) -> {
      String text = texts.get(file);
      if (text == null) throw new IOException("the run began without it");
      return text;
    };
  }

  /**
   * @param sources the script and the files that it includes
   */
  static void write(RunFolder folder, Script script, List<Source> sources, RunSource with)
      throws IOException {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("script", script.name());
    kept.put("folder", script.folder().toString());
    kept.put("params", with.params());
    if (!with.profile().isEmpty()) kept.put("profile", with.profile());
    List<Map<String, Object>> included = new ArrayList<>();
    for (Source source : sources.subList(Math.min(1, sources.size()), sources.size())) {
      included.add(include(folder, source, included.size() + 1));
    }
    if (!included.isEmpty()) kept.put("included", included);
    // On disk before the journal is: a run that has one can be taken up again after a power cut.
    Disk.write(folder.script(), script.text().getBytes(StandardCharsets.UTF_8));
    Disk.write(folder.params(), (Values.pretty(kept) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> include(RunFolder folder, Source source, int number)
      throws IOException {
    byte[] text = source.text().getBytes(StandardCharsets.UTF_8);
    String file = "included-" + number + ".groovy";
    Disk.write(folder.path().resolve(file), text);
    Map<String, Object> included = new LinkedHashMap<>();
    included.put("name", source.name());
    included.put("path", source.path().toString());
    included.put("file", file);
    included.put("sha256", Sha256.of(text));
    return included;
  }

  /** What a file said that was included. */
  private static String kept(RunFolder folder, Map<String, Object> included) throws IOException {
    Path file = folder.path().resolve((String) included.get("file"));
    byte[] text = Files.readAllBytes(file);
    if (!Sha256.of(text).equals(included.get("sha256"))) {
      throw new IOException(
          file + " was changed: it is " + included.get("name") + " as the run began");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("unchecked")
  static RunSource read(RunFolder folder) throws IOException {
    if (!Files.exists(folder.script())) {
      throw new IOException(
          "Run " + folder.id() + " was made in Java: resume it with the same workflow from there");
    }
    Map<String, Object> kept =
        (Map<String, Object>)
            Values.parse(Files.readString(folder.params(), StandardCharsets.UTF_8));
    Map<Path, String> texts = new HashMap<>();
    for (Object it : (List<Object>) kept.getOrDefault("included", List.of())) {
      Map<String, Object> included = (Map<String, Object>) it;
      texts.put(Path.of((String) included.get("path")), kept(folder, included));
    }
    Script script =
        new Script(
            (String) kept.get("script"),
            Files.readString(folder.script(), StandardCharsets.UTF_8),
            Path.of((String) kept.get("folder")),
            library(texts));
    return new RunSource(
        script,
        (Map<String, Object>) kept.get("params"),
        (String) kept.getOrDefault("profile", ""),
        texts);
  }
}
