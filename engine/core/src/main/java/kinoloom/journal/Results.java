package kinoloom.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * What the workspace has already: key → outcome. Derived from the journals; losing it costs nothing
 * but a rebuild.
 */
public interface Results {

  /**
   * @param key 64 hex digits
   * @param step who asked for it last, by id
   * @param madeBy the model that made it in the place of the one that was asked for; empty if that
   *     one did
   */
  record Result(
      String key, String step, String run, Instant at, Object value, Money cost, String madeBy) {
    public Result(String key, String step, String run, Instant at, Object value, Money cost) {
      this(key, step, run, at, value, cost, "");
    }

    /** The same under another key. */
    public Result under(String other) {
      return new Result(other, step, run, at, value, cost, madeBy);
    }

    public Result madeBy(String model) {
      return new Result(key, step, run, at, value, cost, model);
    }
  }

  /**
   * Where a result came from.
   *
   * @param task null if there was none, or nobody knows
   * @param transno of the request; empty if nobody knows
   */
  record Origin(TaskId task, String transno) {
    public static final Origin UNKNOWN = new Origin(null, "");
  }

  /**
   * The result of a key, if there is one. Its files may be gone or damaged: {@link
   * kinoloom.artifact.ArtifactStore#intact} tells.
   */
  Optional<Result> find(String key);

  /** What the run that made a result has written of its task. */
  default Origin origin(Result result) {
    return Origin.UNKNOWN;
  }

  /** Takes in which takes count, of the journal of a run. */
  default void learn(String run, List<Entry> journal) throws IOException {}

  /** Keeps a result, whole or not at all. */
  void put(Result result) throws IOException;
}
