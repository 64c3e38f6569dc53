package kinoloom;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.plan.StepState;
import kinoloom.platform.TaskId;

/**
 * A task that a person has found: its id, or a line {@code RESCUE run=… step=… transno=… task=…}
 * that was printed when the disk did not take the platform's answer.
 */
record Adoption(TaskId task, Map<String, String> line) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern TOKEN = Pattern.compile("([a-z]+)=(?:\"([^\"]*)\"|(\\S+))");
  private static final String HINT =
      "give the id that the account's records show, or the whole line";

  /**
   * @throws DecisionException when it is neither
   */
  static Adoption of(String text) {
    String given = text.strip();
    Map<String, String> line = given.contains("RESCUE") ? tokens(given) : Map.of();
    String id = line.isEmpty() ? given : line.getOrDefault("task", "");
    if (ID.matcher(id).matches()) return new Adoption(new TaskId(id), line);
    String what = line.isEmpty() ? "is no task id" : "is a RESCUE line without a task";
    String shown = given.length() > 140 ? given.substring(0, 140) + "…" : given;
    throw new DecisionException("'" + shown + "' " + what, HINT);
  }

  private static Map<String, String> tokens(String line) {
    Map<String, String> tokens = new HashMap<>();
    Matcher matcher = TOKEN.matcher(line.substring(line.indexOf("RESCUE")));
    while (matcher.find()) {
      tokens.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }
    return tokens;
  }

  /**
   * @throws DecisionException when the line is about something else
   */
  void belongsTo(String run, StepState step) {
    compare("run", run);
    compare("step", step.id().value());
    compare("attempt", String.valueOf(step.attempt()));
    compare("transno", step.transno());
  }

  private void compare(String name, String expected) {
    String found = line.get(name);
    if (found == null || found.equals(expected)) return;
    throw new DecisionException(
        "The RESCUE line is of " + name + " '" + found + "', and this is '" + expected + "'",
        "name the run and the step that the line names");
  }
}
