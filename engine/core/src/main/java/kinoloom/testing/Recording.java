package kinoloom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Values;
import kinoloom.journal.Workspace;

/**
 * The answers of a real run in a folder, to be given again without the platform.
 *
 * <pre>
 * recording.json   {"steps": {"board": {"text": "…"}, "frame[0]": {"file": "frame[0].png"}}}
 * frame[0].png     what a picture or clip step made
 * </pre>
 *
 * A person may read and edit it. What failed is recorded as its message, and fails again.
 */
public final class Recording {
  private static final String INDEX = "recording.json";

  private Recording() {}

  /**
   * Writes down what the paid steps of a run were answered.
   *
   * @param workspace that the run is in
   * @param run its id, or the beginning of just one
   */
  public static void write(Path workspace, String run, Path folder) throws IOException {
    Workspace from = Workspace.open(workspace, InstantSource.system());
    RunFolder source = from.run(run);
    Map<StepId, Kind> kinds = new LinkedHashMap<>();
    Map<String, Object> steps = new LinkedHashMap<>();
    Files.createDirectories(folder);
    for (Entry entry : FileJournal.read(source.journal())) {
      if (entry.event() instanceof Event.StepsAdded added) {
        added.steps().forEach(it -> kinds.put(it.id(), it.kind()));
      }
      if (!(entry.event() instanceof Event.OfStep event) || !paid(kinds, event)) continue;
      Map<String, Object> answer = answer(from, event, folder);
      if (answer != null) steps.put(event.step().value(), answer);
    }
    Files.writeString(folder.resolve(INDEX), Values.pretty(Map.of("steps", steps)) + "\n");
  }

  private static boolean paid(Map<StepId, Kind> kinds, Event.OfStep event) {
    Kind kind = kinds.get(event.step());
    return kind != null && kind.remote();
  }

  /** What an event tells of an answer; null if nothing. */
  private static Map<String, Object> answer(Workspace from, Event.OfStep event, Path folder)
      throws IOException {
    if (event instanceof Event.Failed it) return Map.of("failed", it.message());
    Object value =
        event instanceof Event.Done done
            ? done.value()
            : event instanceof Event.Reused reused ? reused.value() : null;
    if (value == null) return null;
    if (!(value instanceof Artifact file)) return Map.of("text", value);
    String name = event.step().value().replaceAll("[/\\\\:]", "_") + "." + file.extension();
    Path target = folder.resolve(name);
    Files.deleteIfExists(target);
    Files.copy(from.objects().path(file), target);
    return Map.of("file", name);
  }

  /** Teaches a platform a recorded run: each of its steps is answered as it was then. */
  public static void replay(Path folder, ScriptedPlatform platform) throws IOException {
    Map<?, ?> all = (Map<?, ?>) Values.parse(Files.readString(folder.resolve(INDEX)));
    ((Map<?, ?>) all.get("steps"))
        .forEach((step, answer) -> say(folder, platform, String.valueOf(step), (Map<?, ?>) answer));
  }

  private static void say(Path folder, ScriptedPlatform platform, String step, Map<?, ?> answer) {
    Rule rule = platform.on(step);
    if (answer.get("failed") instanceof String message) rule.fails(message);
    else if (answer.get("file") instanceof String name) rule.answers(folder.resolve(name));
    else rule.answers(answer.get("text"));
  }
}
