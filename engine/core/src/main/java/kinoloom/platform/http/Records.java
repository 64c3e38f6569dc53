package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kinoloom.platform.Answer;
import kinoloom.platform.TaskId;
import okhttp3.HttpUrl;

/**
 * An account's records of its calls: today's tasks, and the history. They hold what was sent, our
 * transno with it, at a depth and in a wrapping that has changed with time.
 */
final class Records {
  private static final List<String> CATEGORY_AND_OTHER_NAME = List.of("ref2v", "r2v");

  private final Origin origin;
  private final List<String> paths;
  private final Function<HttpUrl, CompletableFuture<Answer>> get;

  Records(Origin origin, List<String> paths, Function<HttpUrl, CompletableFuture<Answer>> get) {
    this.origin = origin;
    this.paths = paths;
    this.get = get;
  }

  /** The one record that names the transno. */
  CompletableFuture<Optional<ObjectNode>> find(String category, String transno) {
    List<HttpUrl> urls = new ArrayList<>();
    List<String> names =
        CATEGORY_AND_OTHER_NAME.contains(category) ? CATEGORY_AND_OTHER_NAME : List.of(category);
    for (String path : paths) {
      for (String name : names) {
        urls.add(
            origin
                .at(path)
                .addQueryParameter("llmcatelogid", name)
                .addQueryParameter("page", "1")
                .addQueryParameter("pagerows", "200")
                .build());
      }
    }
    return find(urls, transno);
  }

  private CompletableFuture<Optional<ObjectNode>> find(List<HttpUrl> urls, String transno) {
    if (urls.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
    return get.apply(urls.get(0))
        .thenApply(answer -> record(answer, transno))
        .exceptionally(notTold -> Optional.empty())
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : find(urls.subList(1, urls.size()), transno));
  }

  private static Optional<ObjectNode> record(Answer answer, String transno) {
    Optional<ObjectNode> object = Json.object(answer.body());
    if (answer.status() != 200 || object.isEmpty()) return Optional.empty();
    JsonNode rows = object.get().path("rows");
    if (!rows.isArray()) rows = object.get().path("data").path("tasks");
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      if (!(row instanceof ObjectNode record) || !names(record, transno)) continue;
      found.put(record.path("taskid").asText(""), record);
    }
    // Two tasks for one transno is for a person to judge.
    return found.size() == 1 ? Optional.of(found.values().iterator().next()) : Optional.empty();
  }

  static Optional<TaskId> task(ObjectNode record) {
    String id = record.path("taskid").asText("");
    return id.isBlank() ? Optional.empty() : Optional.of(new TaskId(id));
  }

  /** The last thing the platform has heard of the task. */
  static Optional<ObjectNode> output(ObjectNode record) {
    for (String name : List.of("ioinfo", "io_content")) {
      JsonNode io = record.path(name);
      if (io.isTextual()) io = Json.object(io.asText()).map(JsonNode.class::cast).orElse(io);
      JsonNode output = io.path("output");
      JsonNode last = output.isArray() ? output.path(output.size() - 1) : output;
      if (last instanceof ObjectNode object) return Optional.of(object);
    }
    return Optional.empty();
  }

  private static boolean names(JsonNode node, String transno) {
    if (node.path("transno").asText("").equals(transno)) return true;
    for (JsonNode child : node) {
      if (child.isContainerNode() && names(child, transno)) return true;
      if (child.isTextual() && child.asText().startsWith("{")) {
        Optional<ObjectNode> inner = Json.object(child.asText());
        if (inner.isPresent() && names(inner.get(), transno)) return true;
      }
    }
    return false;
  }
}
