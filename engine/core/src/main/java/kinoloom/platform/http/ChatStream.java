package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import kinoloom.platform.Answer;
import kinoloom.platform.Submitted;
import kinoloom.platform.Usage;

/**
 * A chat's answer in pieces, which a server may send though it was asked not to. Read by lines and
 * not by events: the platform is known to put two pieces into one event.
 */
final class ChatStream {
  private ChatStream() {}

  static Submitted read(Answer answer) {
    StringBuilder text = new StringBuilder();
    Usage usage = Usage.NONE;
    boolean done = false;
    for (String line : answer.body().split("\r?\n")) {
      if (!line.startsWith("data:")) continue;
      String data = line.substring("data:".length()).strip();
      if (data.equals("[DONE]")) {
        done = true;
        continue;
      }
      Optional<ObjectNode> piece = Json.object(data);
      if (piece.isEmpty()) continue;
      Optional<String> error = Refusals.error(piece.get());
      if (error.isPresent()) return SubmitReader.refused(error.get());
      text.append(content(piece.get()));
      Usage said = Envelope.usage(piece.get());
      if (!said.values().isEmpty()) usage = said;
    }
    if (!done && !answer.complete()) return new Submitted.Ambiguous("the answer was cut off");
    if (text.isEmpty()) return new Submitted.Ambiguous("the answer holds no text");
    return new Submitted.Text(text.toString(), usage);
  }

  private static String content(ObjectNode piece) {
    JsonNode delta = piece.path("choices").path(0).path("delta").path("content");
    if (delta.isTextual()) return delta.asText();
    // A copy of the same words; null at times.
    return piece.path("content").isTextual() ? piece.path("content").asText() : "";
  }
}
