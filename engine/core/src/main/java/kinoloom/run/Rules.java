package kinoloom.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import kinoloom.answer.Fault;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Policy;
import kinoloom.graph.Problem;
import kinoloom.graph.Step;

/** Holds a chat's value against the rules of its step. */
public final class Rules {
  static final String HINT =
      "correct the check and run the script again: the answer is kept, and not paid again";

  private final Desk desk;

  Rules(Desk desk) {
    this.desk = desk;
  }

  /**
   * On the script's thread, where there are rules.
   *
   * @param done is given the rules that do not hold, or what a rule threw
   */
  void examine(Step step, Object value, BiConsumer<List<Fault>, Throwable> done) {
    if (step == null || step.policy().checks().isEmpty()) done.accept(List.of(), null);
    else desk.script(step.id(), () -> broken(step, value), done);
  }

  /** The rules that do not hold for a value. */
  public static List<Fault> broken(Step step, Object value) throws Exception {
    List<Fault> broken = new ArrayList<>();
    for (Policy.Check check : step.policy().checks()) {
      if (!check.test().holds(value)) broken.add(new Fault("", "breaks the rule: " + check.rule()));
    }
    return broken;
  }

  /** What a rule threw, in words. */
  static String inWords(Throwable error) {
    return "A check failed: " + problem(error).toString();
  }

  /** What a rule threw, with its place where it has one. */
  public static Problem problem(Throwable error) {
    if (error instanceof InvalidWorkflowException invalid && !invalid.problems().isEmpty()) {
      return invalid.problems().get(0);
    }
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return Problem.at(kinoloom.graph.Place.UNKNOWN, message);
  }
}
