package kinoloom.platform.http;

/** Where the platform's services are, below its base URL. */
public record Paths(
    String chat, String image, String video, String tasks, String models, OfAccount account) {

  /**
   * Services the platform's document does not name and not every server has; empty for one that is
   * not to be asked.
   *
   * @param today a list of today's tasks
   * @param history a list of all calls
   */
  public record OfAccount(String balance, String today, String history) {}

  /** As the platform documents them, and as its public code has those of the account. */
  public static final Paths STANDARD =
      new Paths(
          "/llmage/v1/chat/completions",
          "/llmage/v1/image/generations",
          "/llmage/v1/video/generations",
          "/llmage/v1/tasks",
          "/llmage/v1/models",
          new OfAccount(
              "/accounting/mybalance.dspy",
              "/llmage/get_my_asynctasks.dspy",
              "/llmage/api/get_inference_history.dspy"));
}
