package kinoloom.dsl;

/** A mistake of a script that ends what it is just doing; turned into a problem with its place. */
final class ScriptMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String about;
  private final String hint;

  ScriptMistake(String message, String hint) {
    this("", message, hint);
  }

  /**
   * @param about the name in the script that is wrong; empty for none
   */
  ScriptMistake(String about, String message, String hint) {
    super(message);
    this.about = about;
    this.hint = hint;
  }

  String about() {
    return about;
  }

  String hint() {
    return hint;
  }
}
