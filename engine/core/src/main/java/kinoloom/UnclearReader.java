package kinoloom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Kind;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.plan.Doubt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;

/** Tells from a run's events which of its steps need a person's decision. */
final class UnclearReader {
  private final List<Entry> entries;
  private final RunState state;

  UnclearReader(List<Entry> entries) {
    this.entries = entries;
    this.state = RunState.of(entries);
  }

  RunState state() {
    return state;
  }

  /**
   * @param held whether a process is working on the run: what it has just sent is not in doubt
   */
  List<Unclear> all(boolean held) {
    List<Unclear> all = new ArrayList<>();
    for (StepState step : state.steps()) {
      if (inDoubt(step, held)) all.add(unclear(step));
    }
    return all;
  }

  static boolean inDoubt(StepState step, boolean held) {
    // Damage may have lost what it is; the script tells when the run goes on.
    if (step.info() == null) return false;
    return step.doubt() != null || step.phase() == Phase.BARRIER && !held;
  }

  private Unclear unclear(StepState step) {
    boolean unread = step.phase() == Phase.BARRIER;
    return new Unclear(
        step.id(),
        step.info().place(),
        unread ? Doubt.UNCLEAR_REQUEST : step.doubt(),
        step.abandoned(),
        new Unclear.Asked(
            step.prepared() == null ? "" : step.prepared().key(),
            step.attempt(),
            step.transno(),
            request(step),
            worst(step)),
        new Unclear.Heard(
            unread ? Doubt.PROCESS_GONE : step.message(),
            step.answer(),
            step.task(),
            !unread && lookedUp(step)),
        window(step));
  }

  /** What was asked for; the words may be lost in a damaged journal. */
  static Map<String, Object> request(StepState step) {
    if (step.prepared() != null) return step.prepared().request();
    Kind kind = step.info().kind();
    return Map.of(
        "category", kind == Kind.CHAT ? "t2t" : kind.verb(), "model", step.info().model());
  }

  private static Money worst(StepState step) {
    boolean reserved = !step.reserved().equals(Money.ZERO) || step.prepared() == null;
    return reserved ? step.reserved() : step.prepared().estimate();
  }

  /** A process that ended in order had looked; chats have no records to look in. */
  private boolean lookedUp(StepState step) {
    if (step.info().kind() == Kind.CHAT) return false;
    boolean since = false;
    for (Entry entry : entries) {
      Event event = entry.event();
      boolean doubt = event instanceof Event.Ambiguous || event instanceof Event.LostOutput;
      if (doubt && ((Event.OfStep) event).step().equals(step.id())) since = false;
      else if (event instanceof Event.RunEnded) since = true;
    }
    return since;
  }

  private Unclear.Window window(StepState step) {
    Instant announced = null;
    Instant sent = null;
    Instant last = null;
    for (Entry entry : entries) {
      if (!(entry.event() instanceof Event.OfStep it) || !it.step().equals(step.id())) continue;
      last = entry.at();
      if (it instanceof Event.Intent) {
        announced = entry.at();
        sent = null;
      } else if (it instanceof Event.Barrier) {
        sent = entry.at();
      }
    }
    return new Unclear.Window(announced, sent, last);
  }
}
