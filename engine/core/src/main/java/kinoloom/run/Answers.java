package kinoloom.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.graph.StepId;

/** Where a run finds what people have answered: while this process owns it, and in runs before. */
public interface Answers {
  Answers NONE = Map::of;

  /** What was put there, by gate. It stays there until it is forgotten. */
  Map<StepId, Verdict> take();

  /** What was taken is written down, or came too late: it is not to be there any more. */
  default void forget() {}

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
