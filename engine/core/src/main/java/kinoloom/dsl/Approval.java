package kinoloom.dsl;

import kinoloom.graph.Deadline;
import kinoloom.graph.ValueException;

/** The words of {@code approve}. */
public final class Approval {
  private Object deadline;
  private Object otherwise;

  Approval() {}

  /** How long a person is waited for: {@code deadline '2h'}. */
  public void deadline(Object length) {
    deadline = DslValues.plain(length);
  }

  /** What is decided then: {@code otherwise 'approve'}, or {@code 'reject'}. */
  public void otherwise(Object decision) {
    otherwise = DslValues.plain(decision);
  }

  Deadline said() {
    try {
      return Deadline.of(deadline, otherwise, 0);
    } catch (ValueException e) {
      throw new ScriptMistake(e.getMessage(), "such as deadline '2h', then otherwise 'approve'");
    }
  }
}
