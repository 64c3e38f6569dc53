package kinoloom.emulator.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.store.Json;

/**
 * What was accepted: never changes.
 *
 * @param ordinal counts the tasks of an emulator from 1
 * @param input what the client sent, each file as its key
 * @param settings the model's fields with the defaults filled in
 * @param lasts how long the task takes
 */
public record Order(
    String taskid,
    long ordinal,
    Instant accepted,
    Model model,
    ObjectNode input,
    Map<String, String> settings,
    Duration lasts) {

  public Order {
    input = input.deepCopy();
    settings = new LinkedHashMap<>(settings);
  }

  public String transno() {
    return text("transno");
  }

  String text(String field) {
    return input.path(field).asText("");
  }

  /** The keys of the files sent in that field. */
  List<String> files(String field) {
    JsonNode value = input.path(field);
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList();
    }
    return value.isTextual() ? List.of(value.asText()) : List.of();
  }

  ObjectNode write() {
    ObjectNode line = Json.object();
    line.put("event", "accepted").put("taskid", taskid).put("ordinal", ordinal);
    line.put("time", accepted.toString()).put("model", model.id());
    line.put("catelogid", model.category().wire()).put("lasts", lasts.toMillis());
    line.set("settings", Json.MAPPER.valueToTree(settings));
    line.set("input", input);
    return line;
  }

  static Order read(ObjectNode line, BiFunction<String, Category, Model> models) {
    Map<String, String> settings = new LinkedHashMap<>();
    line.path("settings")
        .properties()
        .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    return new Order(
        line.path("taskid").asText(),
        line.path("ordinal").asLong(),
        Instant.parse(line.path("time").asText()),
        models.apply(
            line.path("model").asText(),
            Category.of(line.path("catelogid").asText()).orElseThrow()),
        (ObjectNode) line.path("input"),
        settings,
        Duration.ofMillis(line.path("lasts").asLong()));
  }
}
