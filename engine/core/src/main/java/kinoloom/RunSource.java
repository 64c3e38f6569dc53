package kinoloom;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.artifact.Disk;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;

/**
 * The script of a run as it was when the run began, kept in the run's folder, so that editing the
 * original changes no run that is under way.
 */
record RunSource(Script script, Map<String, Object> params) {

  /** Reads a script where its author keeps it. */
  static Script load(Path script) throws IOException {
    if (!Files.exists(script)) throw new NoSuchFileException(script.toString());
    if (!Files.isRegularFile(script))
      throw new IOException("'" + script + "' is not a script but a directory");
    String name = script.getFileName().toString();
    return new Script(name, text(script, name), script.toAbsolutePath().normalize().getParent());
  }

  private static String text(Path script, String name) throws IOException {
    try {
      return Files.readString(script, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new InvalidWorkflowException(
          List.of(
              new Problem(
                  new Place(name, 0),
                  "This is not a script: it is no UTF-8 text",
                  "save it as UTF-8")));
    }
  }

  static void write(RunFolder folder, Script script, Map<String, Object> params)
      throws IOException {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("script", script.name());
    kept.put("folder", script.folder().toString());
    kept.put("params", params);
    // On disk before the journal is: a run that has one can be taken up again after a power cut.
    Disk.write(folder.script(), script.text().getBytes(StandardCharsets.UTF_8));
    Disk.write(folder.params(), (Values.pretty(kept) + "\n").getBytes(StandardCharsets.UTF_8));
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
    Script script =
        new Script(
            (String) kept.get("script"),
            Files.readString(folder.script(), StandardCharsets.UTF_8),
            Path.of((String) kept.get("folder")));
    return new RunSource(script, (Map<String, Object>) kept.get("params"));
  }
}
