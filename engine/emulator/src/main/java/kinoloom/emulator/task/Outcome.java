package kinoloom.emulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kinoloom.emulator.store.Json;

/** How rendering ended. */
public sealed interface Outcome {

  /**
   * @param image the key of the picture, or of the clip's cover
   * @param video the key of the clip; empty for a picture
   */
  record Made(String image, String video) implements Outcome {}

  record Broken(String error) implements Outcome {}

  /** Its line in {@code tasks.log}. */
  default ObjectNode write(String taskid) {
    ObjectNode line = Json.object();
    if (this instanceof Made made) {
      return line.put("event", "rendered")
          .put("taskid", taskid)
          .put("image", made.image())
          .put("video", made.video());
    }
    if (this instanceof Broken broken) {
      return line.put("event", "failed").put("taskid", taskid).put("error", broken.error());
    }
    throw new IllegalStateException("no line for a " + this);
  }

  static Outcome read(ObjectNode line) {
    return "rendered".equals(line.path("event").asText())
        ? new Made(line.path("image").asText(), line.path("video").asText())
        : new Broken(line.path("error").asText());
  }
}
