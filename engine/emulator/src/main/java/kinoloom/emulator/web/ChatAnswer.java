package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import kinoloom.emulator.chat.Talk;
import kinoloom.emulator.store.Json;

/**
 * A model's answer, as one body or as the chunks of a stream.
 *
 * @param created in seconds since 1970
 */
record ChatAnswer(String id, long created, String model, String content, ObjectNode usage) {

  static ChatAnswer of(Talk talk) {
    long created = talk.time().getEpochSecond();
    return new ChatAnswer(talk.id(), created, talk.model(), talk.answer(), talk.usage());
  }

  /** The platform's number of the usage, which its records show. */
  static String usageId(String id) {
    return id.replaceFirst("^chatcmpl-", "").replace("-", "").substring(0, 21);
  }

  ObjectNode whole() {
    ObjectNode body = head("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject();
    choice.put("finish_reason", "stop").put("index", 0);
    choice.putObject("message").put("content", content).put("role", "assistant");
    body.put("model", model).putNull("reasoning_content").put("content", content);
    body.put("finish", "1").set("usage", usage);
    return body;
  }

  /** The opening chunk is empty, the last one carries the usage and no choice. */
  List<ObjectNode> chunks(int most) {
    List<ObjectNode> chunks = new ArrayList<>();
    chunks.add(chunk("", false));
    int size = Math.max(1, (content.length() + most - 1) / most);
    for (int from = 0; from < content.length(); ) {
      int to = Math.min(content.length(), from + size);
      if (to < content.length() && Character.isLowSurrogate(content.charAt(to))) {
        to++;
      }
      chunks.add(chunk(content.substring(from, to), to == content.length()));
      from = to;
    }
    chunks.add(last());
    return chunks;
  }

  /** The chunk that carries the usage and no choice. */
  ObjectNode last() {
    ObjectNode last = head("chat.completion.chunk");
    last.putArray("choices");
    last.put("model", model).put("finish", "1").set("usage", usage);
    return last;
  }

  /** A chunk of an answer whose end is not known yet. */
  ObjectNode chunk(String piece, String reasoning) {
    ObjectNode chunk = chunk(piece, false);
    if (!reasoning.isEmpty()) {
      ((ObjectNode) chunk.at("/choices/0/delta")).put("reasoning_content", reasoning);
      chunk.put("reasoning_content", reasoning);
    }
    return chunk;
  }

  static ObjectNode usage(String model, long input, long output) {
    return Json.object()
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output)
        .put("model", model);
  }

  private ObjectNode chunk(String piece, boolean stops) {
    ObjectNode chunk = head("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject();
    choice.putNull("logprobs").put("index", 0);
    choice.putObject("delta").put("content", piece).put("role", "assistant");
    if (stops) {
      choice.put("finish_reason", "stop");
    }
    chunk.put("model", model).putNull("reasoning_content").put("content", piece);
    return chunk.put("finish", "0");
  }

  private ObjectNode head(String object) {
    return Json.object().put("id", id).put("object", object).put("created", created);
  }
}
