package kinoloom;

import java.time.Duration;
import java.util.List;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.plan.Allowance;
import kinoloom.plan.Amounts;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;

/**
 * What a run would do, found by rehearsing the whole script. Nothing was sent.
 *
 * <pre>{@code
 * void example(Kinoloom kinoloom) throws Exception {
 *   Plan plan = kinoloom.plan(Path.of("film.groovy"), Map.of("shots", 3));
 *   long paid = plan.steps().stream().filter(it -> it.state() == Plan.State.TO_MAKE).count();
 *   System.out.println(paid + " calls, " + plan.low() + " to " + plan.high() + " yuan");
 * }
 * }</pre>
 *
 * @param low and {@code high}: what is still to be paid
 * @param allowance what a run may spend
 */
public record Plan(
    String title, List<PlannedStep> steps, Money low, Money high, Allowance allowance) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** Where nobody says what may be spent. */
  public Plan(String title, List<PlannedStep> steps, Money low, Money high) {
    this(title, steps, low, high, Allowance.NONE);
  }

  /** What is still to be made, at most. */
  public Counts counts() {
    return steps.stream().map(it -> it.cost().counts()).reduce(Counts.ZERO, Counts::plus);
  }

  /** What the steps that are sure to be made need, at most. */
  public Amounts sure() {
    return steps.stream()
        .filter(it -> it.state() == State.TO_MAKE)
        .map(it -> it.cost().worst())
        .reduce(Amounts.ZERO, Amounts::plus);
  }

  public enum State {
    /** The workspace has it: nothing is paid. */
    CACHED,
    /**
     * It was made, and a file of it is gone from the disk or was changed: it is fetched again, or
     * needs a decision. It is not paid again without being asked.
     */
    DAMAGED,
    /** A paid call. */
    TO_MAKE,
    /**
     * In a part that depends on an answer nobody has yet; the number is a guess from the schema.
     */
    UNKNOWN_UNTIL_RUN,
    /** Work of this machine. */
    LOCAL
  }

  /**
   * @param within the expansion it belongs to, or null
   * @param typical and {@code slow}: median and ninth decile of the time it takes
   */
  public record PlannedStep(
      StepId id, Kind kind, String model, State state, Cost cost, Place place, StepId within) {}

  public record Cost(Money low, Money high, Duration typical, Duration slow, Counts counts) {
    public static final Cost NONE = new Cost(Money.ZERO, Money.ZERO, Duration.ZERO, Duration.ZERO);

    /** Of what is not counted. */
    public Cost(Money low, Money high, Duration typical, Duration slow) {
      this(low, high, typical, slow, Counts.ZERO);
    }

    Amounts worst() {
      return new Amounts(high, counts);
    }
  }
}
