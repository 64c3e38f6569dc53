package kinoloom;

import java.util.regex.Pattern;
import kinoloom.plan.StepState;
import kinoloom.platform.TaskId;
import kinoloom.run.RescueLine;

/**
 * A task that a person has found: its id, or the {@link RescueLine} that was printed when the disk
 * did not take the platform's answer.
 *
 * @param line null if it was only an id
 */
record Adoption(TaskId task, RescueLine line) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final int SHOWN = 140;

  /**
   * @throws DecisionException when it is neither
   */
  static Adoption of(String text) {
    String given = text.strip();
    if (given.contains("RESCUE ")) return of(line(given));
    if (ID.matcher(given).matches()) return new Adoption(new TaskId(given), null);
    String shown = given.length() > SHOWN ? given.substring(0, SHOWN) + "…" : given;
    throw new DecisionException(
        "'" + shown + "' is no task id",
        "give the id that the account's records show, or the whole line");
  }

  private static Adoption of(RescueLine line) {
    if (line.task() != null) return new Adoption(line.task(), line);
    throw new DecisionException(
        "The RESCUE line has an answer and no task",
        "resuming the run reads the answer, if it is whole, from the file that the line was kept in");
  }

  private static RescueLine line(String text) {
    try {
      return RescueLine.parse(text);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage();
      throw new DecisionException(
          Character.toUpperCase(why.charAt(0)) + why.substring(1),
          "or give the id of the task alone");
    }
  }

  /**
   * @throws DecisionException when the line is about something else
   */
  void belongsTo(String run, StepState step) {
    if (line == null) return;
    compare("run", line.run(), run);
    compare("step", line.step().value(), step.id().value());
    compare("attempt", String.valueOf(line.attempt()), String.valueOf(step.attempt()));
    // A damaged journal may have lost the number.
    if (!step.transno().isEmpty()) compare("transno", line.transno(), step.transno());
  }

  private static void compare(String name, String found, String expected) {
    if (found.equals(expected)) return;
    throw new DecisionException(
        "The RESCUE line is of " + name + " '" + found + "', and this is '" + expected + "'",
        "name the run and the step that the line names");
  }
}
