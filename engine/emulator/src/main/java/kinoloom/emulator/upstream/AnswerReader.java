package kinoloom.emulator.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import kinoloom.emulator.store.Json;

/** Reads one answer, in lines as they come or in one body, whichever the server chose to send. */
final class AnswerReader {
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final UpstreamChat.Listener listener;
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder other = new StringBuilder();
  private JsonNode usage = Json.MAPPER.missingNode();
  private boolean ended;
  private boolean inPieces;

  AnswerReader(UpstreamChat.Listener listener) {
    this.listener = listener;
  }

  /** What failed on the way to the client, as opposed to on the way from the server. */
  static final class ClientGone extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    ClientGone(IOException cause) {
      super(cause);
    }
  }

  Said read(BufferedReader lines) throws IOException, UpstreamException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(DATA)) {
        piece(line.substring(DATA.length()).strip());
      } else if (!inPieces) {
        other.append(line).append('\n');
      }
    }
    if (!inPieces) whole();
    if (!ended) throw new UpstreamException("the upstream's answer was cut off");
    return new Said(
        content.toString(),
        reasoning.toString(),
        usage.path("prompt_tokens").asLong(-1),
        usage.path("completion_tokens").asLong(-1));
  }

  private void piece(String data) throws UpstreamException {
    inPieces = true;
    if (data.equals(DONE)) {
      ended = true;
      return;
    }
    JsonNode piece = object(data);
    if (piece == null) return;
    refuse(piece);
    if (piece.path("usage").isObject()) usage = piece.path("usage");
    JsonNode choice = piece.path("choices").path(0);
    if (choice.path("finish_reason").isTextual()) ended = true;
    hear(choice.path("delta"));
  }

  private void whole() throws UpstreamException {
    JsonNode body = object(other.toString());
    if (body == null) throw new UpstreamException("the upstream's answer is no JSON");
    refuse(body);
    JsonNode message = body.path("choices").path(0).path("message");
    if (!message.path("content").isTextual()) {
      throw new UpstreamException("the upstream's answer holds no text");
    }
    usage = body.path("usage");
    ended = true;
    hear(message);
  }

  private void hear(JsonNode words) {
    String text = words.path("content").asText("");
    String thought = words.path("reasoning_content").asText("");
    if (text.isEmpty() && thought.isEmpty()) return;
    content.append(text);
    reasoning.append(thought);
    try {
      listener.heard(text, thought);
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }

  private static void refuse(JsonNode body) throws UpstreamException {
    String words = words(body);
    if (!words.isEmpty()) throw new UpstreamException(words);
  }

  /** What stands under {@code error}, a text or an object with a message; empty if nothing does. */
  static String words(JsonNode body) {
    JsonNode error = body.path("error");
    if (error.isTextual()) return error.asText();
    return error.isObject() ? error.path("message").asText(error.toString()) : "";
  }

  static JsonNode object(String text) {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
