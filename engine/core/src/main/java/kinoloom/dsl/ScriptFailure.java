package kinoloom.dsl;

/** A closure of a script failed on the values it was given: the message says where and how. */
final class ScriptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
