package kinoloom.journal;

import java.time.Instant;

/** An event with its number in the journal, from 1, and the wall-clock time it was written. */
public record Entry(long seq, Instant at, Event event) {}
