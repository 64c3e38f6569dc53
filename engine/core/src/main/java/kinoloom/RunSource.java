package kinoloom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;

/**
 * The script of a run as it was when the run began, kept in the run's folder, so that editing the
 * original changes no run that is under way.
 */
record RunSource(Script script, Map<String, Object> params) {

  static void write(RunFolder folder, Script script, Map<String, Object> params)
      throws IOException {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("script", script.name());
    kept.put("folder", script.folder().toString());
    kept.put("params", params);
    Files.writeString(folder.script(), script.text(), StandardCharsets.UTF_8);
    Files.writeString(folder.params(), Values.pretty(kept) + "\n", StandardCharsets.UTF_8);
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
