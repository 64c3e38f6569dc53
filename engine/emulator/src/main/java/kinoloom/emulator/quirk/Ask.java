package kinoloom.emulator.quirk;

/**
 * Which request is answered.
 *
 * @param number counts the requests of that kind from 1
 */
public record Ask(Kind kind, long number) {

  /** What a request is for. */
  public enum Kind {
    SUBMIT,
    POLL,
    CHAT,
    FILE,
    /** Models and records. */
    LIST
  }
}
