package kinoloom.repl.console;

/**
 * Why a command cannot go on, in words for the person who gave it.
 *
 * <p>The message says what is wrong, the value and where; the hint what to do, or is empty.
 */
public final class Complaint extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;
  private final String hint;
  private final boolean documented;

  public Complaint(int exit, String message, String hint) {
    this(exit, message, hint, exit != Exit.USAGE);
  }

  private Complaint(int exit, String message, String hint, boolean documented) {
    super(message);
    this.exit = exit;
    this.hint = hint;
    this.documented = documented;
  }

  /** What was asked for is not there: the command line is well formed. */
  public static Complaint notFound(String message, String hint) {
    return new Complaint(Exit.USAGE, message, hint, true);
  }

  public static Complaint usage(String message, String hint) {
    return new Complaint(Exit.USAGE, message, hint);
  }

  public int exit() {
    return exit;
  }

  /** Whether a program that waits for a document is given one. */
  public boolean documented() {
    return documented;
  }

  public String hint() {
    return hint;
  }
}
