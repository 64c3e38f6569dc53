package kinoloom.testing;

import java.time.Duration;
import kinoloom.platform.Refusal;

/**
 * What becomes of one request.
 *
 * @param value what is answered: for a chat a text or plain data, else {@code byte[]}, a path, or
 *     null for a sample
 * @param refusal why not, where it is refused or fails
 * @param lasts how long its task takes
 */
record Outcome(How how, Object value, Refusal refusal, Duration lasts) {
  enum How {
    ANSWERED,
    REFUSED,
    FAILED,
    LOST,
    NOT_SENT
  }

  static final Duration USUAL = Duration.ofSeconds(10);
}
