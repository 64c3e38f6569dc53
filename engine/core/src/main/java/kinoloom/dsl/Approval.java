package kinoloom.dsl;

import kinoloom.graph.Deadline;
import kinoloom.graph.ValueException;

/** The words of {@code approve}. */
public final class Approval {
  private static final String HINT = "such as deadline '2h', then otherwise 'approve'";

  private Object deadline;
  private Object otherwise;

  Approval() {}

  /** How long a person is waited for: {@code deadline '2h'}. */
  public void deadline(Object length) {
    of(DslValues.plain(length), "approve");
    deadline = DslValues.plain(length);
  }

  /** What is decided then: {@code otherwise 'approve'}, or {@code 'reject'}. */
  public void otherwise(Object decision) {
    of("1h", DslValues.plain(decision));
    otherwise = DslValues.plain(decision);
  }

  Deadline said() {
    return of(deadline, otherwise);
  }

  private Deadline of(Object length, Object decision) {
    try {
      return Deadline.of(length, decision, 0);
    } catch (ValueException e) {
      String about = decision == null ? "deadline" : length == null ? "otherwise" : "";
      throw new ScriptMistake(about, e.getMessage(), HINT);
    }
  }
}
