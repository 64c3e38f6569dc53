package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.Plan;
import kinoloom.graph.StepId;

/**
 * The steps of a plan by the parts of the script that make them; turns that do the same for the
 * same reason are one row.
 */
final class PlanTree {
  /** Fewer than these are easier to read one by one. */
  private static final int MANY = 4;

  private static final Pattern TURN = Pattern.compile("(.*)\\[(\\d+)]");
  private static final Pattern NUMBER = Pattern.compile("\\[\\d+]");

  /**
   * @param expansion what makes the rows below it; null for a row of steps
   * @param steps one, or those of many turns
   */
  record Row(int depth, String name, Plan.Expansion expansion, List<Plan.PlannedStep> steps) {
    Plan.PlannedStep first() {
      return steps.get(0);
    }
  }

  private record Branch(Plan.Expansion expansion, List<Object> children) {}

  private final Map<StepId, Plan.Expansion> expansions = new HashMap<>();
  private final Map<StepId, Branch> branches = new HashMap<>();
  private final Branch root = new Branch(null, new ArrayList<>());
  private final List<Row> rows = new ArrayList<>();
  private final boolean all;

  private PlanTree(Plan plan, boolean all) {
    this.all = all;
    plan.expansions().forEach(it -> expansions.put(it.id(), it));
    for (Plan.PlannedStep step : plan.steps()) branch(step.within()).children().add(step);
    rows(root, 0);
  }

  /**
   * @param all whether each step has a row of its own
   */
  static List<Row> rows(Plan plan, boolean all) {
    return new PlanTree(plan, all).rows;
  }

  private Branch branch(StepId id) {
    Plan.Expansion expansion = expansions.get(id);
    if (expansion == null) return root;
    Branch known = branches.get(id);
    if (known != null) return known;
    Branch branch = new Branch(expansion, new ArrayList<>());
    branches.put(id, branch);
    branch(expansion.within()).children().add(branch);
    return branch;
  }

  private void rows(Branch branch, int depth) {
    Map<Plan.PlannedStep, List<Plan.PlannedStep>> folded = folded(branch.children());
    for (Object child : branch.children()) {
      if (child instanceof Branch inner) {
        rows.add(new Row(depth, inner.expansion().id().value(), inner.expansion(), List.of()));
        rows(inner, depth + 1);
      } else if (child instanceof Plan.PlannedStep step && folded.containsKey(step)) {
        List<Plan.PlannedStep> steps = folded.get(step);
        if (!steps.isEmpty()) rows.add(new Row(depth, name(steps), null, steps));
      }
    }
  }

  /** Each step with those that are told together with it; none for one that is told elsewhere. */
  private Map<Plan.PlannedStep, List<Plan.PlannedStep>> folded(List<Object> children) {
    Map<Plan.PlannedStep, List<Plan.PlannedStep>> folded = new LinkedHashMap<>();
    Map<List<Object>, List<Plan.PlannedStep>> alike = new LinkedHashMap<>();
    for (Object child : children) {
      if (!(child instanceof Plan.PlannedStep step)) continue;
      folded.put(step, List.of(step));
      if (index(step) >= 0) alike.computeIfAbsent(kind(step), it -> new ArrayList<>()).add(step);
    }
    if (all) return folded;
    for (List<Plan.PlannedStep> steps : alike.values()) {
      for (List<Plan.PlannedStep> run : runs(steps)) {
        if (run.size() < MANY) continue;
        run.forEach(it -> folded.put(it, List.of()));
        folded.put(run.get(0), run);
      }
    }
    return folded;
  }

  private static List<List<Plan.PlannedStep>> runs(List<Plan.PlannedStep> steps) {
    List<List<Plan.PlannedStep>> runs = new ArrayList<>();
    int last = -2;
    for (Plan.PlannedStep step : steps) {
      if (index(step) != last + 1) runs.add(new ArrayList<>());
      runs.get(runs.size() - 1).add(step);
      last = index(step);
    }
    return runs;
  }

  private static List<Object> kind(Plan.PlannedStep step) {
    List<String> reasons = step.made().reasons().stream().map(PlanTree::kind).toList();
    return List.of(base(step), step.kind(), String.valueOf(step.model()), step.state(), reasons);
  }

  /** Of a word that differs in all turns only which one it is. */
  private static String kind(Plan.Reason reason) {
    return reason instanceof Plan.Reason.Differs differs
        ? differs.part().part() + reason.own()
        : NUMBER.matcher(reason.inWords()).replaceAll("[]");
  }

  private static String base(Plan.PlannedStep step) {
    Matcher turn = TURN.matcher(step.id().value());
    return turn.matches() ? turn.group(1) : step.id().value();
  }

  private static int index(Plan.PlannedStep step) {
    Matcher turn = TURN.matcher(step.id().value());
    return turn.matches() && turn.group(2).length() < 9 ? Integer.parseInt(turn.group(2)) : -1;
  }

  private static String name(List<Plan.PlannedStep> steps) {
    Plan.PlannedStep first = steps.get(0);
    if (steps.size() == 1) return first.id().value();
    return base(first) + "[" + index(first) + ".." + index(steps.get(steps.size() - 1)) + "]";
  }
}
