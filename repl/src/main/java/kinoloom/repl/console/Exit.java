package kinoloom.repl.console;

/** The exit codes of {@code kino}. */
public final class Exit {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int SCRIPT = 64;
  public static final int DAMAGED = 65;
  public static final int UNAVAILABLE = 69;
  public static final int IO = 74;
  public static final int NEEDS_A_PERSON = 75;
  public static final int KEY_REFUSED = 77;
  public static final int INTERRUPTED = 130;

  private Exit() {}
}
