package kinoloom.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kinoloom.platform.TaskStatus.Media;
import kinoloom.platform.Usage;

/**
 * An answer about a task, out of whatever it is wrapped in: nothing, {@code data}, {@code
 * data.resposne} (sic), or the last of an {@code output} list.
 *
 * @param wrapped whether there was a wrapping; only then is {@code status: error} not about the
 *     task
 */
record Envelope(ObjectNode inner, boolean wrapped) {

  static Envelope of(ObjectNode root) {
    JsonNode data = root.path("data");
    if (data.isObject()) {
      for (String key : List.of("resposne", "response")) {
        if (data.path(key) instanceof ObjectNode inner) return new Envelope(inner, true);
      }
      return new Envelope(lastOutput((ObjectNode) data), true);
    }
    ObjectNode inner = lastOutput(root);
    return new Envelope(inner, inner != root);
  }

  private static ObjectNode lastOutput(ObjectNode node) {
    JsonNode output = node.path("output");
    boolean listed = output.isArray() && !output.isEmpty();
    return listed && output.get(output.size() - 1) instanceof ObjectNode last ? last : node;
  }

  /** The state's word in capitals; empty if there is none. */
  String status() {
    for (String key : List.of("status", "taskstatus", "task_status")) {
      String word = inner.path(key).asText("").strip();
      if (inner.path(key).isTextual() && !word.isEmpty()) return word.toUpperCase(Locale.ROOT);
    }
    return "";
  }

  /** The task's name; ours to keep, so it has to look like one. */
  Optional<String> taskId() {
    for (String key : List.of("taskid", "task_id", "id")) {
      JsonNode id = inner.path(key);
      if (id.isMissingNode() || id.isNull()) continue;
      String text = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
      boolean name = text.matches("[A-Za-z0-9][A-Za-z0-9._:@=+/~-]{0,255}");
      return name ? Optional.of(text) : Optional.empty();
    }
    return Optional.empty();
  }

  /** The results; with a video, an image is just its cover. */
  List<Media> media(Origin origin) {
    for (String kind : List.of("video", "audio", "image")) {
      List<Media> found = media(kind, origin);
      if (!found.isEmpty()) return found;
    }
    return List.of();
  }

  List<Media> media(String kind, Origin origin) {
    JsonNode node = inner.path(kind);
    List<Media> found = new ArrayList<>();
    for (JsonNode it : node.isArray() ? node : List.of(node)) {
      String url = it.isObject() ? it.path("url").asText("") : it.isTextual() ? it.asText() : "";
      if (!url.isBlank()) found.add(new Media(kind, origin.resolve(url.strip())));
    }
    return found;
  }

  Usage usage() {
    return usage(inner);
  }

  static Usage usage(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    object.path("usage").properties().forEach(it -> value(it.getValue(), it.getKey(), values));
    return values.isEmpty() ? Usage.NONE : new Usage(values);
  }

  private static void value(JsonNode node, String name, Map<String, Object> values) {
    if (node.isIntegralNumber() && node.canConvertToLong()) values.put(name, node.asLong());
    else if (node.isNumber() && Double.isFinite(node.asDouble())) values.put(name, node.asDouble());
    else if (node.isBoolean()) values.put(name, node.asBoolean());
    else if (node.isTextual()) values.put(name, node.asText());
  }
}
