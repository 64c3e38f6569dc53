package kinoloom.platform;

import java.util.List;

/** What a poll says of a task. Only {@link Succeeded} and {@link Failed} end it. */
public sealed interface TaskStatus {

  /** Accepted, not begun: CREATED, PENDING, submitted, queued. */
  record Waiting(String word) implements TaskStatus {}

  /** Being worked on; also any word that is not known. */
  record Running(String word) implements TaskStatus {}

  /**
   * @param media where the results can be fetched for a short while; never empty
   */
  record Succeeded(List<Media> media, Usage usage) implements TaskStatus {
    public Succeeded {
      media = List.copyOf(media);
    }
  }

  record Failed(Refusal refusal) implements TaskStatus {}

  /** Nobody may ask: the key is refused. The task goes on. */
  record Refused(Refusal refusal) implements TaskStatus {}

  /**
   * The platform has lost sight of the task: does not know it, has stopped asking the vendor for it
   * or could not ask, or names no result. The work may go on and may be charged. A later answer may
   * know more; if it does not, a person decides.
   */
  record Lost(String message) implements TaskStatus {}

  /** The answer says nothing about the task: an outer error, HTML, 5xx. Ask again. */
  record Unclear(String message) implements TaskStatus {}

  /**
   * A result to fetch.
   *
   * @param kind {@code image}, {@code video} or {@code audio}; a video's cover is not listed
   */
  record Media(String kind, String url) {}
}
