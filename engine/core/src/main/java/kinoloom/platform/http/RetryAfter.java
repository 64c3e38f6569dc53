package kinoloom.platform.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Response;

/** How long a server asks to be left alone: {@code Retry-After}, in seconds or as a date. */
final class RetryAfter {
  private static final Duration MOST = Duration.ofMinutes(10);

  private RetryAfter() {}

  /** From nothing to ten minutes; null if it does not say, or what it says is no time. */
  static Duration of(Response response) {
    String said = response.header("Retry-After", "").strip();
    if (said.matches("\\d+")) {
      return said.length() > 9 ? MOST : clamped(Duration.ofSeconds(Long.parseLong(said)));
    }
    Date until = response.headers().getDate("Retry-After");
    if (until == null) return null;
    // By the server's own clock if it shows it: this machine's may be wrong.
    Date now = response.headers().getDate("Date");
    Instant from =
        now != null ? now.toInstant() : Instant.ofEpochMilli(response.receivedResponseAtMillis());
    return clamped(Duration.between(from, until.toInstant()));
  }

  private static Duration clamped(Duration asked) {
    if (asked.isNegative()) return Duration.ZERO;
    return asked.compareTo(MOST) > 0 ? MOST : asked;
  }
}
