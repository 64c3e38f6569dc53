package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kinoloom.platform.Answer;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus.Media;
import kinoloom.platform.TaskStatus.Succeeded;

/**
 * What the answer to a paid request means. Refused is only what was certainly refused: an error
 * without a sign of that, or an answer that is not understood, may hide a task that costs money.
 */
final class SubmitReader {
  /**
   * Timed out, in conflict with a request of the same Idempotency-Key, a vendor that failed; and
   * what proxies log when a client seems to have gone.
   */
  private static final Set<Integer> UNSURE = Set.of(408, 409, 424, 444, 460, 499);

  private final Origin origin;

  SubmitReader(Origin origin) {
    this.origin = origin;
  }

  Submitted read(Request request, Answer answer) {
    int status = answer.status();
    if (status / 100 == 2) return accepted(request, answer);
    String said = said(answer);
    if (refuses(status)) {
      boolean task = Json.object(answer.body()).filter(SubmitReader::namesTask).isPresent();
      return new Submitted.Rejected(Refusals.ofStatus(status, said, request.model(), task));
    }
    return new Submitted.Ambiguous("HTTP " + status + (said.isEmpty() ? "" : ": " + said));
  }

  /** Whether a status says that the request was not taken, whatever comes with it. */
  static boolean refuses(int status) {
    return status / 100 == 4 && !UNSURE.contains(status);
  }

  private static String said(Answer answer) {
    Optional<ObjectNode> object = Json.object(answer.body());
    if (object.isPresent()) return Json.shown(Refusals.text(object.get()).orElse(""));
    String page = answer.body().replaceAll("(?is)<(head|style|script)\\b.*?</\\1>", " ");
    return Json.shown(page.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " "));
  }

  private Submitted accepted(Request request, Answer answer) {
    boolean chat = request.category().equals("t2t");
    Optional<ObjectNode> object = Json.object(answer.body());
    if (object.isEmpty()) {
      if (chat && ChatStream.is(answer.body())) return ChatStream.read(answer);
      String cut = answer.complete() ? "" : "the answer was cut off; it is ";
      return new Submitted.Ambiguous(cut + Json.describe(answer.contentType(), answer.body()));
    }
    return chat ? chat(object.get()) : task(request, object.get());
  }

  static Submitted refused(String text) {
    return refused(text, false);
  }

  private static Submitted refused(String text, boolean task) {
    Refusal refusal = Refusals.ofBody(text, task);
    // A vendor that is busy or broken may have taken the request all the same.
    boolean unsure = Refusals.lost(text) || refusal.reason() == Refusal.Reason.BUSY;
    return unsure ? new Submitted.Ambiguous(Json.shown(text)) : new Submitted.Rejected(refusal);
  }

  /** Whether a task is named, anywhere and by anything: then one may have been made. */
  private static boolean namesTask(ObjectNode root) {
    return Stream.of("taskid", "task_id")
            .flatMap(key -> root.findValues(key).stream())
            .anyMatch(it -> it.isContainerNode() || !it.asText("").isBlank())
        || Envelope.of(root).taskId().isPresent();
  }

  private Submitted task(Request request, ObjectNode root) {
    Envelope envelope = Envelope.of(root);
    String state = envelope.status();
    boolean task = namesTask(root);
    String text = Refusals.text(root).orElse(said(envelope));
    boolean failed = state.equals("FAILED") || state.equals("FAIL") || state.equals("ERROR");
    if (failed) return refused(text, task);
    Optional<String> error = error(root, envelope, text);
    if (error.isPresent()) {
      if (!task) return refused(error.get());
      return new Submitted.Ambiguous(
          "both a task and an error: " + Refusals.message(200, error.get()));
    }
    Optional<String> id = envelope.taskId();
    List<Media> media = media(request.category(), root, envelope);
    if (!media.isEmpty() && (TaskReader.succeeded(state) || id.isEmpty())) {
      return new Submitted.Finished(new Succeeded(media, envelope.usage()));
    }
    if (id.isPresent()) return new Submitted.Accepted(new TaskId(id.get()));
    return new Submitted.Ambiguous("the answer names no task: " + Json.shown(root.toString()));
  }

  private static Optional<String> error(ObjectNode root, Envelope envelope, String text) {
    boolean outer = root.path("status").asText("").equalsIgnoreCase("error");
    JsonNode success = root.path("success");
    if (outer || success.isBoolean() && !success.asBoolean()) return Optional.of(text);
    return Refusals.error(root).or(() -> Refusals.error(envelope.inner()));
  }

  private static String said(Envelope envelope) {
    return Refusals.text(envelope.inner()).orElse("");
  }

  /** What was asked for: a cover in the answer to a video's request is not the video. */
  private List<Media> media(String category, ObjectNode root, Envelope envelope) {
    if (!category.equals("t2i")) return envelope.media("video", origin);
    List<Media> images = new ArrayList<>(envelope.media("image", origin));
    // As OpenAI's own image service answers.
    if (images.isEmpty() && root.path("data").isArray()) {
      for (JsonNode it : root.path("data")) {
        String url = it.path("url").asText("");
        if (!url.isBlank()) images.add(new Media("image", origin.resolve(url)));
      }
    }
    return images;
  }

  private static Submitted chat(ObjectNode root) {
    Optional<String> failure = Refusals.failure(root);
    if (failure.isPresent()) return refused(failure.get());
    ObjectNode inner =
        root.has("choices") || root.has("content") ? root : Envelope.of(root).inner();
    String text = said(inner, "content");
    if (!text.isBlank()) return new Submitted.Text(text, Envelope.usage(inner));
    boolean reasoned = !said(inner, "reasoning_content").isBlank();
    String nothing = ChatStream.nothing(reasoned);
    return new Submitted.Ambiguous(
        nothing + ": " + Json.shown(root.toString()), Envelope.usage(inner));
  }

  /** What a message says, or the platform's copy of it. */
  private static String said(ObjectNode answer, String name) {
    JsonNode message = answer.path("choices").path(0).path("message").path(name);
    boolean there = message.isTextual() && !message.asText().isBlank();
    JsonNode found = there ? message : answer.path(name);
    return found.isTextual() ? found.asText() : "";
  }
}
