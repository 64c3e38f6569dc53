package kinoloom.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.graph.StepId;

/** Where a run finds what people have answered: while this process owns it, and in runs before. */
public interface Answers {
  Answers NONE = Map::of;

  /** What was put there since, by gate. What is taken is not there any more. */
  Map<StepId, Verdict> take();

  /**
   * The key of the take that counts where a run before had these to choose from; of the latest.
   *
   * @param keys of the results that there are to choose from
   */
  default Optional<String> chosen(StepId gate, List<String> keys) {
    return Optional.empty();
  }

  /** Whether this very value was approved in a run before. */
  default boolean approved(StepId gate, Object value) {
    return false;
  }
}
