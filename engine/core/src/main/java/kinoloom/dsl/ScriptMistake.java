package kinoloom.dsl;

/** A mistake of a script that ends what it is just doing; turned into a problem with its place. */
final class ScriptMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  ScriptMistake(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
