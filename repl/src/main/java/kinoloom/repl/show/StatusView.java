package kinoloom.repl.show;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kinoloom.RunStatus;
import kinoloom.platform.Money;
import kinoloom.repl.console.Columns;
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
    if (run.title() != null && !run.title().isEmpty()) text.append("  " + run.title());
    text.append("\nstarted " + TIME.format(run.started()));
    text.append(", spent " + Yuan.of(run.spending().spent()));
    if (!run.spending().reserved().equals(Money.ZERO)) {
      text.append(", reserved " + Yuan.of(run.spending().reserved()));
    }
    if (!run.steps().isEmpty()) text.append("\n\n" + steps(run.steps()));
    if (!run.published().isEmpty()) text.append("\n\n" + String.join("\n", run.published()));
    if (GOES_ON.contains(run.state())) text.append("\n\n" + next(run));
    return text.toString();
  }

  private static String next(RunStatus run) {
    String resume = "kino resume " + run.id();
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
      if (run.state().equals("damaged")) {
        table.row(run.id(), run.state(), "", "", "", "kino status " + run.id() + " says where");
        continue;
      }
      table.row(
          run.id(),
          run.state(),
          TIME.format(run.started()),
          finished(run) + "/" + run.steps().size(),
          run.spending().spent().toString(),
          run.title() == null ? "" : run.title());
    }
    return table.toString();
  }

  private static long finished(RunStatus run) {
    return run.steps().stream().filter(s -> Set.of("done", "reused").contains(s.state())).count();
  }

  /** Everything about a run. */
  public static Map<String, Object> json(RunStatus run) {
    Map<String, Object> json = brief(run);
    json.put("steps", run.steps());
    json.put("published", run.published());
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
    return json;
  }
}
