package kinoloom.plan;

import kinoloom.platform.Money;

/**
 * How much may be under way at once.
 *
 * @param perModel tasks of one model
 * @param submitting paid requests being sent or answered
 * @param budget the most that may be spent, reservations included; null for no limit
 * @param submit false while nothing new may be submitted
 */
public record Limits(int perModel, int submitting, Money budget, boolean submit) {
  public static final Limits DEFAULT = new Limits(16, 8, null, true);

  public Limits withBudget(Money most) {
    return new Limits(perModel, submitting, most, submit);
  }

  public Limits stopped() {
    return new Limits(perModel, submitting, budget, false);
  }

  /** Whether a request of worst cost {@code worst} fits beside what is spent and reserved. */
  boolean affords(RunState state, Money worst) {
    return budget == null
        || state.spent().plus(state.reserved()).plus(worst).compareTo(budget) <= 0;
  }
}
