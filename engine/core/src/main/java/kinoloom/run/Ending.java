package kinoloom.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;

/**
 * How a run ended in this process.
 *
 * @param reason why it is not done, in a sentence
 * @param outputs the values that are known, by output
 * @param files filled when the outputs are published
 */
public record Ending(
    Status status,
    String reason,
    List<Failure> failures,
    Map<String, Object> outputs,
    Map<String, List<Path>> files) {

  public enum Status {
    DONE,
    FAILED,
    PAUSED,
    KEY_REFUSED,
    UNAVAILABLE,
    DISK_FULL,
    CANCELLED,
    /** The journal is damaged: what was paid was fetched, and nothing was submitted. */
    DAMAGED
  }

  /** What can help: a change of the script, the same again, or a person's decision. */
  public enum Remedy {
    EDIT,
    RETRY,
    DECIDE,
    /** A person's word at a gate. */
    APPROVE
  }

  /**
   * @param code of the doubt about it, see {@link kinoloom.plan.Doubt}; empty if there is none
   */
  public record Failure(
      StepId step,
      Place place,
      String message,
      String hint,
      Remedy remedy,
      int resubmissions,
      String code) {}

  /** The journal's word. */
  String word() {
    return switch (status) {
      case DONE -> "done";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case DAMAGED -> "damaged";
      default -> "paused";
    };
  }
}
