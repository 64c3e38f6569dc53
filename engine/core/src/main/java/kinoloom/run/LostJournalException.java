package kinoloom.run;

import java.io.IOException;
import java.util.List;

/**
 * The journal of a run cannot be written any more, so the run has stopped. Answers that it could
 * not take are in the {@link #rescued} lines, which the {@link Rescue} has kept and shown.
 */
public final class LostJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final transient List<RescueLine> rescued;

  LostJournalException(String run, List<RescueLine> rescued, IOException cause) {
    super(message(run, rescued.size(), cause), cause);
    this.run = run;
    this.rescued = List.copyOf(rescued);
  }

  private static String message(String run, int lines, IOException cause) {
    String answers =
        switch (lines) {
          case 0 -> "";
          case 1 -> "; an answer that came too late for it is in a RESCUE line";
          default -> "; " + lines + " answers that came too late for it are in RESCUE lines";
        };
    return "the journal of the run " + run + " cannot be written: " + cause.getMessage() + answers;
  }

  public String run() {
    return run;
  }

  public List<RescueLine> rescued() {
    return rescued;
  }
}
