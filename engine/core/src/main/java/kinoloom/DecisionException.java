package kinoloom;

/** A decision that cannot be taken. Nothing was written. */
public final class DecisionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  DecisionException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do; empty if nothing is known to help. */
  public String hint() {
    return hint;
  }
}
