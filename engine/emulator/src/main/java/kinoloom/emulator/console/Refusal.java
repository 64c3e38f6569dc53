package kinoloom.emulator.console;

/** A request that is not answered as asked: a status, and what the page or the JSON says. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String word;
  private final transient Object[] args;

  /**
   * @param word a key of {@link Words}
   */
  Refusal(int status, String word, Object... args) {
    super(status + " " + word);
    this.status = status;
    this.word = word;
    this.args = args;
  }

  int status() {
    return status;
  }

  String said(Words words) {
    return words.say(word, args);
  }

  /** Not there, or someone else's: the answer is the same. */
  static Refusal notFound() {
    return new Refusal(404, "error.404");
  }

  /** A request that no page of ours has sent, or an old one. */
  static Refusal forged() {
    return new Refusal(403, "error.403");
  }
}
