package kinoloom.graph;

/** A value does not have the shape that a script asks of it. */
public final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ValueException(String message) {
    super(message);
  }
}
