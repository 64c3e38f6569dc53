package kinoloom.answer;

/**
 * What is wrong with an answer and cannot be put right without asking.
 *
 * @param path where in the value: {@code shots[1].seconds}; empty for the whole
 * @param message what is wrong, to be read after the path: {@code is missing}
 */
public record Fault(String path, String message) {

  @Override
  public String toString() {
    return (path.isEmpty() ? "the answer" : path) + " " + message;
  }
}
