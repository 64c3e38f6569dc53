package kinoloom.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.StepId;

/**
 * What steps asked for the last time, by their names. Journals are read newest first and no further
 * than needed; of each only the lines about requests are understood, and what is damaged is passed
 * over: this is for people, and nothing is paid by it.
 */
public final class FormerRequests {
  /** A step that is not in one of these is told as a new one. */
  private static final int RUNS = 100;

  private static final String PREPARED = "\"type\":\"prepared\",\"step\":";
  private static final String DONE = "\"type\":\"step.done\",\"step\":";
  private static final String REUSED = "\"type\":\"reused\",\"step\":";

  private final Map<String, StepId> wanted = new HashMap<>();
  private final Map<StepId, Former> found = new LinkedHashMap<>();

  private FormerRequests(Set<StepId> steps) {
    for (StepId step : steps) wanted.put(raw(Values.json(step.value())), step);
  }

  /**
   * A request of an earlier run.
   *
   * @param request as the journal describes it
   * @param made whether that run has its result
   */
  public record Former(String run, Map<String, Object> request, boolean made) {}

  /**
   * @param script the runs of a script of this name come first
   */
  public static Map<StepId, Former> of(List<RunFolder> runs, String script, Set<StepId> steps) {
    FormerRequests former = new FormerRequests(steps);
    List<RunFolder> newest = runs.subList(0, Math.min(RUNS, runs.size()));
    Set<RunFolder> others = new HashSet<>();
    for (RunFolder run : newest) {
      if (former.wanted.isEmpty()) break;
      if (!former.read(run, "\"script\":" + Values.json(script))) others.add(run);
    }
    for (RunFolder run : newest) {
      if (!former.wanted.isEmpty() && others.contains(run)) former.read(run, "");
    }
    return former.found;
  }

  /** Whether the run is of that script, which its first events tell. */
  private boolean read(RunFolder run, String ofScript) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(run.journal());
    } catch (IOException e) {
      return false;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int script = text.indexOf(raw(ofScript));
    if (script < 0) return false;
    Map<StepId, Integer> lines = new LinkedHashMap<>();
    Set<StepId> made = new HashSet<>();
    each(text, PREPARED, lines::put);
    each(text, DONE, (step, line) -> made.add(step));
    each(text, REUSED, (step, line) -> made.add(step));
    lines.forEach((step, line) -> take(run, step, Line.at(bytes, line), made.contains(step)));
    return true;
  }

  private interface Found {
    void at(StepId step, int line);
  }

  private void each(String text, String what, Found then) {
    for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) {
      int begin = at + what.length();
      int end = text.indexOf('"', begin + 1);
      while (end > 0 && text.charAt(end - 1) == '\\') end = text.indexOf('"', end + 1);
      StepId step = end < 0 ? null : wanted.get(text.substring(begin, end + 1));
      if (step != null) then.at(step, text.lastIndexOf('\n', at) + 1);
    }
  }

  private void take(RunFolder run, StepId step, Line line, boolean made) {
    if (line.json() == null) return;
    try {
      if (!(Values.parse(line.json()) instanceof Map<?, ?> fields)) return;
      Event event = EventCodec.decode("prepared", new Fields(fields).copy(true));
      if (!(event instanceof Event.Prepared prepared)) return;
      found.put(step, new Former(run.id(), prepared.request(), made));
      wanted.values().remove(step);
    } catch (IllegalArgumentException e) {
      // A line that nobody understands tells nothing.
    }
  }

  /** As the bytes of it are seen one by one. */
  private static String raw(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
