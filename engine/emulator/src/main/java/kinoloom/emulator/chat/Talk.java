package kinoloom.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import kinoloom.emulator.store.Json;

/**
 * A chat that was answered, as the account's records tell of it: long texts in short.
 *
 * @param id of the answer; the ledger's entries have it too
 * @param input what the client sent
 * @param free whether the platform cannot charge for it
 */
public record Talk(
    String id,
    Instant time,
    String model,
    ObjectNode input,
    String answer,
    ObjectNode usage,
    boolean free) {

  public Talk {
    input = Excerpt.of(input);
    answer = Excerpt.of(answer);
    usage = usage.deepCopy();
  }

  /** Its line in {@code chats.log}. */
  ObjectNode write() {
    ObjectNode line = Json.object();
    line.put("id", id).put("time", time.toString()).put("model", model).put("free", free);
    line.put("answer", answer).set("usage", usage);
    line.set("input", input);
    return line;
  }

  static Talk read(ObjectNode line) {
    return new Talk(
        line.path("id").asText(),
        Instant.parse(line.path("time").asText()),
        line.path("model").asText(),
        (ObjectNode) line.path("input"),
        line.path("answer").asText(),
        (ObjectNode) line.path("usage"),
        line.path("free").asBoolean());
  }
}
