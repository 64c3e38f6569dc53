package kinoloom.platform;

import java.io.IOException;

/** A result's link leads nowhere any more. Asking for the task again may give a fresh one. */
public final class ExpiredLinkException extends IOException {
  private static final long serialVersionUID = 1L;

  public ExpiredLinkException(String message) {
    super(message);
  }
}
