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

  public Complaint(int exit, String message, String hint) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  public static Complaint usage(String message, String hint) {
    return new Complaint(Exit.USAGE, message, hint);
  }

  public int exit() {
    return exit;
  }

  public String hint() {
    return hint;
  }
}
