package kinoloom.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * What the workspace has already: key → outcome. Derived from the journals; losing it costs nothing
 * but a rebuild.
 */
public interface Results {

  /**
   * @param key 64 hex digits @param step who asked for it last, by id
   */
  record Result(String key, String step, String run, Instant at, Object value, Money cost) {}

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

  /** Keeps a result, whole or not at all. */
  void put(Result result) throws IOException;
}
