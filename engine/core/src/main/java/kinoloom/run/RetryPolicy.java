package kinoloom.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and how soon something that certainly did not happen is tried again: capped
 * exponential, with full jitter.
 */
public record RetryPolicy(int attempts, Duration first, Duration most) {
  /** For requests that did not arrive, or that were turned away for being too many. */
  public static final RetryPolicy SUBMIT =
      new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(30));

  /** For downloads. */
  public static final RetryPolicy FETCH =
      new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(40));

  /** Between a task that failed and the same request; a script says how often. */
  static final RetryPolicy TASK =
      new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(4), Duration.ofMinutes(2));

  static final RetryPolicy LOCAL_TASK =
      new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(100), Duration.ofSeconds(2));

  /** Whether another attempt is due after {@code made}. */
  public boolean again(int made) {
    return made < attempts;
  }

  public Duration pause(int made, RandomGenerator random) {
    double cap = Math.min(most.toMillis(), first.toMillis() * Math.pow(2, Math.min(made, 20) - 1));
    return Duration.ofMillis((long) (cap * random.nextDouble()));
  }

  /**
   * The pause after a refusal; never shorter than what the server asks for.
   *
   * @param asked null if it does not ask
   */
  public Duration pause(int made, Duration asked, RandomGenerator random) {
    Duration own = pause(made, random);
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }
}
