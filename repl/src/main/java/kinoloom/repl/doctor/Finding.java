package kinoloom.repl.doctor;

import kinoloom.repl.console.Exit;

/**
 * What one check found.
 *
 * @param todo what to do about it; empty if nothing
 * @param exit the exit code it would end a run with; 0 unless it is a problem
 */
public record Finding(String check, Level level, String said, String todo, int exit) {

  public enum Level {
    OK,
    /** Runs work, with this drawback. */
    WARNING,
    /** Runs do not work. */
    PROBLEM
  }

  static Finding ok(String check, String said) {
    return new Finding(check, Level.OK, said, "", Exit.DONE);
  }

  static Finding warning(String check, String said, String todo) {
    return new Finding(check, Level.WARNING, said, todo, Exit.DONE);
  }

  static Finding problem(String check, String said, String todo, int exit) {
    return new Finding(check, Level.PROBLEM, said, todo, exit);
  }
}
