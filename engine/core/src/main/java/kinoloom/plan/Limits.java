package kinoloom.plan;

import kinoloom.graph.Budget;
import kinoloom.platform.Money;

/**
 * How much may be under way at once, and spent.
 *
 * @param perModel tasks of one model
 * @param submitting paid requests being sent or answered
 * @param submit false while nothing new may be submitted
 * @param allowance the most that may be spent, reservations included
 * @param remakesStale whether what the workspace has of other takes than count is made anew
 */
public record Limits(
    int perModel, int submitting, boolean submit, Allowance allowance, boolean remakesStale) {
  public static final Limits DEFAULT = new Limits(16, 8, true, Allowance.NONE);

  /**
   * @param budget the most that may be spent; null where that is not said
   */
  public Limits(int perModel, int submitting, Money budget, boolean submit) {
    this(perModel, submitting, submit, Allowance.NONE.with(said(budget), Allowance.By.CALLER));
  }

  public Limits(int perModel, int submitting, boolean submit, Allowance allowance) {
    this(perModel, submitting, submit, allowance, false);
  }

  private static Budget said(Money most) {
    return most == null ? Budget.UNSAID : Budget.fen(most.fen());
  }

  /** Null says nothing. */
  public Limits withBudget(Money most) {
    return allowing(said(most));
  }

  /** With what its caller allows. */
  public Limits allowing(Budget budget) {
    return with(allowance.with(budget, Allowance.By.CALLER));
  }

  public Limits with(Allowance most) {
    return new Limits(perModel, submitting, submit, most, remakesStale);
  }

  public Limits remakingStale(boolean remakes) {
    return new Limits(perModel, submitting, submit, allowance, remakes);
  }

  public Limits stopped() {
    return new Limits(perModel, submitting, false, allowance, remakesStale);
  }

  /** Whether a request that needs {@code worst} fits beside what is spent and reserved. */
  boolean affords(RunState state, Amounts worst) {
    return allowance.allows(state.committed().plus(worst));
  }
}
