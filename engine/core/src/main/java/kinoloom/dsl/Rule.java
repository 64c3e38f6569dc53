package kinoloom.dsl;

import groovy.lang.Closure;
import java.util.List;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Place;
import kinoloom.graph.Policy;
import kinoloom.graph.Problem;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/**
 * A rule that a script has written for an answer. What it throws names its line; a name that no
 * answer has is an {@link InvalidWorkflowException}, as it would fail on every answer.
 */
final class Rule implements Policy.Test {
  private final Closure<?> closure;
  private final ScriptContext context;
  private final Place place;

  Rule(Closure<?> closure, ScriptContext context) {
    this.place = context.here("check");
    this.closure = closure;
    this.context = context;
  }

  @Override
  public boolean holds(Object answer) {
    try {
      Object[] result = new Object[1];
      context.inBlock(
          "check", place, () -> result[0] = Calls.call(closure, DslValues.open(answer)));
      return DefaultTypeTransformation.castToBoolean(result[0]);
    } catch (Exception | StackOverflowError | AssertionError e) {
      Problem problem = Mistakes.problem(e, context);
      if (Mistakes.isWords(e)) throw new InvalidWorkflowException(List.of(problem));
      throw new ScriptFailure(problem.toString(), e);
    }
  }
}
