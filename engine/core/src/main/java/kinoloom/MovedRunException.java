package kinoloom;

import java.io.IOException;

/** A run was copied or set back: what was sent from elsewhere is not known here. */
public final class MovedRunException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String run;

  MovedRunException(String run, String how) {
    super(
        "The run "
            + run
            + " was copied or set back: "
            + how
            + ". What was paid elsewhere since is not known here, so nothing is done until that is"
            + " accepted.");
    this.run = run;
  }

  /** Its id. */
  public String run() {
    return run;
  }
}
