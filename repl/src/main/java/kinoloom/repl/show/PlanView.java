package kinoloom.repl.show;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.Plan;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Money;
import kinoloom.repl.console.Columns;

/** A plan as a table, or as a tree for programs. */
public final class PlanView {
  private final Plan plan;
  private final Money budget;
  private final Catalogue catalogue;

  /**
   * @param budget null when there is none
   */
  public PlanView(Plan plan, Money budget, Catalogue catalogue) {
    this.plan = plan;
    this.budget = budget;
    this.catalogue = catalogue;
  }

  public String text() {
    Columns table = new Columns("STEP", "KIND", "MODEL", "STATE", "YUAN", "TIME", "WHERE");
    table.right(4, 5);
    Map<StepId, Integer> depths = new HashMap<>();
    for (Plan.PlannedStep step : plan.steps()) {
      int depth = step.within() == null ? 0 : depths.getOrDefault(step.within(), 0) + 1;
      depths.put(step.id(), depth);
      table.row(
          "  ".repeat(depth) + step.id(),
          step.kind().verb(),
          step.model() == null
              ? ""
              : step.model() + (unverified(step) ? ModelsView.UNVERIFIED : ""),
          words(step.state()),
          paid(step) ? Yuan.range(step.cost().low(), step.cost().high()) : "",
          time(step),
          step.place().toString());
    }
    String title = plan.title() == null || plan.title().isEmpty() ? "" : plan.title() + "\n\n";
    return title + table + "\n\n" + total();
  }

  private String total() {
    long unknown = count(Plan.State.UNKNOWN_UNTIL_RUN);
    StringBuilder text = new StringBuilder();
    text.append(plan.steps().size() == 1 ? "1 step" : plan.steps().size() + " steps");
    text.append(": " + count(Plan.State.TO_MAKE) + " to make");
    text.append(", " + count(Plan.State.CACHED) + " cached");
    long damaged = count(Plan.State.DAMAGED);
    if (damaged > 0) text.append(", " + damaged + " damaged");
    if (unknown > 0) text.append(", " + unknown + " unknown until run");
    text.append("\nto pay: " + Yuan.range(plan.low(), plan.high()) + " yuan");
    if (unknown > 0) text.append(", with a guess for what is unknown until run");
    if (plan.steps().stream().anyMatch(this::unverified)) {
      text.append(
          "\n(?): not in the platform's document, so unverified; kino models MODEL says more");
    }
    if (damaged > 0) {
      text.append(
          "\ndamaged: made and paid, but a file of it is gone from the disk or was changed; a run"
              + " fetches it again or asks you");
    }
    if (budget != null) text.append("\nbudget: " + Yuan.of(budget) + ", " + against());
    return text.toString();
  }

  /** Whether a step's model is in the catalogue without being in the platform's document. */
  private boolean unverified(Plan.PlannedStep step) {
    if (!step.kind().remote() || step.model() == null) return false;
    String category = step.kind() == Kind.CHAT ? "t2t" : step.kind().verb();
    return catalogue.find(category, step.model()).filter(it -> it.seen().isPresent()).isPresent();
  }

  private String against() {
    if (plan.high().compareTo(budget) <= 0) return "enough";
    return plan.low().compareTo(budget) <= 0
        ? "enough for the low price only"
        : "not enough: " + plan.low().minus(budget) + " missing at least";
  }

  private long count(Plan.State state) {
    return plan.steps().stream().filter(step -> step.state() == state).count();
  }

  private static boolean paid(Plan.PlannedStep step) {
    return step.kind().remote()
        && step.state() != Plan.State.CACHED
        && step.state() != Plan.State.DAMAGED;
  }

  private static String time(Plan.PlannedStep step) {
    Duration typical = step.cost().typical();
    return step.state() == Plan.State.CACHED || typical.isZero() ? "" : Clock.about(typical);
  }

  private static String words(Plan.State state) {
    return switch (state) {
      case CACHED -> "cached";
      case DAMAGED -> "damaged";
      case TO_MAKE -> "to make";
      case UNKNOWN_UNTIL_RUN -> "unknown until run";
      case LOCAL -> "local";
    };
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", plan.title());
    json.put("low", plan.low());
    json.put("high", plan.high());
    json.put("budget", budget);
    json.put("withinBudget", budget == null || plan.high().compareTo(budget) <= 0);
    json.put("steps", plan.steps().stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Plan.PlannedStep step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step.id());
    json.put("kind", step.kind());
    json.put("model", step.model());
    json.put("documented", !unverified(step));
    json.put("state", words(step.state()));
    json.put("low", step.cost().low());
    json.put("high", step.cost().high());
    json.put("typicalSeconds", step.cost().typical());
    json.put("slowSeconds", step.cost().slow());
    json.put("place", step.place());
    json.put("within", step.within());
    return json;
  }
}
