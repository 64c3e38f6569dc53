package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Batch;
import kinoloom.BatchResult;
import kinoloom.BatchRow;
import kinoloom.Plan;
import kinoloom.platform.Money;
import kinoloom.repl.console.CleanText;
import kinoloom.repl.console.Columns;

/** A batch as tables: what it is going to cost, and how it ended. */
public final class BatchView {
  private static final int LONGEST = 60;

  private BatchView() {}

  /** What is going to be made, row by row. */
  public static String plan(Batch batch) {
    Columns table = new Columns("ROW", "WHERE", "STEPS", "CACHED", "YUAN", "VALUES").right(2, 3, 4);
    for (Batch.Row row : batch.rows()) {
      table.row(
          String.valueOf(row.number()),
          row.row().place().toString(),
          String.valueOf(row.plan().steps().size()),
          row.done() ? "done" : String.valueOf(cached(row.plan())),
          row.done() ? "" : Yuan.range(row.plan().low(), row.plan().high()),
          values(row.row()));
    }
    long left = batch.rows().stream().filter(row -> !row.done()).count();
    Money budget = batch.budget();
    return table
        + "\n\n"
        + (batch.rows().size() == 1 ? "1 row" : batch.rows().size() + " rows")
        + ", "
        + left
        + " to make; to pay: "
        + Yuan.range(batch.low(), batch.high())
        + " yuan, less where rows ask for the same"
        + (budget == null ? "" : "\nbudget of the batch: " + Yuan.of(budget));
  }

  private static long cached(Plan plan) {
    return plan.steps().stream().filter(it -> it.state() == Plan.State.CACHED).count();
  }

  /** {@code theme=cats, shots=3}. */
  public static String values(BatchRow row) {
    String text =
        row.params().entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining(", "));
    String line = CleanText.line(text);
    if (line.codePointCount(0, line.length()) <= LONGEST) return line;
    return line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }

  public static String summary(BatchResult result, boolean emulated) {
    Columns table = new Columns("ROW", "WHERE", "STATE", "YUAN", "RUN", "REASON").right(3);
    for (BatchResult.Row row : result.rows()) {
      table.row(
          String.valueOf(row.number()),
          row.row().place().toString(),
          words(row.outcome()),
          row.result() == null ? "" : row.result().spent().toString(),
          row.run(),
          row.outcome() == BatchResult.Outcome.LEFT_OUT ? "" : row.reason());
    }
    long done = result.rows().stream().filter(BatchResult.Row::done).count();
    return table
        + "\n\n"
        + done
        + " of "
        + result.rows().size()
        + " done, spent "
        + Yuan.of(result.spent())
        + (emulated ? " (emulator money)" : "");
  }

  private static String words(BatchResult.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public static Map<String, Object> json(BatchResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", result.done() ? "done" : "failed");
    json.put("stopped", result.stopped());
    json.put("spent", result.spent());
    List<Map<String, Object>> rows = result.rows().stream().map(BatchView::json).toList();
    json.put("rows", rows);
    return json;
  }

  private static Map<String, Object> json(BatchResult.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("row", row.number());
    json.put("place", row.row().place());
    json.put("params", row.row().params());
    json.put("state", words(row.outcome()));
    json.put("run", row.run());
    json.put("reason", row.reason());
    json.put("spent", row.result() == null ? null : row.result().spent());
    json.put("files", row.result() == null ? null : row.result().files());
    return json;
  }
}
