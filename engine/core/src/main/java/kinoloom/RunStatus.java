package kinoloom;

import java.time.Instant;
import java.util.List;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;

/**
 * A run as its journal tells it, whoever is running it.
 *
 * @param state {@code running} (a process owns it), {@code interrupted} (none does and it has not
 *     ended), {@code done}, {@code failed}, {@code paused}, {@code cancelled}; or, where the rest
 *     is only what could be read, {@code damaged} or {@code newer} (written by a newer version)
 * @param reserved what may still be charged for requests under way or of unknown fate
 * @param published paths of what was put into the output folder
 */
public record RunStatus(
    String id,
    String title,
    String state,
    Instant started,
    Spending spending,
    List<StepStatus> steps,
    List<String> published) {

  public record Spending(Money spent, Money reserved) {}

  /**
   * @param state {@code waiting}, {@code submitting}, {@code running}, {@code fetching}, {@code
   *     done}, {@code reused}, {@code failed}, {@code needs a decision}
   * @param detail the task id, the platform's word, or what went wrong
   */
  public record StepStatus(
      StepId id, Kind kind, String model, String state, String detail, Money cost, Place place) {}

  public RunStatus {
    steps = List.copyOf(steps);
    published = List.copyOf(published);
  }
}
