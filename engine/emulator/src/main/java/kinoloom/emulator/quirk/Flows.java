package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kinoloom.emulator.store.Json;

/** What a chat's stream may look like. */
final class Flows {
  private static final List<String> THOUGHTS = List.of("The question ", "asks for ", "an answer.");

  /** Between any two chunks with words comes one with none. */
  static final Hook.Flow NULL_CONTENT =
      (flow, ask, attempt) -> {
        List<ObjectNode> chunks = new ArrayList<>();
        for (ObjectNode chunk : flow.chunks()) {
          chunks.add(chunk);
          if (hasWords(chunk)) {
            chunks.add(spoken(chunk, null, null));
          }
        }
        return flow.with(chunks);
      };

  static final Hook.Flow REASONING =
      (flow, ask, attempt) -> {
        List<ObjectNode> chunks = new ArrayList<>(flow.chunks());
        ObjectNode first = chunks.get(0);
        chunks.addAll(1, THOUGHTS.stream().map(thought -> spoken(first, null, thought)).toList());
        return flow.with(chunks);
      };

  static final Hook.Flow USAGE_EVERYWHERE =
      (flow, ask, attempt) -> {
        ObjectNode usage = usage(flow);
        return flow.with(
            each(flow, chunk -> chunk.put("finish", "1").set("usage", usage.deepCopy())));
      };

  static final Hook.Flow NO_USAGE =
      (flow, ask, attempt) ->
          flow.with(flow.chunks().stream().filter(chunk -> !chunk.has("usage")).toList());

  static final Hook.Flow ERROR =
      (flow, ask, attempt) -> {
        if (attempt > 1) {
          return flow;
        }
        List<ObjectNode> chunks = new ArrayList<>(firstHalf(flow));
        chunks.add(
            Json.object()
                .put("error", "ERROR:('Connection aborted.', ConnectionResetError(104))")
                .put("status", "FAILED")
                .put("llmusageid", "V1StGXR8Z5jdHi6BmyTab"));
        return flow.with(chunks);
      };

  static final Hook.Flow ONE_EVENT = (flow, ask, attempt) -> flow.parted("\n");

  static final Hook.Flow ENDLESS = (flow, ask, attempt) -> flow.endless();

  static final Hook.Flow CUT =
      (flow, ask, attempt) -> attempt > 1 ? flow : flow.torn(flow.chunks().size() / 2);

  static final Hook.Flow AS_JSON =
      (flow, ask, attempt) -> flow.labelled("application/json; charset=utf-8");

  private Flows() {}

  private static List<ObjectNode> firstHalf(ChatFlow flow) {
    return flow.chunks().subList(0, flow.chunks().size() / 2);
  }

  private static boolean hasWords(ObjectNode chunk) {
    return !chunk.path("content").asText("").isEmpty();
  }

  /** A chunk like that one with other words; either may be null. */
  private static ObjectNode spoken(ObjectNode like, String content, String reasoning) {
    ObjectNode chunk = like.deepCopy();
    ObjectNode delta = (ObjectNode) chunk.path("choices").path(0).path("delta");
    ((ObjectNode) chunk.path("choices").path(0)).remove("finish_reason");
    delta.put("content", content).put("role", (String) null);
    if (reasoning != null) {
      delta.put("reasoning_content", reasoning);
    }
    return chunk.put("content", content).put("reasoning_content", reasoning);
  }

  private static List<ObjectNode> each(ChatFlow flow, UnaryOperator<ObjectNode> shape) {
    return flow.chunks().stream().map(ObjectNode::deepCopy).map(shape).toList();
  }

  private static ObjectNode usage(ChatFlow flow) {
    return flow.chunks().stream()
        .filter(chunk -> chunk.has("usage"))
        .map(chunk -> (ObjectNode) chunk.get("usage"))
        .findFirst()
        .orElseGet(Json::object);
  }
}
