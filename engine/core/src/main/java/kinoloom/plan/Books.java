package kinoloom.plan;

import java.time.Instant;
import kinoloom.journal.Event;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * The sums of a run. An attempt is reserved at its worst when it is announced, moves to what is in
 * doubt when nobody knows its fate and back when it is found, and leaves both when what it cost is
 * known: then it is spent. So the three sums together never go beyond what a budget has let pass,
 * unless an attempt costs more than its worst.
 */
final class Books {
  private Amounts spent = Amounts.ZERO;
  private Amounts reserved = Amounts.ZERO;
  private Amounts doubtful = Amounts.ZERO;

  Amounts spent() {
    return spent;
  }

  Amounts reserved() {
    return reserved;
  }

  Amounts doubtful() {
    return doubtful;
  }

  void begin(StepState step, Event.Intent event, Instant at) {
    Amounts worst = new Amounts(event.worst(), step.counts);
    String model = step.info == null ? "" : step.info.model();
    step.begin(new Attempt(event.attempt(), event.transno(), at, worst, step.next, model));
    reserved = reserved.plus(worst);
  }

  /** The open attempt did not arrive, or was refused: nothing is charged for it. */
  void release(StepState step) {
    if (step.open == null) return;
    takeBack(step.open);
    step.forget();
  }

  private void takeBack(Attempt open) {
    if (open.doubtful()) doubtful = doubtful.minus(open.worst());
    else reserved = reserved.minus(open.worst());
  }

  /** Tasks that fail are not charged (the platform's public code). */
  void failed(StepState step) {
    step.next = Attempt.Sent.AFTER_FAILURE;
    if (step.open == null) return;
    takeBack(step.open);
    close(step, Money.ZERO, Attempt.Fate.FAILED);
  }

  /** Known to be charged. What an attempt makes counts as it was reckoned before. */
  void settle(StepState step, Money cost, Attempt.Fate fate) {
    if (step.open == null) return;
    takeBack(step.open);
    spend(step, new Amounts(cost, step.open.worst().counts()));
    close(step, cost, fate);
  }

  private static void close(StepState step, Money cost, Attempt.Fate fate) {
    step.open.cost = cost;
    step.open.fate = fate;
    step.open = null;
  }

  private void spend(StepState step, Amounts amount) {
    step.cost = step.cost.plus(amount.money());
    spent = spent.plus(amount);
  }

  /** The step has its value. */
  void done(StepState step, Money cost) {
    Money due = cost == null ? step.reserved() : cost;
    Attempt last = step.last();
    if (step.open != null) {
      settle(step, due, Attempt.Fate.MADE);
    } else if (last != null && last.fate == Attempt.Fate.LOST) {
      // It was charged when it was given up, and is found after all.
      spend(step, new Amounts(due.minus(last.cost), Counts.ZERO));
      last.cost = due;
      last.fate = Attempt.Fate.MADE;
    } else {
      spend(step, new Amounts(due, Counts.ZERO));
    }
  }

  /** A whole answer that was no use has been paid for: as much as it told, or the worst. */
  void noUse(StepState step) {
    step.next = Attempt.Sent.AFTER_FAILURE;
    settle(step, step.reserved(), Attempt.Fate.NO_USE);
  }

  /** A whole answer has been paid for that could not be used as it is: it is asked for more. */
  void askAgain(StepState step) {
    noUse(step);
    step.next = Attempt.Sent.ASKED_AGAIN;
  }

  /** Nobody knows whether it was charged. */
  void doubt(StepState step, Attempt.Fate fate) {
    if (step.open == null) return;
    takeBack(step.open);
    step.open.fate = fate;
    doubtful = doubtful.plus(step.open.worst());
  }

  /** May have been charged, nobody knows for what. */
  void lose(Money worst) {
    doubtful = doubtful.plus(new Amounts(worst, Counts.ZERO));
  }

  /** The step is not waited for any more. A result that was made is charged all the same. */
  void leave(StepState step, boolean forGood) {
    if (step.open == null) return;
    boolean cut = step.open.fate == Attempt.Fate.CUT_OFF;
    if (step.success != null) settle(step, step.reserved(), Attempt.Fate.LOST);
    else if (forGood) doubt(step, Attempt.Fate.GIVEN_UP);
    else if (!cut) doubt(step, Attempt.Fate.IN_DOUBT);
  }

  /** It is a task of the platform. */
  void accepted(StepState step, TaskId task) {
    if (step.open == null) return;
    takeBack(step.open);
    step.open.fate = Attempt.Fate.UNDER_WAY;
    step.open.task = task;
    reserved = reserved.plus(step.open.worst());
  }
}
