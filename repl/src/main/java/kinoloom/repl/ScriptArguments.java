package kinoloom.repl;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kinoloom.Given;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.console.Nearest;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A script and the values for it. */
final class ScriptArguments {
  private static final String ENDING = ".groovy";
  private static final int NAMED = 8;

  /** Where Jackson says a second time, in its own words, which text it reads. */
  private static final Pattern SOURCE =
      Pattern.compile("\\s*\\(start marker at \\[Source[^\\]]*\\]\\)|\\s*at \\[Source[^\\]]*\\]");

  @Parameters(paramLabel = "SCRIPT", description = "The Groovy script that describes the film.")
  private String script;

  @Option(
      names = "-p",
      paramLabel = "name=value",
      description = "A value for a 'param' of the script; may be repeated.")
  private List<String> params = List.of();

  @Option(
      names = "--params",
      paramLabel = "FILE.json",
      description = "Values for the script's params; those of -p win.")
  private String file;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Which 'profile' of the script holds.")
  private String profile = "";

  @Option(
      names = "--use",
      paramLabel = "NAME=FILE",
      description =
          "A file with the value of an output (or step) that a chat would answer, such as an edited"
              + " storyboard; may be repeated.")
  private List<String> uses = List.of();

  @Option(
      names = "--remake-stale",
      description =
          "Make anew what was made of other takes than count now; else it is used as it is.")
  private boolean remakeStale;

  /** For picocli to fill. */
  ScriptArguments() {}

  ScriptArguments(String script, List<String> params) {
    this.script = script;
    this.params = params;
  }

  String profile() {
    return profile;
  }

  Given given(Path folder) throws IOException {
    return new Given(params(folder), profile, uses(folder), remakeStale);
  }

  /** The script's path. It exists. */
  Path script(Path folder) throws IOException {
    Path path = folder.resolve(script);
    if (Files.isDirectory(path)) {
      throw new Complaint(Exit.SCRIPT, script + " is a folder, not a script", scriptsIn(path));
    }
    if (Files.isRegularFile(path)) return path;
    Path parent = path.toAbsolutePath().getParent();
    String hint =
        Nearest.to(path.getFileName().toString(), scripts(parent))
            .map(name -> "Did you mean " + Path.of(script).resolveSibling(name) + "?")
            .orElseGet(() -> scriptsIn(parent));
    throw new Complaint(Exit.SCRIPT, "no such script: " + script, hint);
  }

  private static String scriptsIn(Path folder) {
    List<String> names = scripts(folder);
    String more = names.size() > NAMED ? ", …" : "";
    return names.isEmpty()
        ? "There is no " + ENDING + " file in " + folder
        : "Scripts there: "
            + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
            + more;
  }

  private static List<String> scripts(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  Map<String, Object> params(Path folder) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (file != null) values.putAll(read(folder.resolve(file)));
    for (String param : params) {
      int equals = param.indexOf('=');
      if (equals < 1) {
        throw Complaint.usage(
            "'-p " + KeyOptions.shown(param) + "' is not name=value", "Such as: -p shots=3");
      }
      values.put(param.substring(0, equals).strip(), param.substring(equals + 1));
    }
    return values;
  }

  /** Files by the name of what they are used for. They exist. */
  Map<String, Path> uses(Path folder) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String use : uses) {
      int equals = use.indexOf('=');
      if (equals < 1) {
        throw Complaint.usage(
            "'--use " + KeyOptions.shown(use) + "' is not NAME=FILE",
            "Such as: --use storyboard=out/latest/storyboard.json");
      }
      String name = use.substring(0, equals).strip();
      Path path = folder.resolve(use.substring(equals + 1));
      if (!Files.isRegularFile(path)) {
        throw Complaint.usage("no such file: " + use.substring(equals + 1) + " (--use)", "");
      }
      if (files.put(name, path) != null) {
        throw Complaint.usage("--use gives '" + name + "' twice", "");
      }
    }
    return files;
  }

  private Map<String, Object> read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw Complaint.usage("no such file: " + file + " (--params)", "");
    }
    try {
      return new ObjectMapper().readValue(path.toFile(), new TypeReference<>() {});
    } catch (MismatchedInputException e) {
      throw Complaint.usage(
          file + " (--params) is not a JSON object of values", "Such as: {\"shots\": 3}");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw Complaint.usage(
          file
              + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
              + " (--params) is not a JSON object of values: "
              + SOURCE.matcher(e.getOriginalMessage()).replaceAll(""),
          "Such as: {\"shots\": 3}");
    }
  }
}
