package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.emulator.store.Json;

/** A request's fields, however they were sent: query, JSON, form, or multipart. */
final class Form {
  private final ObjectNode fields = Json.object();
  private final Map<String, List<Path>> parts = new LinkedHashMap<>();

  /** Sets a field; a name sent again becomes a list, as on the platform. */
  void add(String name, String value) {
    JsonNode before = fields.get(name);
    if (before instanceof ArrayNode list) {
      list.add(value);
    } else if (before != null) {
      fields.putArray(name).add(before).add(value);
    } else {
      fields.put(name, value);
    }
  }

  void addAll(ObjectNode json) {
    fields.setAll(json);
  }

  void addPart(String name, Path file) {
    parts.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
  }

  List<Path> parts(String name) {
    return parts.getOrDefault(name, List.of());
  }

  /** Every field that is not an uploaded part. */
  ObjectNode fields() {
    return fields;
  }

  /** A field as text; empty when it is missing or not a plain value. */
  String text(String name) {
    JsonNode value = fields.path(name);
    return value.isArray() && value.size() > 0 ? value.get(0).asText("") : value.asText("");
  }

  /** What the platform's scripts take for true: any text that is not empty, {@code "false"} too. */
  boolean truthy(String name) {
    JsonNode value = fields.path(name);
    return value.isTextual() ? !value.asText().isEmpty() : value.asBoolean();
  }

  String require(String name) throws WireError {
    return Optional.of(text(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> WireError.missing(name));
  }
}
