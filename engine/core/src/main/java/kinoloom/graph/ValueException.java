package kinoloom.graph;

/** A value does not have the shape that a script asks of it. */
public final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String word;

  public ValueException(String message) {
    this("", message);
  }

  /**
   * @param word the word of a step that has the value; empty where none has
   */
  public ValueException(String word, String message) {
    super(message);
    this.word = word;
  }

  public String word() {
    return word;
  }
}
