package kinoloom;

import java.util.List;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;

/**
 * What would be made again.
 *
 * @param takes another take of each; what an expansion makes of a new value comes on top
 * @param most what it may cost
 * @param paid whether that is real money
 */
public record Remake(String run, List<StepId> takes, Money most, boolean paid) {
  public Remake {
    takes = List.copyOf(takes);
  }

  /** Which steps are meant. */
  public enum Reach {
    /** Those that are named. */
    NAMED,
    /** And all that follows from them. */
    WITH_DEPENDENTS,
    /** All that is stale, and those that are named. */
    STALE
  }
}
