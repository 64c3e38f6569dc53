package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One model in one category: what it takes and what it costs. */
public record Model(
    String id, Category category, List<FieldRule> fields, List<FileRule> files, Price price) {

  public Model {
    fields = List.copyOf(fields);
    files = List.copyOf(files);
  }

  static Model read(
      JsonNode node, Map<String, JsonNode> shared, Map<String, PictureRule> pictures) {
    List<FieldRule> fields = new ArrayList<>();
    node.path("fields")
        .properties()
        .forEach(
            field -> {
              JsonNode rule = field.getValue();
              fields.add(
                  FieldRule.read(
                      field.getKey(), rule.isTextual() ? shared.get(rule.asText()) : rule));
            });
    List<FileRule> files = new ArrayList<>();
    node.path("files")
        .properties()
        .forEach(file -> files.add(FileRule.read(file.getKey(), file.getValue(), pictures)));
    return new Model(
        node.path("id").asText(),
        Category.of(node.path("catelogid").asText()).orElseThrow(),
        fields,
        files,
        Price.read(node.path("price")));
  }

  /** Checks what was sent and fills the defaults in: every field of the table gets a value. */
  public Map<String, String> resolve(Map<String, String> sent, Map<String, Integer> fileCounts)
      throws Rejection {
    Map<String, String> resolved = new LinkedHashMap<>();
    for (FieldRule field : fields) {
      resolved.put(field.name(), field.resolve(sent.get(field.name())));
    }
    for (FileRule file : files) {
      file.check(fileCounts.getOrDefault(file.name(), 0));
    }
    return resolved;
  }
}
