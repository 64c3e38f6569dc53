package kinoloom;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.plan.Doubt;
import kinoloom.platform.Answer;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * A step that needs a person's decision, and all that is known of its paid request. {@link
 * Kinoloom#resolve} takes the decision.
 *
 * @param abandoned whether it was given up; it can be decided anew
 */
public record Unclear(
    StepId step,
    Place place,
    Doubt doubt,
    boolean abandoned,
    Asked asked,
    Heard heard,
    Window window) {

  /**
   * The request.
   *
   * @param key the hash of what was asked for
   * @param transno our number for this attempt, which the platform's records show
   * @param request its category, model, params and the hashes of its files
   * @param worst the most it may have cost; it counts against the budget
   */
  public record Asked(
      String key, int attempt, String transno, Map<String, Object> request, Money worst) {
    public Asked {
      request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    }
  }

  /**
   * @param message why nobody knows
   * @param answer what the server answered, or null if nothing came
   * @param task its task, or null
   * @param lookedUp whether the platform's records were searched for the number, in vain
   */
  public record Heard(String message, Answer answer, TaskId task, boolean lookedUp) {}

  /**
   * When it happened, by this machine's clock. Null where it did not, or not in this run.
   *
   * @param announced when the request was about to be sent
   * @param sent when all but its last bytes were out
   * @param last when anything was heard of the step
   */
  public record Window(Instant announced, Instant sent, Instant last) {}
}
