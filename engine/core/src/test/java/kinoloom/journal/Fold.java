package kinoloom.journal;

import java.util.List;
import java.util.stream.Collectors;
import kinoloom.plan.RunState;

/** What a journal that was read means, however little sense it makes. */
final class Fold {
  private Fold() {}

  static void of(List<Entry> entries) {
    if (!folded(entries).equals(folded(entries))) throw new AssertionError("folded differently");
  }

  private static String folded(List<Entry> entries) {
    RunState state = new RunState();
    entries.forEach(it -> state.apply(it.event()));
    return state.steps().stream()
        .map(it -> it.id() + " " + it.phase() + " " + it.attempt() + " " + it.reserved())
        .collect(Collectors.joining(", ", state.spent() + " " + state.reserved() + " ", ""));
  }
}
