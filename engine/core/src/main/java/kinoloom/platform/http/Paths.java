package kinoloom.platform.http;

import java.util.List;

/**
 * Where the platform's services are, below its base URL.
 *
 * @param records lists of an account's calls, in the order they are asked; not every server has
 *     them
 */
public record Paths(
    String chat,
    String image,
    String video,
    String tasks,
    String models,
    String balance,
    List<String> records) {

  public Paths {
    records = List.copyOf(records);
  }

  /** As the platform documents them. */
  public static final Paths STANDARD =
      new Paths(
          "/llmage/v1/chat/completions",
          "/llmage/v1/image/generations",
          "/llmage/v1/video/generations",
          "/llmage/v1/tasks",
          "/llmage/v1/models",
          "/accounting/mybalance.dspy",
          List.of("/llmage/get_my_asynctasks.dspy", "/llmage/api/get_inference_history.dspy"));
}
