package kinoloom;

import java.time.Instant;
import java.util.List;
import kinoloom.graph.Budget;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.plan.Allowance;
import kinoloom.plan.RunState;
import kinoloom.plan.Shortage;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;
import kinoloom.run.Ledger;

/**
 * A run as its journal tells it, whoever is running it.
 *
 * @param state {@code running} (a process owns it), {@code interrupted} (none does and it has not
 *     ended), {@code done}, {@code failed}, {@code paused}, {@code cancelled}; or, where the rest
 *     is only what could be read, {@code damaged} or {@code newer} (written by a newer version)
 * @param spending its money
 * @param published paths of what was put into the output folder
 */
public record RunStatus(
    String id,
    String title,
    String state,
    Instant started,
    Spending spending,
    List<StepStatus> steps,
    List<String> published) {

  /**
   * @param spent what is known to be charged
   * @param reserved the most that requests under way may cost
   * @param inDoubt the most that requests of unknown fate may have cost
   * @param counts what was, is being or may have been made
   * @param allowance what may be spent
   * @param needed the budget that would let go on what is held back now; says nothing if nothing is
   * @param ledger a row for each paid request
   */
  public record Spending(
      Money spent,
      Money reserved,
      Money inDoubt,
      Counts counts,
      Allowance allowance,
      Budget needed,
      List<Ledger.Row> ledger) {
    public Spending {
      ledger = List.copyOf(ledger);
    }

    public Spending(Money spent, Money reserved) {
      this(spent, reserved, Money.ZERO, Counts.ZERO, Allowance.NONE, Budget.UNSAID, List.of());
    }

    static Spending of(RunState state, Allowance allowance) {
      return new Spending(
          state.spent(),
          state.reserved().minus(state.doubtful()),
          state.doubtful(),
          state.committed().counts(),
          allowance,
          Shortage.of(state, allowance).map(Shortage::needed).orElse(Budget.UNSAID),
          Ledger.rows(state));
    }

    /** How much more requests have cost than the most that was reckoned with. */
    public Money overrun() {
      Money sum = Money.ZERO;
      for (Ledger.Row row : ledger) {
        Money more = row.amount().difference();
        if (more != null && more.fen() > 0) sum = sum.plus(more);
      }
      return sum;
    }
  }

  /**
   * @param state {@code waiting}, {@code submitting}, {@code running}, {@code fetching}, {@code
   *     done}, {@code reused}, {@code failed}, {@code needs a decision}, {@code output expired} (it
   *     is paid, cannot be fetched any more, and needs a decision, too) {@code asks you} (it waits
   *     for your word)
   * @param detail the task id, the platform's word, or what went wrong
   * @param standing {@code missing}, {@code current}, {@code stale}, {@code waiting} or {@code
   *     failed}; empty where that is not known
   */
  public record StepStatus(
      StepId id,
      Kind kind,
      String model,
      String state,
      String detail,
      Money cost,
      Place place,
      String standing) {

    public StepStatus(
        StepId id, Kind kind, String model, String state, String detail, Money cost, Place place) {
      this(id, kind, model, state, detail, cost, place, "");
    }
  }

  public RunStatus {
    steps = List.copyOf(steps);
    published = List.copyOf(published);
  }
}
