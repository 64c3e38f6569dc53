package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.store.StoredFile;
import kinoloom.emulator.task.Task;

/** What stands where. */
final class Routes {
  private static final List<Category> PICTURES = List.of(Category.T2I);
  private static final List<Category> CLIPS = List.of(Category.T2V, Category.I2V, Category.REF2V);

  private static final String INERT =
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
          + "frame-ancestors 'none'; sandbox";

  private final Parts parts;
  private final Replies replies;

  Routes(Parts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
  }

  Map<String, Endpoint> table() {
    Chat chat = new Chat(parts, replies);
    Submission submission =
        new Submission(parts.pace().models(), parts.files(), parts.books(), parts.tasks());
    Records records = new Records(parts.tasks(), parts.books(), parts.clock(), replies);
    return Map.of(
        "/llmage/v1/chat/completions", post(chat::serve),
        "/llmage/v1/image/generations", post(call -> submit(call, submission, PICTURES)),
        "/llmage/v1/video/generations", post(call -> submit(call, submission, CLIPS)),
        "/llmage/v1/tasks", get(this::task),
        "/llmage/v1/models", get(new Catalogue(parts.pace().models(), replies)::serve),
        "/llmage/get_my_asynctasks.dspy", get(records::today),
        "/llmage/api/get_inference_history.dspy", get(records::history),
        "/idfile", new Endpoint(Methods.GET, true, this::file));
  }

  private static Endpoint post(Endpoint.Action action) {
    return new Endpoint(Methods.POST, false, action);
  }

  private static Endpoint get(Endpoint.Action action) {
    return new Endpoint(Methods.GET, false, action);
  }

  private void submit(Call call, Submission submission, List<Category> offered)
      throws IOException, WireError {
    Task task = submission.accept(call, offered);
    replies.send(call.exchange(), 200, replies.submitted(task.order()));
  }

  private void task(Call call) throws IOException, WireError {
    String taskid = call.form().require("taskid");
    Optional<Task> found = parts.tasks().find(call.account(), taskid);
    ObjectNode body =
        found
            .map(task -> replies.task(call, task, parts.tasks().status(task)))
            .orElseGet(() -> replies.unknownTask(taskid));
    replies.send(call.exchange(), 200, body);
  }

  private void file(Call call) throws IOException {
    Optional<StoredFile> found = parts.files().find(call.form().text("path"));
    if (found.isEmpty()) {
      replies.text(call.exchange(), 404, "404: Not Found");
      return;
    }
    StoredFile file = found.get();
    call.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, file.mediaType());
    // Whatever is in it, a browser neither guesses another type nor runs anything.
    call.exchange()
        .getResponseHeaders()
        .put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .put(Headers.CONTENT_SECURITY_POLICY, INERT);
    call.exchange().setResponseContentLength(file.size());
    Files.copy(file.path(), call.exchange().getOutputStream());
    call.exchange().getOutputStream().close();
  }
}
