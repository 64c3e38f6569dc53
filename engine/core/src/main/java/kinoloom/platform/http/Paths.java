package kinoloom.platform.http;

/** Where the platform's services are, below its base URL. */
public record Paths(
    String chat, String image, String video, String tasks, String models, String balance) {

  /** As the platform documents them. */
  public static final Paths STANDARD =
      new Paths(
          "/llmage/v1/chat/completions",
          "/llmage/v1/image/generations",
          "/llmage/v1/video/generations",
          "/llmage/v1/tasks",
          "/llmage/v1/models",
          "/accounting/mybalance.dspy");
}
