package kinoloom;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;

/**
 * How a run ended.
 *
 * @param reason why it did not end well, and what to do, in a sentence; empty when it did
 * @param outputs the values of the workflow's outputs that are known; files are {@link
 *     kinoloom.artifact.Artifact}s
 * @param files what was published, by output, in the order of the workflow
 */
public record RunResult(
    String run,
    Status status,
    String reason,
    Map<String, Object> outputs,
    Map<String, List<Path>> files,
    List<Failure> failures,
    RunStatus.Spending spending) {

  public enum Status {
    DONE,
    /** A step failed, or something that it needs. */
    FAILED,
    /** Waits for a person: money, a decision about a request nobody knows the fate of. */
    PAUSED,
    /** The platform refused the key. */
    KEY_REFUSED,
    /** The platform cannot be reached. */
    UNAVAILABLE,
    /** There is no room for the results, or hardly any for the journal. */
    DISK_FULL,
    CANCELLED,
    /** The journal is damaged: what was accepted was fetched, and nothing was submitted. */
    DAMAGED
  }

  /** What can help a step that failed. */
  public enum Remedy {
    /** A change of the script or of what it was given; trying the same again fails again. */
    EDIT,
    /** Resuming the run tries it again, and it may do better. */
    RETRY,
    /** Resuming the run with another policy for unclear requests. */
    DECIDE,
    /** A person's word at a gate. */
    APPROVE
  }

  /**
   * A step that has no value, and why.
   *
   * @param resubmissions how often its request was sent again although nobody knew what became of
   *     the one before
   * @param code {@code UNCLEAR_REQUEST}, {@code LOST_TASK}, {@code OUTPUT_EXPIRED}, {@code
   *     OUTPUT_UNUSABLE} or {@code OUTPUT_DAMAGED} where a decision is needed; empty elsewhere
   */
  public record Failure(
      StepId step,
      Place place,
      String message,
      String hint,
      Remedy remedy,
      int resubmissions,
      String code) {}

  /** Where nothing more is known of its money. */
  public RunResult(
      String run,
      Status status,
      String reason,
      Map<String, Object> outputs,
      Map<String, List<Path>> files,
      List<Failure> failures,
      Money spent) {
    this(run, status, reason, outputs, files, failures, new RunStatus.Spending(spent, Money.ZERO));
  }

  /** What is known to be charged. */
  public Money spent() {
    return spending.spent();
  }

  public RunResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    failures = List.copyOf(failures);
  }
}
