package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kinoloom.Plan;
import kinoloom.repl.console.CleanText;

/** What a change of a script costs: what was changed, what that makes again, what is kept. */
final class Changes {
  private static final int NAMED = 4;

  private final Plan plan;

  Changes(Plan plan) {
    this.plan = plan;
  }

  /** {@code clip[2]: prompt}, for each step that was changed itself. */
  List<String> causes() {
    Map<String, Set<String>> causes = new LinkedHashMap<>();
    for (PlanTree.Row row : PlanTree.rows(plan, false)) {
      if (row.expansion() != null) continue;
      for (Plan.Reason reason : row.first().made().reasons()) {
        if (!reason.own()) continue;
        String what =
            reason instanceof Plan.Reason.Differs differs
                ? differs.part().part()
                : reason.inWords();
        causes.computeIfAbsent(row.name(), it -> new LinkedHashSet<>()).add(what);
      }
    }
    List<String> named = new ArrayList<>();
    causes.forEach((step, what) -> named.add(step + " (" + String.join(", ", what) + ")"));
    return named;
  }

  long calls() {
    return plan.count(Plan.State.TO_MAKE) + plan.count(Plan.State.UNKNOWN_UNTIL_RUN);
  }

  long kept() {
    return plan.count(Plan.State.CACHED);
  }

  String text() {
    List<String> causes = causes();
    String more = causes.size() > NAMED ? " and " + (causes.size() - NAMED) + " more" : "";
    String changed =
        causes.stream().limit(NAMED).map(CleanText::line).collect(Collectors.joining(", ")) + more;
    String calls = calls() == 1 ? "1 call" : calls() + " calls";
    String time = calls() == 0 ? "" : ", about " + Clock.about(plan.total().typical());
    return (causes.isEmpty() ? "nothing changed" : "changed: " + changed)
        + "\n  "
        + calls
        + ", "
        + Yuan.range(plan.low(), plan.high())
        + " yuan"
        + time
        + "; "
        + (kept() == 1 ? "1 step" : kept() + " steps")
        + " kept";
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("changed", causes());
    json.put("calls", calls());
    json.put("kept", kept());
    return json;
  }
}
