package kinoloom;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.FormerRequests.Former;
import kinoloom.run.Difference;
import kinoloom.run.Rehearsal;

/** Why steps are not in the workspace, told from what they asked for the last time. */
final class Reasons {
  private final Map<StepId, Former> former;
  private final Set<StepId> made = new HashSet<>();

  Reasons(List<Rehearsal.Item> items, Planning.History history) {
    Set<StepId> wanted = new LinkedHashSet<>();
    for (Rehearsal.Item item : items) {
      if (item.kept().there()) continue;
      made.add(item.step().id());
      if (item.step().kind() != Kind.COMPUTE) wanted.add(item.step().id());
    }
    former = wanted.isEmpty() ? Map.of() : history.of(wanted);
  }

  /** The run that had a step of its name last; null if there was none. */
  String before(Rehearsal.Item item) {
    Former was = former.get(item.step().id());
    return was == null ? null : was.run();
  }

  /**
   * @param around the steps that the parts of the script wait for in which it stands
   */
  List<Plan.Reason> of(Rehearsal.Item item, Set<StepId> around) {
    Kind kind = item.step().kind();
    if (item.kept().there() || kind == Kind.COMPUTE || kind == Kind.GATE) {
      return List.of();
    }
    if (item.kept() == Rehearsal.Kept.DAMAGED)
      return because("a file of its result is gone or changed");
    List<String> after = around.stream().filter(made::contains).map(StepId::value).toList();
    boolean follows = !item.certain() || !item.asked().open().isEmpty();
    Former was = former.get(item.step().id());
    if (!after.isEmpty() && follows && own(item, was).isEmpty()) {
      return List.of(new Plan.Reason.Because("depends on " + String.join(", ", after), false));
    }
    if (was == null) return because("new");
    List<Difference.Part> parts = own(item, was);
    if (!parts.isEmpty()) {
      return parts.stream().<Plan.Reason>map(Plan.Reason.Differs::new).toList();
    }
    if (!was.made()) return because("not made to its end in " + was.run());
    // The same is asked for once more, or its result was taken away.
    return because("the same as in " + was.run() + ", and its result is not there");
  }

  private List<Difference.Part> own(Rehearsal.Item item, Former was) {
    return was == null
        ? List.of()
        : Difference.between(was.request(), item.asked(), made::contains);
  }

  private static List<Plan.Reason> because(String words) {
    return List.of(new Plan.Reason.Because(words, true));
  }
}
