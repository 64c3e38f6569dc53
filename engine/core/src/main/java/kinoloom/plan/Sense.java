package kinoloom.plan;

import java.util.Set;
import kinoloom.journal.Event;
import kinoloom.platform.Money;

/**
 * Refuses, in words, events that no run can have had. A journal that holds one was not damaged on
 * the disk (its checksums are right) but written by something else, or by a mistake of ours.
 */
final class Sense {
  /** In 分: ten thousand times what anybody has spent, and far from where sums overflow. */
  private static final long MOST_FEN = 1_000_000_000_000L;

  private static final Set<String> DECISIONS = Set.of("adopt", "resubmit", "abandon");

  private static final Set<String> CAUSES = Set.of(Event.Retried.FAILED, Event.Retried.REFUSED);

  private static final int MOST_TAKES = 10_000;

  private static final int MOST_ASKS = 10;

  private Sense() {}

  /**
   * @throws IllegalStateException when the event cannot be folded
   */
  static void check(Event event) {
    if (event instanceof Event.OfStep it) needed(it.step(), "step", event);
    if (event instanceof Event.Prepared it) {
      money(it.estimate(), "estimate", event);
    } else if (event instanceof Event.Intent it) {
      money(it.worst(), "worst", event);
    } else if (event instanceof Event.Rejected it) {
      needed(it.refusal(), "refusal", event);
    } else if (event instanceof Event.TaskFailed it) {
      needed(it.refusal(), "refusal", event);
    } else if (event instanceof Event.Done it) {
      money(it.cost(), "cost", event);
    } else if (event instanceof Event.Charged it) {
      money(it.cost(), "cost", event);
    } else if (event instanceof Event.LossAccepted it) {
      if (it.worst() != null) money(it.worst(), "worst", event);
      if (it.lost() < 0) throw nonsense(event, "'lost' is " + it.lost());
    } else if (event instanceof Event.AskedAgain it && (it.asked() < 1 || it.asked() > MOST_ASKS)) {
      throw nonsense(event, "nobody is asked again after " + it.asked() + " answers");
    } else if (event instanceof Event.Retried it && !CAUSES.contains("" + it.cause())) {
      throw nonsense(event, "nothing is asked for again because it is '" + it.cause() + "'");
    } else if (event instanceof Event.FellBack it && (it.model() == null || it.model().isEmpty())) {
      throw nonsense(event, "'model' is missing");
    } else if (event instanceof Event.Picked it && (it.take() < 1 || it.take() > MOST_TAKES)) {
      throw nonsense(event, "there is no take " + it.take());
    } else if (event instanceof Event.GateDecided it
        && !it.decision().matches("approve|reject|[1-9]\\d{0,3}")) {
      throw nonsense(event, "no gate is decided with '" + it.decision() + "'");
    } else if (event instanceof Event.Redone it && (it.take() < 2 || it.take() > MOST_TAKES)) {
      throw nonsense(event, "no take is made again as number " + it.take());
    } else if (event instanceof Event.Resolved it && !DECISIONS.contains("" + it.decision())) {
      throw nonsense(event, "no decision is '" + it.decision() + "'");
    }
  }

  private static void money(Money amount, String name, Event event) {
    needed(amount, name, event);
    if (amount.fen() < 0 || amount.fen() > MOST_FEN) {
      throw nonsense(event, "'" + name + "' is " + amount + " yuan");
    }
  }

  private static void needed(Object value, String name, Event event) {
    if (value == null) throw nonsense(event, "'" + name + "' is missing");
  }

  private static IllegalStateException nonsense(Event event, String why) {
    return new IllegalStateException(
        "This event of the run makes no sense: " + why + " in " + event);
  }
}
