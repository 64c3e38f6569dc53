package kinoloom.emulator.upstream;

/** Why there is no answer, in words that may be told to the client: they hold no secret. */
public final class UpstreamException extends Exception {
  private static final long serialVersionUID = 1L;

  UpstreamException(String message) {
    super(message);
  }
}
