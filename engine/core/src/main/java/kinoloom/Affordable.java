package kinoloom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.Quantity;
import kinoloom.plan.Amounts;

/** Holds what a plan is sure to need against what a run may spend. */
final class Affordable {
  private static final int NAMED = 3;

  private Affordable() {}

  /** A problem for each limit that the steps which are sure to be made may go beyond. */
  static List<Problem> problems(Plan plan) {
    List<Plan.PlannedStep> sure =
        plan.steps().stream().filter(it -> it.state() == Plan.State.TO_MAKE).toList();
    Amounts all = sure.stream().map(it -> it.cost().worst()).reduce(Amounts.ZERO, Amounts::plus);
    List<Problem> problems = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      Long most = plan.allowance().most(quantity);
      if (most == null || all.of(quantity) <= most) continue;
      boolean more = plan.steps().stream().anyMatch(Affordable::unknown);
      problems.add(
          new Problem(
              Place.UNKNOWN,
              "The workflow needs up to "
                  + quantity.inWords(all.of(quantity))
                  + (more ? ", and more for what is unknown until run" : "")
                  + "; "
                  + plan.allowance().inWords(quantity)
                  + " does not allow it. "
                  + most(quantity, sure),
              hint(quantity, all.of(quantity))));
    }
    return problems;
  }

  private static boolean unknown(Plan.PlannedStep step) {
    return step.state() == Plan.State.UNKNOWN_UNTIL_RUN;
  }

  /** {@code The dearest: 'clip[0]' 8.00, 'clip[1]' 8.00, 'passage' 4.50}. */
  private static String most(Quantity quantity, List<Plan.PlannedStep> sure) {
    String name =
        switch (quantity) {
          case MONEY -> "The dearest: ";
          case SECONDS -> "The longest: ";
          default -> "Such as: ";
        };
    return sure.stream()
        .filter(it -> it.cost().worst().of(quantity) > 0)
        .sorted(Comparator.comparing(it -> -it.cost().worst().of(quantity)))
        .limit(NAMED)
        .map(it -> "'" + it.id() + "' " + quantity.plain(it.cost().worst().of(quantity)))
        .collect(Collectors.joining(", ", name, ""));
  }

  private static String hint(Quantity quantity, long needed) {
    String option =
        quantity == Quantity.MONEY
            ? "--budget " + quantity.plain(needed)
            : "--limit " + quantity.word() + "=" + needed;
    return option
        + " allows it (in Java: Kinoloom.builder().allow(…)); or make the workflow smaller: kino plan"
        + " shows what costs what";
  }
}
