package kinoloom.repl.show;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Plan;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.Quantity;
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

  /** Steps that do the same in many turns share a row. */
  public String text() {
    return text(false);
  }

  /**
   * @param all whether each step has a row of its own
   */
  public String text(boolean all) {
    boolean why = plan.change() || plan.steps().stream().anyMatch(it -> it.made().fits());
    List<String> heads =
        new ArrayList<>(List.of("STEP", "KIND", "MODEL", "STATE", "YUAN", "TIME", "WHERE"));
    if (why) heads.add("WHY");
    Columns table = new Columns(heads.toArray(String[]::new)).right(4, 5);
    for (PlanTree.Row row : PlanTree.rows(plan, all)) {
      List<String> cells = row.expansion() == null ? cells(row) : turns(row);
      if (why) cells.add(row.expansion() == null ? why(row) : "");
      table.row(cells.toArray(String[]::new));
    }
    String told = plan.title() == null ? "" : CleanText.line(plan.title());
    String title = told.isEmpty() ? "" : told + "\n\n";
    String change = plan.change() ? "\n\n" + new Changes(plan).text() : "";
    return title + table + "\n\n" + total() + change;
  }

  private List<String> cells(PlanTree.Row row) {
    Plan.PlannedStep step = row.first();
    return new ArrayList<>(
        List.of(
            name(row),
            step.kind().verb(),
            step.model() == null
                ? ""
                : step.model() + (unverified(step) ? ModelsView.UNVERIFIED : ""),
            words(step.state()),
            paid(step) ? price(row.steps()) : "",
            time(step),
            line(step.place())));
  }

  private static List<String> turns(PlanTree.Row row) {
    Plan.Expansion expansion = row.expansion();
    String turns = expansion.turns() == 1 ? "1 turn" : expansion.turns() + " turns";
    if (expansion.turns() == 0) turns = "";
    if (!expansion.certain()) turns = turns.isEmpty() ? "a guess" : turns + ", a guess";
    return new ArrayList<>(
        List.of(
            name(row),
            expansion.turns() == 0 ? "then" : "collect",
            expansion.id().value().startsWith(expansion.of()) ? "" : CleanText.line(expansion.of()),
            turns,
            "",
            "",
            line(expansion.place())));
  }

  private static String name(PlanTree.Row row) {
    return "  ".repeat(row.depth()) + CleanText.line(row.name());
  }

  private static String price(List<Plan.PlannedStep> steps) {
    Money low = Money.ZERO;
    Money high = Money.ZERO;
    for (Plan.PlannedStep step : steps) {
      low = low.plus(step.cost().low());
      high = high.plus(step.cost().high());
    }
    return Yuan.range(low, high);
  }

  private String why(PlanTree.Row row) {
    Plan.PlannedStep step = row.first();
    List<String> reasons = new ArrayList<>();
    if (plan.change()) {
      for (int i = 0; i < step.made().reasons().size(); i++) reasons.add(reason(row.steps(), i));
    }
    if (step.made().fits()) reasons.add("a fitted copy is sent");
    return CleanText.line(String.join("; ", reasons));
  }

  /** What differs in each of many turns in its own way is only named. */
  private static String reason(List<Plan.PlannedStep> steps, int number) {
    Plan.Reason reason = steps.get(0).made().reasons().get(number);
    boolean alike =
        steps.stream()
                .map(it -> it.made().reasons().get(number).inWords())
                .distinct()
                .limit(2)
                .count()
            == 1;
    if (alike || !(reason instanceof Plan.Reason.Differs differs)) return reason.inWords();
    return differs.part().part() + (reason.own() ? ": another in each" : ": another file in each");
  }

  private String total() {
    long unknown = count(Plan.State.UNKNOWN_UNTIL_RUN);
    StringBuilder text = new StringBuilder();
    text.append(plan.steps().size() == 1 ? "1 step" : plan.steps().size() + " steps");
    text.append(": " + (count(Plan.State.TO_MAKE) + count(Plan.State.UNFIT)) + " to make");
    text.append(", " + count(Plan.State.CACHED) + " cached");
    long stale = count(Plan.State.STALE);
    if (stale > 0) text.append(", " + stale + " stale and used as they are");
    long given = count(Plan.State.GIVEN);
    if (given > 0) text.append(", " + given + " given");
    long damaged = count(Plan.State.DAMAGED);
    if (damaged > 0) text.append(", " + damaged + " damaged");
    if (unknown > 0) text.append(", " + unknown + " unknown until run");
    text.append("\nto pay: " + Yuan.range(plan.low(), plan.high()) + " yuan");
    if (unknown > 0) text.append(", with a guess for what is unknown until run");
    if (plan.total().most().fen() > plan.high().fen()) {
      text.append("; at most " + plan.total().most() + " if all is asked again that may be");
    }
    if (!plan.total().slow().isZero()) text.append("\ntime: " + times());
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

  /** {@code about 4 min, 9 min if every step is slow}. */
  private String times() {
    String typical = Clock.about(plan.total().typical());
    String slow = Clock.about(plan.total().slow());
    return "about "
        + typical
        + (slow.equals(typical) ? "" : ", " + slow + " if every step is slow");
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
    return plan.count(state);
  }

  private static boolean paid(Plan.PlannedStep step) {
    return step.kind().remote()
        && step.state() != Plan.State.CACHED
        && step.state() != Plan.State.STALE
        && step.state() != Plan.State.GIVEN
        && step.state() != Plan.State.DAMAGED;
  }

  private static String time(Plan.PlannedStep step) {
    Duration typical = step.cost().typical();
    return step.state() == Plan.State.CACHED || typical.isZero() ? "" : Clock.about(typical);
  }

  static String words(Plan.State state) {
    return switch (state) {
      case CACHED -> "cached";
      case STALE -> "stale: used as it is";
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
    json.put("most", plan.total().most());
    json.put("typicalSeconds", plan.total().typical());
    json.put("slowSeconds", plan.total().slow());
    Long budget = plan.allowance().most(Quantity.MONEY);
    json.put("budget", budget == null ? null : Money.fen(budget));
    json.put("withinBudget", budget == null || plan.high().fen() <= budget);
    json.put("makes", plan.counts());
    json.put("limits", BudgetWords.limits(plan.allowance()));
    json.put("withinLimits", plan.allowance().allows(new Amounts(Money.ZERO, plan.counts())));
    json.put("change", plan.change() ? new Changes(plan).json() : null);
    json.put("expansions", plan.expansions().stream().map(PlanView::json).toList());
    json.put("steps", plan.steps().stream().map(this::json).toList());
    return json;
  }

  private static Map<String, Object> json(Plan.Expansion expansion) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", expansion.id());
    json.put("of", expansion.of());
    json.put("turns", expansion.turns() == 0 ? null : expansion.turns());
    json.put("certain", expansion.certain());
    json.put("place", expansion.place());
    json.put("within", expansion.within());
    return json;
  }

  /** One step of it. */
  public Map<String, Object> json(Plan.PlannedStep step) {
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
    json.put("fitted", step.made().fits());
    json.put("uses", uses(step));
    json.put("before", step.made().before());
    json.put("why", step.made().reasons().stream().map(PlanView::json).toList());
    return json;
  }

  private static Map<String, Object> uses(Plan.PlannedStep step) {
    Map<String, Object> uses = new LinkedHashMap<>();
    step.made().uses().forEach((word, steps) -> uses.put(word, List.copyOf(steps)));
    return uses;
  }

  private static Map<String, Object> json(Plan.Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", reason.inWords());
    json.put("own", reason.own());
    if (reason instanceof Plan.Reason.Differs differs) {
      json.put("part", differs.part().part());
      json.put("from", differs.part().from());
    }
    return json;
  }

  /** A table needs no columns. */
  private static String line(Place place) {
    return new Place(place.file(), place.line()).toString();
  }
}
