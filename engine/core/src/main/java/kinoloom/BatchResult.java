package kinoloom;

import java.util.List;
import kinoloom.platform.Money;

/**
 * How a batch ended.
 *
 * @param stopped why rows were left out, and what to do, in a sentence; empty if none was
 * @param spent by all runs of its rows, in this go and before
 */
public record BatchResult(List<Row> rows, String stopped, Money spent) {

  /** How a row ended. */
  public enum Outcome {
    DONE,
    /** All of it was made and published in an earlier go. */
    DONE_BEFORE,
    FAILED,
    /** A person has to decide, pay or see to something. */
    NEEDS_A_PERSON,
    CANCELLED,
    LEFT_OUT
  }

  /**
   * @param number from 1
   * @param run its run; empty for a row that was left out before it had one
   * @param reason why it is not done; empty if it is
   * @param result how the run ended in this go; null where it did not run
   */
  public record Row(
      int number, BatchRow row, Outcome outcome, String run, String reason, RunResult result) {

    public boolean done() {
      return outcome == Outcome.DONE || outcome == Outcome.DONE_BEFORE;
    }
  }

  public BatchResult {
    rows = List.copyOf(rows);
  }

  public boolean done() {
    return rows.stream().allMatch(Row::done);
  }

  public long count(Outcome outcome) {
    return rows.stream().filter(row -> row.outcome() == outcome).count();
  }
}
