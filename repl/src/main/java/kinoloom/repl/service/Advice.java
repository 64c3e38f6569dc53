package kinoloom.repl.service;

import kinoloom.platform.http.Told;
import kinoloom.repl.console.Exit;

/** What to do when the platform does not tell something. */
public final class Advice {
  public static final String KEY =
      "Make a key in the platform's web console and set KINOLOOM_API_KEY to it; a new key may take ten"
          + " minutes to be known everywhere";
  public static final String UNREACHABLE = "kino doctor finds out what stands between";
  public static final String BALANCE =
      "It is in the platform's web console: log in, open the user menu, choose 财务 (finance)";

  private Advice() {}

  public static int exit(Told.State state) {
    return switch (state) {
      case TOLD -> Exit.DONE;
      case KEY_REFUSED -> Exit.KEY_REFUSED;
      case UNREACHABLE -> Exit.UNAVAILABLE;
      case NOT_OFFERED -> Exit.NEEDS_A_PERSON;
    };
  }
}
