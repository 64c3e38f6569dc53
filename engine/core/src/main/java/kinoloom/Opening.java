package kinoloom;

import java.io.IOException;
import java.time.InstantSource;
import kinoloom.journal.DamagedJournalException;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Watermarks;
import kinoloom.journal.Whereabouts;
import kinoloom.plan.RunState;

/**
 * A run that is taken up again: its journal, and what that says.
 *
 * @param damage what is wrong with the journal; null if nothing
 */
record Opening(FileJournal journal, RunState state, DamagedJournalException damage) {

  /** For the owner of the run's lock. */
  static Opening of(RunFolder folder, InstantSource clock) throws IOException {
    DamagedJournalException damage = null;
    FileJournal journal;
    try {
      journal = FileJournal.open(folder.journal(), clock);
    } catch (DamagedJournalException e) {
      damage = e;
      journal = FileJournal.salvage(folder.journal(), clock);
    }
    return new Opening(journal, RunState.of(journal.entries()), damage);
  }

  /** Why nothing is paid. */
  String reason() {
    return "Its journal is damaged in line "
        + damage.line()
        + ", so nothing was submitted; what was accepted was fetched";
  }

  /**
   * @throws MovedRunException when somebody may have gone on with the run elsewhere
   */
  void here(RunFolder folder, Watermarks marks) throws IOException {
    String moved = moved(folder, journal.last(), state, marks);
    if (!moved.isEmpty()) throw new MovedRunException(folder.id(), moved);
  }

  /**
   * Whether a run is a copy, or was set back: in words; empty if it is not.
   *
   * @param last the number of the last event in its journal
   */
  static String moved(RunFolder folder, long last, RunState state, Watermarks marks)
      throws IOException {
    String differs =
        state.opened() == null ? "" : Whereabouts.of(folder).differsFrom(state.opened());
    if (!differs.isEmpty()) return differs;
    long known = Math.max(last, state.excused());
    long marked = marks.of(folder);
    if (marked <= known) return "";
    return "its journal ends at event " + last + ", and it had come to event " + marked;
  }
}
