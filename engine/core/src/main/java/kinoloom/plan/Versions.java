package kinoloom.plan;

import java.util.ArrayList;
import java.util.List;

/** Which take of one step counts, and which counted before. Changed by {@link RunState} alone. */
final class Versions {
  private final StepState self;
  private List<Choice> choices = List.of();
  private StepState awaited;

  /**
   * @param moment the number of the event that made it
   */
  private record Choice(long moment, StepState take) {}

  Versions(StepState self) {
    this.self = self;
  }

  StepState current() {
    return choices.isEmpty() ? self : choices.get(choices.size() - 1).take;
  }

  /** The one that counted at a moment. */
  StepState at(long moment) {
    StepState take = self;
    for (Choice choice : choices) if (choice.moment <= moment) take = choice.take;
    return take;
  }

  void choose(StepState take, long moment) {
    if (choices.isEmpty()) choices = new ArrayList<>();
    choices.add(new Choice(moment, take));
    if (awaited == take) awaited = null;
  }

  /** Another take that is to count once it is made; until then nothing else is made of the old. */
  StepState awaited() {
    return awaited != null && awaited.phase == Phase.FAILED ? null : awaited;
  }

  void await(StepState take) {
    awaited = take;
  }

  /** Nobody wants the awaited take any more; if it was paid for, it is fetched all the same. */
  void withdraw() {
    if (awaited != null) awaited.withdrawn = true;
    awaited = null;
  }
}
