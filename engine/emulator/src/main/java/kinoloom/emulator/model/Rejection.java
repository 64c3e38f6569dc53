package kinoloom.emulator.model;

/** A vendor says no to a request: nothing runs and nothing is charged. */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  public Rejection(String message) {
    super(message);
  }
}
