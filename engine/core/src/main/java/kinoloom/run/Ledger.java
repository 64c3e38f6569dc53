package kinoloom.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.plan.Attempt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * The money of a run as a table: a row for each paid request that arrived or may have, and one for
 * each step that needed none. Amounts are in 元.
 */
public final class Ledger {
  private Ledger() {}

  /**
   * @param take null while it is not known
   * @param reason what the money is for: {@code made}, {@code of no use}, {@code in doubt}, {@code
   *     cut off}, {@code given up}, {@code made and lost}, {@code failed on the platform}, {@code
   *     under way}, {@code reused}, {@code given}, {@code on this machine}, {@code not sent}
   * @param sent null where nothing was
   */
  public record Row(
      StepId step,
      Kind kind,
      String model,
      Integer take,
      String reason,
      Sent sent,
      Amount amount) {}

  /**
   * @param why {@code first}, {@code again: after a failure}, {@code again: asked for what was
   *     wrong}, {@code again: by policy}, {@code again: by user}, {@code again: its task had
   *     failed}, {@code again: what it made was refused} or {@code by the fallback}
   * @param task null where none is known
   * @param at null where it is not known
   */
  public record Sent(int attempt, String why, String transno, TaskId task, Instant at) {}

  /**
   * @param estimate the most it could cost; null where nothing was sent
   * @param actual null while that is not known
   */
  public record Amount(Money estimate, Money actual) {
    private static final Amount NOTHING = new Amount(null, Money.ZERO);

    /** Null while that is not known. */
    public Money difference() {
      return estimate == null || actual == null ? null : actual.minus(estimate);
    }
  }

  public static List<Row> rows(RunState state) {
    List<Row> rows = new ArrayList<>();
    for (StepState step : state.steps()) {
      if (step.info() == null || step.info().kind() == Kind.EXPAND) continue;
      for (Attempt attempt : step.attempts()) rows.add(row(step, attempt));
      if (step.attempts().isEmpty() || step.reused()) {
        rows.add(row(step, free(step), null, Amount.NOTHING));
      }
    }
    return rows;
  }

  private static Row row(StepState step, Attempt attempt) {
    Sent sent =
        new Sent(
            attempt.number(),
            attempt.sent().inWords(),
            attempt.transno(),
            attempt.task(),
            attempt.at());
    Amount amount = new Amount(attempt.worst().money(), attempt.cost());
    Row row = row(step, attempt.fate().inWords(), sent, amount);
    // Who has fallen back has asked another model before.
    String model = attempt.model().isEmpty() ? row.model() : attempt.model();
    return new Row(
        row.step(), row.kind(), model, row.take(), row.reason(), row.sent(), row.amount());
  }

  private static Row row(StepState step, String reason, Sent sent, Amount amount) {
    Integer take = step.prepared() == null ? null : step.prepared().take();
    return new Row(step.id(), step.info().kind(), step.info().model(), take, reason, sent, amount);
  }

  private static String free(StepState step) {
    if (step.draft()) return "draft: " + step.lack();
    if (step.reused()) return "reused";
    if (step.supplied()) return "given";
    if (step.phase() != Phase.DONE) return "not sent";
    return step.info().kind().remote() ? "made" : "on this machine";
  }

  static String csv(RunState state) {
    StringBuilder csv =
        new StringBuilder(
            "step,take,attempt,kind,model,sent,reason,transno,task,when,estimate,actual,difference\n");
    Money estimated = Money.ZERO;
    for (Row row : rows(state)) {
      write(csv, row);
      Amount amount = row.amount();
      if (amount.difference() != null) estimated = estimated.plus(amount.estimate());
    }
    Money spent = state.spent();
    Money doubtful = state.doubtful();
    total(csv, "spent", estimated, spent, spent.minus(estimated));
    total(csv, "in doubt", doubtful, "", "");
    total(csv, "reserved", state.reserved().minus(doubtful), "", "");
    return csv.toString();
  }

  private static void write(StringBuilder csv, Row row) {
    Sent sent = row.sent();
    write(
        csv,
        row.step(),
        row.take(),
        sent == null ? null : sent.attempt(),
        row.kind().verb(),
        row.model(),
        sent == null ? null : sent.why(),
        row.reason(),
        sent == null ? null : sent.transno(),
        sent == null ? null : sent.task(),
        sent == null ? null : sent.at(),
        row.amount().estimate(),
        row.amount().actual(),
        row.amount().difference());
  }

  private static void total(
      StringBuilder csv, String what, Object estimate, Object actual, Object difference) {
    write(csv, "total", "", "", "", "", "", what, "", "", "", estimate, actual, difference);
  }

  private static void write(StringBuilder csv, Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) csv.append(',');
      if (cells[i] != null) csv.append(cell(cells[i].toString(), cells[i] instanceof Money));
    }
    csv.append('\n');
  }

  /** Quoted where CSV asks for it; a text never begins a formula in a spreadsheet. */
  private static String cell(String text, boolean number) {
    String safe =
        !number && text.matches("(?s)[=+@\\-\t\r\n\uff1d\uff0b\uff0d\uff20].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
