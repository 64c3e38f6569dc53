package kinoloom.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import kinoloom.platform.Money;

/**
 * What the workspace has already: key → outcome. Derived from the journals; losing it costs nothing
 * but a rebuild.
 */
public interface Results {

  /**
   * @param key 64 hex digits @param step who asked for it last, by id
   */
  record Result(String key, String step, String run, Instant at, Object value, Money cost) {}

  /** The result of a key, if there is one and all its files are there. */
  Optional<Result> find(String key);

  /** Keeps a result, whole or not at all. */
  void put(Result result) throws IOException;
}
