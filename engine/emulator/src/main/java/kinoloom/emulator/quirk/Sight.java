package kinoloom.emulator.quirk;

import java.time.Duration;

/**
 * Someone looks for a task. Durations are the platform's, before the time scale.
 *
 * @param attempt 1 for the first task of a prompt, 2 for the next of the same
 * @param age since it was accepted
 * @param over since it succeeded; negative while it has not
 */
public record Sight(Where where, int attempt, Duration age, Duration over) {

  /** Where tasks are seen. */
  public enum Where {
    POLL,
    TODAY,
    HISTORY
  }
}
