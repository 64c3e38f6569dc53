package kinoloom.run;

import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

/**
 * A person's word at a gate, or about the takes of a step.
 *
 * @param word {@code approve}, {@code reject}, or the number of a take
 */
public record Verdict(String word) {
  public static final Verdict APPROVE = new Verdict("approve");
  public static final Verdict REJECT = new Verdict("reject");

  public Verdict {
    if (!word.matches("approve|reject|[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("No gate is decided with '" + word + "'");
    }
  }

  public static Verdict take(int number) {
    return new Verdict(String.valueOf(number));
  }

  /** The number of a take; 0 if it is none. */
  int number() {
    return Character.isDigit(word.charAt(0)) ? Integer.parseInt(word) : 0;
  }

  /**
   * What it amounts to for a step of a run.
   *
   * @throws ValueException when it cannot be given
   */
  public Event at(RunState state, StepId id) {
    StepState step = state.step(id);
    if (state.chooser(id) != null) {
      throw new ValueException(
          "'" + id + "' is a take of '" + state.chooser(id).id() + "': that is what is decided");
    }
    return number() == 0 ? answer(step) : choice(state, step);
  }

  private Event answer(StepState step) {
    boolean unasked = step.phase() == Phase.WAITING || step.phase() == Phase.READY;
    if (unasked && step.info() != null && step.info().kind() == Kind.GATE) {
      throw new ValueException("'" + step.id() + "' does not ask yet: what it shows is not there");
    }
    if (step.isChoice()) {
      throw new ValueException("'" + step.id() + "' has several takes: pick one of them");
    }
    if (step.phase() == Phase.OPEN || step.rejected() && step.phase() == Phase.FAILED) {
      return new Event.GateDecided(step.id(), word, "user");
    }
    throw new ValueException("'" + step.id() + "' does not wait for your word");
  }

  private Event choice(RunState state, StepState step) {
    StepState take = state.takes(step.id()).get(number());
    if (take == null) {
      throw new ValueException(
          "'" + step.id() + "' has no take " + word + ": there are " + numbers(state, step));
    }
    if (take.phase() != Phase.DONE) {
      throw new ValueException("Take " + word + " of '" + step.id() + "' is not made");
    }
    if (step.phase() == Phase.OPEN) return new Event.GateDecided(step.id(), word, "user");
    if (step.phase() == Phase.DONE) return new Event.Picked(step.id(), number());
    throw new ValueException("'" + step.id() + "' does not ask yet: not all its takes are there");
  }

  private static String numbers(RunState state, StepState step) {
    return String.join(
        ", ", state.takes(step.id()).keySet().stream().map(String::valueOf).toList());
  }
}
