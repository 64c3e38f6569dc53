package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.Methods;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.quirk.Ask.Kind;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Sight;
import kinoloom.emulator.task.Task;
import kinoloom.emulator.task.Tasks;

/** What stands where. */
final class Routes {
  private static final List<Category> PICTURES = List.of(Category.T2I);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final List<Category> CLIPS = List.of(Category.T2V, Category.I2V, Category.REF2V);

  private final Parts parts;
  private final Replies replies;
  private final Faults faults;
  private final Map<String, Integer> polls = new ConcurrentHashMap<>();
  private final Map<String, Integer> links = new ConcurrentHashMap<>();

  Routes(Parts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
    this.faults = parts.pace().faults();
  }

  Map<String, Endpoint> table() {
    Chat chat = new Chat(parts, replies);
    Submission submission = new Submission(parts);
    Records records = new Records(parts, replies);
    Catalogue catalogue = new Catalogue(parts.pace().models(), faults, replies);
    FileService files = new FileService(parts.files(), faults, parts.clock(), replies);
    return Map.of(
        "/llmage/v1/chat/completions", post(Kind.CHAT, chat::serve),
        "/llmage/v1/image/generations",
            post(Kind.SUBMIT, call -> submit(call, submission, PICTURES)),
        "/llmage/v1/video/generations", post(Kind.SUBMIT, call -> submit(call, submission, CLIPS)),
        "/llmage/v1/tasks", get(Kind.POLL, this::task),
        "/llmage/v1/models", get(Kind.LIST, catalogue::serve),
        "/llmage/get_my_asynctasks.dspy", get(Kind.LIST, records::today),
        "/llmage/api/get_inference_history.dspy", get(Kind.LIST, records::history),
        "/idfile", get(Kind.FILE, files::serve));
  }

  private static Endpoint post(Kind kind, Endpoint.Action action) {
    return new Endpoint(Methods.POST, kind, action);
  }

  private static Endpoint get(Kind kind, Endpoint.Action action) {
    return new Endpoint(Methods.GET, kind, action);
  }

  private void submit(Call call, Submission submission, List<Category> offered)
      throws IOException, WireError, InterruptedException {
    Task task = submission.accept(call, offered);
    boolean atOnce = offered == PICTURES && faults.answersAtOnce();
    ObjectNode body = atOnce ? picture(call, task) : replies.submitted(task.order());
    replies.send(call.exchange(), 200, body);
  }

  private ObjectNode picture(Call call, Task task) throws InterruptedException {
    while (!isOver(parts.tasks().status(task))) {
      parts.timer().pause(LOOK);
    }
    ObjectNode told = replies.task(call, task, parts.tasks().status(task), nextLink(task));
    return replies.atOnce(task.order(), told);
  }

  private void task(Call call) throws IOException, WireError {
    String taskid = call.form().require("taskid");
    Tasks tasks = parts.tasks();
    Optional<Task> found =
        tasks.find(call.account(), taskid).filter(task -> tasks.isSeen(task, Sight.Where.POLL));
    ObjectNode body =
        found.map(task -> told(call, task)).orElseGet(() -> replies.unknownTask(taskid));
    int count = found.isPresent() ? polls.merge(taskid, 1, Integer::sum) : 0;
    replies.send(call.exchange(), 200, faults.polled(body, call.ask(), count));
  }

  private ObjectNode told(Call call, Task task) {
    Task.Status status = parts.tasks().status(task);
    int link = status == Task.Status.SUCCEEDED ? nextLink(task) : 0;
    return replies.task(call, task, status, link);
  }

  private int nextLink(Task task) {
    return links.merge(task.order().taskid(), 1, Integer::sum);
  }

  private static boolean isOver(Task.Status status) {
    return status == Task.Status.SUCCEEDED || status == Task.Status.FAILED;
  }
}
