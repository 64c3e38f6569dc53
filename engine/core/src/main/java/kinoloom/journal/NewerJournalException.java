package kinoloom.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A journal that is whole, but says things only a newer Kinoloom understands. */
public final class NewerJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  NewerJournalException(Path file, String what) {
    super(
        file
            + " was written by a newer Kinoloom: "
            + what
            + ". Nothing was changed; use that version for this run.");
  }
}
