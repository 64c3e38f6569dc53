package kinoloom.platform;

import java.time.Duration;

/**
 * What came back for a paid request, before anything is made of it.
 *
 * @param complete false when the connection ended before the body did
 * @param retryAfter how long the server asks to be left alone; null if it does not say
 */
public record Answer(
    int status, String contentType, String body, boolean complete, Duration retryAfter) {

  public Answer(int status, String contentType, String body, boolean complete) {
    this(status, contentType, body, complete, null);
  }
}
