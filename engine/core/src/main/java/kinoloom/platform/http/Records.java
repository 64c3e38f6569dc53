package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Origin origin;
  private final List<String> paths;
  private final Function<HttpUrl, CompletableFuture<Answer>> get;

  Records(Origin origin, List<String> paths, Function<HttpUrl, CompletableFuture<Answer>> get) {
    this.origin = origin;
    this.paths = paths;
    this.get = get;
  }

  /**
   * @param names of the category on the wire; which of them a record stands under is not known
   */
  CompletableFuture<Optional<TaskId>> find(List<String> names, String transno) {
    List<HttpUrl> urls = new ArrayList<>();
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
    return inTurn(urls, transno);
  }

  private CompletableFuture<Optional<TaskId>> inTurn(List<HttpUrl> urls, String transno) {
    if (urls.isEmpty()) return CompletableFuture.completedFuture(Optional.empty());
    return get.apply(urls.get(0))
        .thenApply(answer -> task(answer, transno))
        .exceptionally(notTold -> Optional.empty())
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : inTurn(urls.subList(1, urls.size()), transno));
  }

  private static Optional<TaskId> task(Answer answer, String transno) {
    Optional<ObjectNode> object = Json.object(answer.body());
    if (answer.status() != 200 || object.isEmpty()) return Optional.empty();
    JsonNode rows = object.get().path("rows");
    if (!rows.isArray()) rows = object.get().path("data").path("tasks");
    Set<TaskId> found = new LinkedHashSet<>();
    for (JsonNode row : rows) {
      if (!(row instanceof ObjectNode record) || !names(record, transno)) continue;
      String id = record.path("taskid").asText("");
      if (!id.isBlank()) found.add(new TaskId(id));
    }
    // Two tasks for one transno is for a person to judge.
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
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
