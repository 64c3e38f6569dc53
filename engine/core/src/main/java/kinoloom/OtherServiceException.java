package kinoloom;

import java.io.IOException;

/**
 * A run began on another service than the one it was to go on at; its tasks are known there alone.
 */
public final class OtherServiceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String began;

  OtherServiceException(String began, String now) {
    super("This run began on " + began + " and can only go on there, not on " + now);
    this.began = began;
  }

  /** The address of the service where the run began. */
  public String began() {
    return began;
  }
}
