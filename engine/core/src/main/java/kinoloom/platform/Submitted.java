package kinoloom.platform;

/** What the answer to a paid request means. */
public sealed interface Submitted {

  /** A task was made; it has to be polled. */
  record Accepted(TaskId task) implements Submitted {}

  /** The work is done already: an image model that answers at once. */
  record Finished(TaskStatus.Succeeded result) implements Submitted {}

  /** A chat's words. */
  record Text(String text, Usage usage) implements Submitted {}

  /** Certainly not accepted. */
  record Rejected(Refusal refusal) implements Submitted {}

  /**
   * It may have been accepted or not.
   *
   * @param usage what it has used, if a whole answer says so: then it was accepted and is charged
   */
  record Ambiguous(String message, Usage usage) implements Submitted {
    public Ambiguous(String message) {
      this(message, Usage.NONE);
    }
  }
}
