package kinoloom.platform;

import java.io.IOException;

/** A paid request certainly did not reach the platform whole: it may be sent again. */
public final class NotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  public NotSentException(String message, Throwable cause) {
    super(message, cause);
  }
}
