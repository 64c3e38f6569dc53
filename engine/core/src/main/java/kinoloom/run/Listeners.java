package kinoloom.run;

import java.util.function.Consumer;
import kinoloom.journal.Entry;

/**
 * Who hears of a run. All are called in order on the run's thread, must be quick, and do no harm by
 * what they throw.
 *
 * @param entries hears of each event once it is on disk
 * @param speech hears what chats say while they say it; null if nobody wants to
 * @param progress hears how far local work is; null if nobody wants to
 */
public record Listeners(
    Consumer<Entry> entries, Consumer<ChatText> speech, Consumer<WorkProgress> progress) {

  public Listeners(Consumer<Entry> entries, Consumer<ChatText> speech) {
    this(entries, speech, null);
  }

  /** These, with one that hears of each event before them. */
  public Listeners after(Consumer<Entry> first) {
    return new Listeners(first.andThen(entries), speech, progress);
  }
}
