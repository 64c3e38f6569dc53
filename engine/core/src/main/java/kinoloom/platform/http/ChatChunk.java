package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import kinoloom.platform.Usage;

/**
 * One line of a chat's answer that comes in pieces:
 *
 * <pre>data: {"choices":[{"index":0,"delta":{"content":"One"}}],"content":"One","finish":"0"}</pre>
 *
 * {@code finish} says nothing that can be relied on.
 */
record ChatChunk(ObjectNode json) {
  private static final String PREFIX = "data:";

  /** Empty for the end mark, comments, blank lines and all else that is no JSON object. */
  static Optional<ChatChunk> of(String line) {
    String data = data(line);
    return data.startsWith("{") ? Json.object(data).map(ChatChunk::new) : Optional.empty();
  }

  static boolean isData(String line) {
    return plain(line).startsWith(PREFIX);
  }

  static boolean isEnd(String line) {
    return data(line).equals("[DONE]");
  }

  private static String data(String line) {
    String text = plain(line);
    return text.startsWith(PREFIX) ? text.substring(PREFIX.length()).strip() : text;
  }

  private static String plain(String line) {
    return (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
  }

  Optional<String> error() {
    // Some vendors say what went wrong in place of a piece, with a code.
    boolean vendors = json.hasNonNull("code") && !json.has("choices") && !json.has("content");
    return Refusals.failure(json).or(() -> vendors ? Refusals.text(json) : Optional.empty());
  }

  /** The words it adds to the answer. */
  String text() {
    return said("content");
  }

  /** What the model thinks aloud; no part of the answer. */
  String reasoning() {
    return said("reasoning_content");
  }

  /** How many letters of reasoning were left out where pieces were folded into this one. */
  int reasoningLeftOut() {
    return json.path("folded").path("reasoning").asInt(0);
  }

  private String said(String name) {
    if (isWhole()) return "";
    String delta = choice().path("delta").path(name).asText("");
    if (!delta.isEmpty()) return delta;
    // The platform's copy of the same words. With several choices it may be of another.
    boolean ours = json.path("choices").isEmpty() || choice().isObject();
    return ours ? json.path(name).asText("") : "";
  }

  /** The whole answer, which some send after all pieces, or instead of them; else empty. */
  String whole() {
    if (!isWhole()) return "";
    String message = choice().path("message").path("content").asText("");
    return message.isEmpty() ? json.path("content").asText("") : message;
  }

  private boolean isWhole() {
    return choice().path("message").isObject() && !choice().path("delta").isObject();
  }

  /** Nobody asks for more than one answer; of several the first counts. */
  private JsonNode choice() {
    for (JsonNode it : json.path("choices")) if (it.path("index").asInt(0) == 0) return it;
    return MissingNode.getInstance();
  }

  Usage usage() {
    return Envelope.usage(json);
  }

  /**
   * Whether the answer is whole with it: a reason to finish, or the usage in a chunk of its own.
   * Some tell the usage so far with every piece; that ends nothing.
   */
  boolean ends() {
    String reason = choice().path("finish_reason").asText("");
    if (!reason.isEmpty() && !reason.equals("null")) return true;
    return !usage().values().isEmpty() && json.path("choices").isEmpty() && text().isEmpty();
  }

  /** Whether it says words and nothing else, so that it can be joined with its neighbours. */
  boolean plain() {
    boolean one = json.path("choices").size() <= 1 && choice().path("delta").isObject();
    boolean copy = json.path("choices").isEmpty() && !(text() + reasoning()).isEmpty();
    boolean tools = choice().path("delta").path("tool_calls").isContainerNode();
    return (one || copy) && !tools && !json.has("folded") && !ends() && error().isEmpty();
  }
}
