package kinoloom.journal;

import java.time.Instant;
import java.util.List;

/**
 * What the file of a journal still says, whatever became of it.
 *
 * @param entries the whole events, by their numbers; some may be missing
 * @param damages what is wrong with the file, in its order; a torn tail is not
 * @param gaps the numbers of the events that are not there
 * @param newer what only a newer Kinoloom understands; empty if nothing
 * @param torn how many bytes at the end a crash left of a line that nobody was told of
 */
public record Remains(
    List<Entry> entries, List<Damage> damages, List<Gap> gaps, List<String> newer, int torn) {

  public Remains {
    entries = List.copyOf(entries);
    damages = List.copyOf(damages);
    gaps = List.copyOf(gaps);
    newer = List.copyOf(newer);
  }

  /**
   * A place that is not as it was written.
   *
   * @param line from 1
   * @param offset in bytes, where the line begins
   * @param expectation what should stand there, and what does
   */
  public record Damage(int line, long offset, String expectation) {}

  /**
   * Events that are lost.
   *
   * @param first the number of the first of them
   * @param last that of the last
   * @param before when the event before them was written; null if there is none
   * @param after when the event after them was written
   */
  public record Gap(long first, long last, Instant before, Instant after) {

    /** How many are lost. */
    public long size() {
      return last - first + 1;
    }

    /** {@code 7} or {@code 7-9}. */
    public String numbers() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  public boolean damaged() {
    return !damages.isEmpty();
  }

  /** How many events are lost. */
  public long missing() {
    return gaps.stream().mapToLong(Gap::size).sum();
  }

  /** The number of the last event that is known to have been written. */
  public long last() {
    long whole = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq();
    return gaps.isEmpty() ? whole : Math.max(whole, gaps.get(gaps.size() - 1).last());
  }

  /** The event that began the run, or null. */
  public Event.RunStarted started() {
    return entries.stream()
        .map(Entry::event)
        .filter(Event.RunStarted.class::isInstance)
        .map(Event.RunStarted.class::cast)
        .findFirst()
        .orElse(null);
  }
}
