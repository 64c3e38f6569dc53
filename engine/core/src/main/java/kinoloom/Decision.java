package kinoloom;

import java.util.Objects;
import kinoloom.platform.TaskId;

/**
 * What a person decides about a step in doubt.
 *
 * @param adopted a task's id, or a whole {@code RESCUE} line; null unless a task is adopted
 */
public record Decision(Choice choice, String adopted) {

  public enum Choice {
    /** The platform has a task of it, and this is its id. */
    ADOPT,
    /** It is made again when the run goes on, and may be paid twice. */
    RESUBMIT,
    /** Nothing more is done about it. It may have been paid. */
    ABANDON
  }

  public Decision {
    Objects.requireNonNull(choice, "choice");
  }

  /**
   * @param task the id of a task, or a whole {@code RESCUE} line as it was printed
   */
  public static Decision adopt(String task) {
    return new Decision(Choice.ADOPT, Objects.requireNonNull(task, "task"));
  }

  public static Decision adopt(TaskId task) {
    return adopt(task.value());
  }

  public static Decision resubmit() {
    return new Decision(Choice.RESUBMIT, null);
  }

  public static Decision abandon() {
    return new Decision(Choice.ABANDON, null);
  }
}
