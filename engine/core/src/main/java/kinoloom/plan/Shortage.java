package kinoloom.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kinoloom.graph.Budget;
import kinoloom.graph.Quantity;

/**
 * Steps that are ready to be paid for and that a budget holds back.
 *
 * @param needed what would let all of them go on
 * @param reason what holds them back, in a sentence
 */
public record Shortage(Budget needed, String reason) {

  /** Empty where no step is held back. */
  public static Optional<Shortage> of(RunState state, Allowance allowance) {
    Amounts committed = state.committed();
    List<StepState> held = new ArrayList<>();
    Amounts wanted = Amounts.ZERO;
    for (StepState step : state.steps()) {
      if (!ready(step) || allowance.allows(committed.plus(step.worst()))) continue;
      held.add(step);
      wanted = wanted.plus(step.worst());
    }
    if (held.isEmpty()) return Optional.empty();
    return Optional.of(of(state, allowance, held, wanted));
  }

  private static boolean ready(StepState step) {
    return step.phase() == Phase.PREPARED && !step.leftOut() && step.info().kind().remote();
  }

  private static Shortage of(
      RunState state, Allowance allowance, List<StepState> held, Amounts wanted) {
    Budget needed = Budget.UNSAID;
    List<String> limits = new ArrayList<>();
    List<String> amounts = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      Long most = allowance.most(quantity);
      long all = state.committed().plus(wanted).of(quantity);
      if (most == null || all <= most) continue;
      needed = needed.and(quantity, all);
      limits.add(allowance.inWords(quantity));
      amounts.add(quantity.inWords(wanted.of(quantity)));
    }
    int more = held.size() - 1;
    String others = more == 0 ? "" : " and " + more + (more == 1 ? " more step" : " more steps");
    String holds = limits.size() == 1 ? " holds back '" : " hold back '";
    String needs = more == 0 ? ", which needs up to " : ", which need up to ";
    String reason =
        limits.stream().collect(Collectors.joining(", and "))
            + holds
            + held.get(0).id()
            + "'"
            + others
            + needs
            + String.join(" and ", amounts)
            + so(state, needed);
    return new Shortage(needed, Character.toUpperCase(reason.charAt(0)) + reason.substring(1));
  }

  /** {@code ; spent 3.00 yuan, reserved 1.00 yuan; there are 12 clips}. */
  private static String so(RunState state, Budget needed) {
    StringBuilder text = new StringBuilder();
    if (needed.says(Quantity.MONEY)) {
      text.append("; spent " + state.spent() + " yuan");
      if (state.reserved().fen() > 0) text.append(", reserved " + state.reserved() + " yuan");
    }
    String counted =
        Quantity.COUNTED.stream()
            .filter(needed::says)
            .map(it -> it.inWords(state.committed().of(it)))
            .collect(Collectors.joining(", "));
    if (!counted.isEmpty()) text.append("; so far " + counted);
    return text.toString();
  }
}
