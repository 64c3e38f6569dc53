package kinoloom;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.plan.Allowance;
import kinoloom.plan.Amounts;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;
import kinoloom.run.Difference;

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
 * @param expansions the parts of the script that make steps once a value is known
 * @param total what all of it costs and takes
 * @param allowance what a run may spend
 */
public record Plan(
    String title,
    List<PlannedStep> steps,
    List<Expansion> expansions,
    Total total,
    Allowance allowance) {
  public Plan {
    steps = List.copyOf(steps);
    expansions = List.copyOf(expansions);
  }

  /** Where nobody says what may be spent. */
  public Plan(String title, List<PlannedStep> steps, Money low, Money high) {
    this(
        title,
        steps,
        List.of(),
        new Total(low, high, high, Duration.ZERO, Duration.ZERO),
        Allowance.NONE);
  }

  /**
   * @param low and {@code high}: what is still to be paid if each request is sent once
   * @param most what it can come to with all that the script lets be asked again
   * @param typical and {@code slow}: how long the run takes if each step takes its median, or its
   *     ninth decile
   */
  public record Total(Money low, Money high, Money most, Duration typical, Duration slow) {}

  public Money low() {
    return total.low();
  }

  public Money high() {
    return total.high();
  }

  /** What is still to be made, at most. */
  public Counts counts() {
    return steps.stream().map(it -> it.cost().counts()).reduce(Counts.ZERO, Counts::plus);
  }

  /** What the steps that are sure to be made need, at most. */
  public Amounts sure() {
    return steps.stream()
        .filter(it -> it.state() == State.TO_MAKE || it.state() == State.UNFIT)
        .map(it -> it.cost().worst())
        .reduce(Amounts.ZERO, Amounts::plus);
  }

  /** How many steps are in a state. */
  public long count(State state) {
    return steps.stream().filter(step -> step.state() == state).count();
  }

  /** Whether something of it was made before, so that the rest is a change of that. */
  public boolean change() {
    return steps.stream()
        .anyMatch(
            it ->
                it.kind().remote()
                    && (it.state() == State.CACHED
                        || it.state() == State.STALE
                        || it.made().before() != null));
  }

  public enum State {
    /** The workspace has it: nothing is paid. */
    CACHED,
    /**
     * The workspace has what was made of other takes than count now. It is used as it is: nothing
     * is paid. {@code kino redo --stale} makes it of those that count.
     */
    STALE,
    /**
     * It was made, and a file of it is gone from the disk or was changed: it is fetched again, or
     * needs a decision. It is not paid again without being asked.
     */
    DAMAGED,
    /** A person gave it: nothing is paid. */
    GIVEN,
    /** The workspace has it, and a check of the script does not hold for it: it is asked anew. */
    UNFIT,
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
   * @param made where it comes from and why it is made
   */
  public record PlannedStep(
      StepId id, Kind kind, String model, State state, Cost cost, Place place, Made made) {

    /** The expansion it belongs to, or null. */
    public StepId within() {
      return made.within();
    }
  }

  /**
   * Where a step comes from and why it is made.
   *
   * @param within the expansion it belongs to, or null
   * @param request what it asks for, as a journal describes it, as far as that is known
   * @param uses the steps it is made of, by its words
   * @param waitsFor all steps that come before it
   * @param before the run that had a step of this name last, or null
   * @param reasons why it is not in the workspace; empty for one that is
   * @param fits whether copies of its pictures are made and sent in their place
   */
  public record Made(
      StepId within,
      Map<String, Object> request,
      Map<String, Set<StepId>> uses,
      Set<StepId> waitsFor,
      String before,
      List<Reason> reasons,
      boolean fits) {
    public Made {
      request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
      uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
      waitsFor = Collections.unmodifiableSet(new LinkedHashSet<>(waitsFor));
      reasons = List.copyOf(reasons);
    }

    /** Of which no more is known than where it belongs. */
    public static Made in(StepId within) {
      return new Made(within, Map.of(), Map.of(), Set.of(), null, List.of(), false);
    }
  }

  /** Why a step is made. */
  public sealed interface Reason {
    /** In a few words. */
    String inWords();

    /** Whether the step itself was changed, and does not only follow another. */
    boolean own();

    /** A part of what it asks for is not as it was the last time. */
    record Differs(Difference.Part part) implements Reason {
      @Override
      public String inWords() {
        return part.inWords();
      }

      @Override
      public boolean own() {
        return part.from().isEmpty();
      }
    }

    /** Something else: it is new, it was not made to its end, its result is damaged. */
    record Because(String inWords, boolean own) implements Reason {}
  }

  /**
   * A part of the script that makes steps once a value is known.
   *
   * @param within the expansion that makes it, or null
   * @param of the value, as the script writes it
   * @param turns how many elements it has; 0 where it is one value
   * @param certain whether that is known; else it is a guess
   */
  public record Expansion(
      StepId id, StepId within, String of, int turns, boolean certain, Place place) {}

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
