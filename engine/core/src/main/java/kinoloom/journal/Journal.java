package kinoloom.journal;

import java.io.IOException;

/**
 * The events of one run, in order. Written by one thread.
 *
 * <p>{@link #append} may keep events in memory; only {@link #commit} makes them durable. Nobody may
 * be told of an event, and nothing may be done because of it, before it is committed.
 */
public interface Journal extends AutoCloseable {

  Entry append(Event event);

  /**
   * Forces everything appended so far to disk, in one write. Cheap when there is nothing new.
   *
   * @throws IOException when that failed; the journal is then unusable, since nobody knows what is
   *     on disk
   */
  void commit() throws IOException;

  /** Whether the disk is so full that room had to be made for a commit: begin nothing more. */
  default boolean pressed() {
    return false;
  }

  @Override
  void close();
}
