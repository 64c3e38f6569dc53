package kinoloom.repl.show;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Plan;
import kinoloom.graph.Kind;
import kinoloom.graph.Quantity;
import kinoloom.graph.StepId;
import kinoloom.plan.Amounts;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Money;
import kinoloom.repl.console.CleanText;
import kinoloom.repl.console.Columns;

/** A plan as a table, or as a tree for programs. */
public final class PlanView {
  private final Plan plan;
  private final Catalogue catalogue;

  public PlanView(Plan plan, Catalogue catalogue) {
    this.plan = plan;
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
    String told = plan.title() == null ? "" : CleanText.line(plan.title());
    String title = told.isEmpty() ? "" : told + "\n\n";
    return title + table + "\n\n" + total();
  }

  private String total() {
    long unknown = count(Plan.State.UNKNOWN_UNTIL_RUN);
    StringBuilder text = new StringBuilder();
    text.append(plan.steps().size() == 1 ? "1 step" : plan.steps().size() + " steps");
    text.append(": " + (count(Plan.State.TO_MAKE) + count(Plan.State.UNFIT)) + " to make");
    text.append(", " + count(Plan.State.CACHED) + " cached");
    long given = count(Plan.State.GIVEN);
    if (given > 0) text.append(", " + given + " given");
    long damaged = count(Plan.State.DAMAGED);
    if (damaged > 0) text.append(", " + damaged + " damaged");
    if (unknown > 0) text.append(", " + unknown + " unknown until run");
    text.append("\nto pay: " + Yuan.range(plan.low(), plan.high()) + " yuan");
    if (unknown > 0) text.append(", with a guess for what is unknown until run");
    String made =
        Quantity.COUNTED.stream()
            .filter(it -> all().of(it) > 0)
            .map(it -> it.inWords(all().of(it)))
            .collect(Collectors.joining(", "));
    if (!made.isEmpty()) text.append("\nto make: " + made);
    if (plan.steps().stream().anyMatch(this::unverified)) {
      text.append(
          "\n(?): not in the platform's document, so unverified; kino models MODEL says more");
    }
    if (damaged > 0) {
      text.append(
          "\ndamaged: made and paid, but a file of it is gone from the disk or was changed; a run"
              + " fetches it again or asks you");
    }
    for (Quantity quantity : Quantity.values()) {
      Long most = plan.allowance().most(quantity);
      if (most == null) continue;
      text.append(quantity == Quantity.MONEY ? "\nbudget: " : "\nlimit: ");
      text.append(quantity.inWords(most) + BudgetWords.by(plan.allowance(), quantity));
      text.append(", " + against(quantity, most));
    }
    return text.toString();
  }

  private Amounts all() {
    return new Amounts(plan.high(), plan.counts());
  }

  /** Whether a step's model is in the catalogue without being in the platform's document. */
  private boolean unverified(Plan.PlannedStep step) {
    if (!step.kind().remote() || step.model() == null) return false;
    String category = step.kind() == Kind.CHAT ? "t2t" : step.kind().verb();
    return catalogue.find(category, step.model()).filter(it -> it.seen().isPresent()).isPresent();
  }

  private String against(Quantity quantity, long most) {
    if (all().of(quantity) <= most) return "enough";
    long sure = plan.sure().of(quantity);
    if (sure > most) return "not enough: up to " + quantity.inWords(sure) + " for what is known";
    return "enough for what is known; steps that are not may be held back";
  }

  private long count(Plan.State state) {
    return plan.steps().stream().filter(step -> step.state() == state).count();
  }

  private static boolean paid(Plan.PlannedStep step) {
    return step.kind().remote()
        && step.state() != Plan.State.CACHED
        && step.state() != Plan.State.GIVEN
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
      case GIVEN -> "given";
      case UNFIT -> "to make: a check refuses the cached one";
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
    Long budget = plan.allowance().most(Quantity.MONEY);
    json.put("budget", budget == null ? null : Money.fen(budget));
    json.put("withinBudget", budget == null || plan.high().fen() <= budget);
    json.put("makes", plan.counts());
    json.put("limits", BudgetWords.limits(plan.allowance()));
    json.put("withinLimits", plan.allowance().allows(new Amounts(Money.ZERO, plan.counts())));
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
