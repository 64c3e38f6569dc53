package kinoloom.run;

import java.time.Duration;
import java.util.random.RandomGenerator;
import kinoloom.platform.ModelSpec;

/**
 * When a task is asked for next. Immutable.
 *
 * @param first the delay before the first poll
 * @param share of the time waited so far that passes before the next one
 * @param least the shortest and {@code most} the longest pause
 * @param patience how long a process waits before it parks the task; it can be resumed
 */
public record PollSchedule(
    Duration first, double share, Duration least, Duration most, Duration patience) {

  /** For a server on this machine, whose clock may run faster than the world's. */
  public static final PollSchedule LOCAL =
      new PollSchedule(
          Duration.ofMillis(100),
          0.15,
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofHours(1));

  /** For the real platform, from how long such tasks take: late first, then denser, then rarer. */
  public static PollSchedule of(ModelSpec.Typical typical) {
    double p50 = typical.p50();
    return new PollSchedule(
        seconds(clamp(0.3 * p50, 2, 45)),
        0.15,
        seconds(clamp(p50 / 12, 2, 10)),
        Duration.ofSeconds(30),
        seconds(Math.max(1800, 6 * typical.p90())));
  }

  /** The pause before the next poll of a task that was accepted {@code waited} ago. */
  public Duration next(Duration waited, RandomGenerator random) {
    double pause = clamp(waited.toMillis() * share, least.toMillis(), most.toMillis());
    return Duration.ofMillis((long) (pause * (0.9 + 0.2 * random.nextDouble())));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
