package kinoloom.platform.http;

/**
 * What came of a question that a platform need not answer.
 *
 * @param value null unless told
 * @param message why not, in the platform's words where it has any; empty if told
 */
public record Told<T>(State state, T value, String message) {

  public enum State {
    TOLD,
    /** The platform has no such service, or keeps it for others: 403, 404, a page to log in on. */
    NOT_OFFERED,
    KEY_REFUSED,
    /** Nobody answered, or only to say that there is trouble. The same may be told later. */
    UNREACHABLE
  }

  public boolean told() {
    return state == State.TOLD;
  }

  /** What was told, or something else where nothing was. */
  public T orElse(T other) {
    return told() ? value : other;
  }

  static <T> Told<T> told(T value) {
    return new Told<>(State.TOLD, value, "");
  }

  static <T> Told<T> not(State why, String message) {
    return new Told<>(why, null, message);
  }
}
