package kinoloom.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage.Description;
import kinoloom.graph.ScriptLanguage.Param;
import kinoloom.repl.console.Columns;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description =
        "Looks for mistakes in a script, and lists its params. Nothing is sent and nothing kept.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private ScriptArguments arguments;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    Path script = arguments.script(shell.folder());
    Path scratch = Files.createTempDirectory("kino-check");
    var places = new EngineRoom.Places(shell.folder(), scratch, scratch.resolve("out"));
    try (EngineRoom room = EngineRoom.reading(places)) {
      Description found = room.engine().check(script, arguments.given(shell.folder()));
      if (json) shell.console().json(JsonText.of(json(found)));
      else tell(found);
      return 0;
    } finally {
      delete(scratch);
    }
  }

  private void tell(Description found) {
    for (Problem note : found.notes()) {
      String source = found.texts().getOrDefault(note.place().file(), "");
      shell.console().note("note: " + Failures.told(note, source).replace("\n", "\n      "));
    }
    Columns table = new Columns();
    for (Param param : found.params()) {
      String value = param.required() ? "(must be given)" : String.valueOf(param.value());
      table.row("  -p " + param.name() + "=", value, param.type(), param.about());
    }
    String params = found.params().isEmpty() ? "" : "\nIts params:\n" + table;
    shell.console().result("No mistake in " + found.sources().get(0).name() + "." + params);
  }

  private static Map<String, Object> json(Description found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", "ok");
    json.put("notes", found.notes());
    List<Map<String, Object>> params = new ArrayList<>();
    for (Param param : found.params()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", param.name());
      row.put("type", param.type());
      row.put("value", param.value());
      row.put("required", param.required());
      row.put("about", param.about());
      params.add(row);
    }
    json.put("params", params);
    json.put("files", found.sources().stream().map(it -> it.name()).toList());
    return json;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
