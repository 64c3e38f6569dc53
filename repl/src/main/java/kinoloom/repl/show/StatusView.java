package kinoloom.repl.show;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kinoloom.RunStatus;
import kinoloom.graph.Quantity;
import kinoloom.plan.Amounts;
import kinoloom.platform.Money;
import kinoloom.repl.console.CleanText;
import kinoloom.repl.console.Columns;
import kinoloom.run.Ledger;
import kinoloom.run.ResolveHint;

/** One run, or all of them, as a table or a tree for programs. */
public final class StatusView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final Set<String> GOES_ON = Set.of("interrupted", "paused", "cancelled", "failed");

  private static final Set<String> UNDECIDED = Set.of("needs a decision", "output expired");

  private StatusView() {}

  public static String text(RunStatus run) {
    StringBuilder text = new StringBuilder(run.id() + "  " + run.state());
    if (run.title() != null && !run.title().isEmpty())
      text.append("  " + CleanText.line(run.title()));
    text.append("\nstarted " + started(run));
    text.append(", " + money(run.spending()));
    if (!run.steps().isEmpty()) text.append("\n\n" + steps(run.steps()));
    if (!run.published().isEmpty()) text.append("\n\n" + String.join("\n", run.published()));
    if (GOES_ON.contains(run.state())) text.append("\n\n" + next(run));
    return text.toString();
  }

  /** {@code spent 3.00 of 20.00 yuan (as given), in doubt 0.10 yuan, 3 of 12 clips (as given)}. */
  private static String money(RunStatus.Spending spending) {
    List<String> parts = new ArrayList<>();
    parts.add("spent " + spending.spent() + BudgetWords.ofBudget(spending.allowance()));
    if (spending.reserved().fen() > 0) parts.add("reserved " + Yuan.of(spending.reserved()));
    if (spending.inDoubt().fen() > 0) parts.add("in doubt " + Yuan.of(spending.inDoubt()));
    parts.addAll(
        BudgetWords.counted(spending.allowance(), new Amounts(Money.ZERO, spending.counts())));
    return String.join(", ", parts);
  }

  private static String next(RunStatus run) {
    String resume = "kino resume " + run.id() + BudgetWords.options(run.spending().needed());
    boolean asked = run.steps().stream().anyMatch(it -> it.state().equals("asks you"));
    if (asked) resume = "kino approve or kino pick, then " + resume;
    boolean open = run.steps().stream().anyMatch(it -> UNDECIDED.contains(it.state()));
    if (!open) return resume;
    return ResolveHint.of(run.id(), null)
        + "; or "
        + resume
        + " --on-ambiguous resubmit:N (it may be paid twice) or --on-ambiguous abandon";
  }

  private static Columns steps(List<RunStatus.StepStatus> steps) {
    Columns table = new Columns("STEP", "KIND", "MODEL", "STATE", "YUAN", "DETAIL").right(4);
    for (RunStatus.StepStatus step : steps) {
      table.row(
          step.id().value(),
          step.kind().verb(),
          step.model() == null ? "" : step.model(),
          step.state(),
          step.cost() == null || step.cost().equals(Money.ZERO) ? "" : step.cost().toString(),
          step.detail() == null ? "" : step.detail());
    }
    return table;
  }

  public static String text(List<RunStatus> runs) {
    Columns table = new Columns("RUN", "STATE", "STARTED", "STEPS", "YUAN", "TITLE").right(4);
    for (RunStatus run : runs) {
      table.row(
          run.id(),
          run.state(),
          started(run),
          finished(run) + "/" + run.steps().size(),
          run.spending().spent().toString(),
          (run.title() == null ? "" : run.title()) + explained(run));
    }
    return table.toString();
  }

  private static String started(RunStatus run) {
    return run.started().equals(Instant.EPOCH) ? "at an unknown time" : TIME.format(run.started());
  }

  private static String explained(RunStatus run) {
    boolean partly = run.state().equals("damaged") || run.state().equals("newer");
    return partly ? " (kino doctor " + run.id() + " explains)" : "";
  }

  private static long finished(RunStatus run) {
    return run.steps().stream()
        .filter(s -> Set.of("done", "reused", "given").contains(s.state()))
        .count();
  }

  /** Everything about a run. */
  public static Map<String, Object> json(RunStatus run) {
    Map<String, Object> json = brief(run);
    RunStatus.Spending spending = run.spending();
    Long budget = spending.allowance().most(Quantity.MONEY);
    json.put("budget", budget == null ? null : Money.fen(budget));
    json.put("makes", spending.counts());
    json.put("limits", BudgetWords.limits(spending.allowance()));
    json.put("steps", run.steps());
    json.put("ledger", spending.ledger().stream().map(StatusView::json).toList());
    json.put("published", run.published());
    return json;
  }

  /** The columns of {@code ledger.csv}. */
  private static Map<String, Object> json(Ledger.Row row) {
    Ledger.Sent sent = row.sent();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", row.step());
    json.put("take", row.take());
    json.put("attempt", sent == null ? null : sent.attempt());
    json.put("kind", row.kind());
    json.put("model", row.model());
    json.put("sent", sent == null ? null : sent.why());
    json.put("reason", row.reason());
    json.put("transno", sent == null ? null : sent.transno());
    json.put("task", sent == null ? null : sent.task());
    json.put("when", sent == null ? null : sent.at());
    json.put("estimate", row.amount().estimate());
    json.put("actual", row.amount().actual());
    json.put("difference", row.amount().difference());
    return json;
  }

  /** A run in a list of runs. */
  public static Map<String, Object> brief(RunStatus run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run.id());
    json.put("title", run.title());
    json.put("state", run.state());
    json.put("started", run.started());
    json.put("spent", run.spending().spent());
    json.put("reserved", run.spending().reserved());
    json.put("inDoubt", run.spending().inDoubt());
    return json;
  }
}
