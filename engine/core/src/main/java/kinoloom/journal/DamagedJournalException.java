package kinoloom.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A journal that is damaged somewhere before its end, so that nobody knows what was paid. */
public final class DamagedJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final int line;
  private final long offset;
  private final String expectation;

  DamagedJournalException(Path file, int line, long offset, String expectation) {
    super(
        file
            + " is damaged in line "
            + line
            + ", at byte "
            + offset
            + ": "
            + expectation
            + ". Nothing was changed, and nothing is paid on it until what is lost is accepted.");
    this.file = file;
    this.line = line;
    this.offset = offset;
    this.expectation = expectation;
  }

  public Path file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** In bytes, where the line begins. */
  public long offset() {
    return offset;
  }

  /** What should stand there, and what does. */
  public String expectation() {
    return expectation;
  }
}
