package kinoloom.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kinoloom.platform.Answer;
import kinoloom.platform.Refusal;
import kinoloom.platform.TaskStatus;

/** What the answer to a poll says of a task. Anything that might not be about it is unclear. */
final class TaskReader {
  private static final Set<String> SUCCEEDED =
      Set.of("SUCCEEDED", "SUCCESS", "SUCCEED", "COMPLETED", "COMPLETE", "DONE", "FINISHED");
  private static final Set<String> FAILED =
      Set.of("FAILED", "FAIL", "FAILURE", "ERROR", "CANCELED", "CANCELLED");
  private static final Set<String> WAITING =
      Set.of("CREATED", "PENDING", "SUBMITTED", "QUEUED", "QUEUEING", "WAITING", "ACCEPTED");
  private static final Pattern GONE =
      Pattern.compile(
          "(?i)(task|id ?=).{0,300}not exist|^not exist|no such task|task.{0,20}not found");

  private final Origin origin;

  TaskReader(Origin origin) {
    this.origin = origin;
  }

  static boolean succeeded(String state) {
    return SUCCEEDED.contains(state);
  }

  TaskStatus read(Answer answer) {
    int status = answer.status();
    Optional<ObjectNode> object = Json.object(answer.body());
    if (status / 100 != 2) return unclear(status, object.flatMap(Refusals::text).orElse(""));
    if (object.isEmpty()) {
      String cut = answer.complete() ? "" : "cut off, ";
      return new TaskStatus.Unclear(cut + Json.describe(answer.contentType(), answer.body()));
    }
    ObjectNode root = object.get();
    Envelope envelope = Envelope.of(root);
    // With nothing wrapped, "error" is the platform's word for its own trouble.
    boolean trouble = root.path("status").asText("").equalsIgnoreCase("error");
    return trouble ? trouble(Refusals.text(root).orElse("")) : read(envelope);
  }

  private static TaskStatus unclear(int status, String said) {
    String text = said.isEmpty() ? "" : ": " + Json.shown(said);
    if (status == 401 || status == 403) {
      return new TaskStatus.Refused(
          new Refusal(
              Refusal.Reason.KEY_REFUSED, "the key was refused (HTTP " + status + ")" + text));
    }
    if (status == 404 || GONE.matcher(said).find()) {
      return new TaskStatus.Lost("the task does not exist (HTTP " + status + ")" + text);
    }
    return new TaskStatus.Unclear("HTTP " + status + text);
  }

  private static TaskStatus trouble(String said) {
    if (GONE.matcher(said).find()) return gone(said);
    return new TaskStatus.Unclear("the platform reports trouble: " + Json.shown(said));
  }

  private static TaskStatus gone(String said) {
    return new TaskStatus.Lost("the task does not exist: " + Json.shown(said));
  }

  /** What a record holds of a task. */
  TaskStatus read(ObjectNode output) {
    return read(Envelope.of(output));
  }

  private TaskStatus read(Envelope envelope) {
    String state = envelope.status();
    if (succeeded(state)) {
      List<TaskStatus.Media> media = envelope.media(origin);
      if (!media.isEmpty()) return new TaskStatus.Succeeded(media, envelope.usage());
      return new TaskStatus.Lost("the task is said to be done, but no result is named");
    }
    String said = Refusals.text(envelope.inner()).orElse("");
    if (FAILED.contains(state)) return failed(said);
    if (state.isEmpty()) {
      if (GONE.matcher(said).find()) return gone(said);
      return new TaskStatus.Unclear(
          said.isEmpty() ? "the answer has no status" : "no status, but: " + Json.shown(said));
    }
    // The platform itself has stopped asking the vendor; a later look may know more.
    if (state.equals("UNKNOWN")) return new TaskStatus.Lost("the platform answers UNKNOWN");
    if (WAITING.contains(state)) return new TaskStatus.Waiting(Json.shown(state));
    return new TaskStatus.Running(Json.shown(state));
  }

  private static TaskStatus failed(String said) {
    if (GONE.matcher(said).find()) return gone(said);
    // What the platform says when it cannot read its own records.
    if (said.strip().equalsIgnoreCase("system error")) return trouble(said);
    // The platform could not ask the vendor, calls that a failure, and asks no more.
    if (Refusals.lost(said)) {
      return new TaskStatus.Lost("the platform could not ask the vendor: " + Json.shown(said));
    }
    return new TaskStatus.Failed(Refusals.ofTask(said));
  }
}
