package kinoloom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kinoloom.graph.Budget;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Quantity;
import kinoloom.graph.ScriptLanguage.Description;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
import kinoloom.platform.Money;

/** Describes, rehearses and prices all rows of a batch before any of them is run. */
final class Batching {
  private final Script script;
  private final Rehearse rehearse;
  private final Set<String> params;
  private final Set<String> common = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();

  /** Describes a script with some values; rehearses what was described. */
  interface Rehearse {
    Description describe(Script script, Map<String, Object> params);

    /**
     * @throws InvalidWorkflowException when it cannot be run
     */
    Plan plan(Description description);
  }

  Batching(Script script, Rehearse rehearse) {
    this.script = script;
    this.rehearse = rehearse;
    Description plain = rehearse.describe(script, Map.of());
    this.params = plain.workflow().params().keySet();
    for (Problem problem : problems(plain)) {
      if (common.add(problem.toString())) problems.add(problem);
    }
  }

  private List<Problem> problems(Description description) {
    try {
      rehearse.plan(description);
      return List.of();
    } catch (InvalidWorkflowException e) {
      return e.problems();
    }
  }

  /**
   * @throws InvalidWorkflowException with the problems of all rows, those of the script itself once
   */
  List<Batch.Planned> rows(List<BatchRow> rows, BatchRuns runs) throws IOException {
    if (rows.isEmpty()) {
      Problem none = new Problem(Place.UNKNOWN, "The batch has no rows", "one row is one film");
      throw new InvalidWorkflowException(List.of(none));
    }
    List<Batch.Planned> planned = new ArrayList<>();
    int count = 0;
    for (BatchRow row : rows) {
      int number = row.number() > 0 ? row.number() : count + 1;
      count++;
      Description description = rehearse.describe(script, known(row));
      try {
        Plan plan = rehearse.plan(description);
        BatchRuns.Earlier before = runs.take(description.workflow().params()).orElse(null);
        Budget own = description.workflow().budget();
        planned.add(new Batch.Planned(number, row, plan, own, before));
      } catch (InvalidWorkflowException e) {
        e.problems().forEach(problem -> note(row, problem));
      }
    }
    if (!problems.isEmpty()) throw new InvalidWorkflowException(problems);
    return planned;
  }

  /** A row's values without those that the script has no params for; each of them is told once. */
  private Map<String, Object> known(BatchRow row) {
    Map<String, Object> known = new LinkedHashMap<>(row.params());
    known.keySet().retainAll(params);
    for (String name : row.params().keySet()) {
      if (params.contains(name) || !unknown.add(name)) continue;
      String message = script.name() + " has no param '" + name + "'" + Names.offer(name, params);
      problems.add(new Problem(row.place(), message, "a column is named as its param is"));
    }
    return known;
  }

  private void note(BatchRow row, Problem problem) {
    if (common.contains(problem.toString())) return;
    String where = problem.place().known() ? " (" + problem.place() + ")" : "";
    problems.add(new Problem(row.place(), problem.message() + where, problem.hint()));
  }

  /**
   * What all rows together may cost: what the caller says, or what holds for a run of which nobody
   * says anything; null for no limit.
   */
  static Money most(Limits limits, boolean local) {
    Allowance said = limits.allowance();
    if (!said.grants().containsKey(Quantity.MONEY)) {
      said = Allowance.of(local, Budget.UNSAID, Allowance.NONE, said);
    }
    Long most = said.most(Quantity.MONEY);
    return most == null ? null : Money.fen(most);
  }

  /**
   * @throws InvalidWorkflowException when what is sure to be made may cost more than is allowed
   */
  static void affordable(Collection<Batch.Planned> rows, Money most) {
    if (most == null) return;
    Money sure = sum(rows, plan -> plan.sure().money());
    Money before = Money.ZERO;
    for (Batch.Planned row : rows) {
      if (row.before() != null) before = before.plus(row.before().committed());
    }
    Money all = sure.plus(before);
    if (all.compareTo(most) <= 0) return;
    String spent = before.fen() == 0 ? "" : ", with " + before + " yuan for what was made before";
    Problem problem =
        new Problem(
            Place.UNKNOWN,
            "The batch needs up to " + all + " yuan" + spent + "; its budget is " + most + " yuan",
            "--budget " + all + " allows it; rows that ask for the same pay for it once");
    throw new InvalidWorkflowException(List.of(problem));
  }

  /** Of the rows that are not done. */
  static Money sum(Collection<Batch.Planned> rows, Function<Plan, Money> what) {
    return rows.stream()
        .filter(row -> !row.done())
        .map(row -> what.apply(row.plan()))
        .reduce(Money.ZERO, Money::plus);
  }

  /** A reason without what tells one row from another: names and numbers. */
  static String kind(String reason) {
    return reason.replaceAll("'[^']*'", "'…'").replaceAll("[\\w-]*\\d[\\w-]*", "#");
  }
}
