package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kinoloom.emulator.store.Json;

/** Every model the emulator offers, and how long each category takes. */
public final class ModelTable {

  /** Half of the tasks are done by {@code p50}, nine of ten by {@code p90}. */
  public record Typical(Duration p50, Duration p90) {}

  private final List<Model> models;
  private final Map<Category, Typical> typical;

  private ModelTable(List<Model> models, Map<Category, Typical> typical) {
    this.models = List.copyOf(models);
    this.typical = Map.copyOf(typical);
  }

  /**
   * Reads the table that comes with the emulator.
   *
   * @param pixelScale of the pictures that the emulator draws, and takes
   */
  public static ModelTable load(double pixelScale) throws IOException {
    try (InputStream in =
        ModelTable.class.getResourceAsStream("/kinoloom/emulator/emulator-models.json")) {
      return read(Json.MAPPER.readTree(in), pixelScale);
    }
  }

  public Optional<Model> find(String id, Category category) {
    return models.stream()
        .filter(model -> model.id().equals(id) && model.category() == category)
        .findFirst();
  }

  public List<Model> all() {
    return models;
  }

  public Typical typical(Category category) {
    return typical.get(category);
  }

  private static ModelTable read(JsonNode root, double pixelScale) {
    Map<String, JsonNode> shared = new HashMap<>();
    root.path("fields").properties().forEach(e -> shared.put(e.getKey(), e.getValue()));
    Map<String, PictureRule> pictures = new HashMap<>();
    root.path("pictures")
        .properties()
        .forEach(e -> pictures.put(e.getKey(), PictureRule.read(e.getValue(), pixelScale)));
    List<Model> models = new ArrayList<>();
    root.path("models").forEach(node -> models.add(Model.read(node, shared, pictures)));
    Map<Category, Typical> typical = new EnumMap<>(Category.class);
    root.path("typical")
        .properties()
        .forEach(
            entry ->
                typical.put(
                    Category.of(entry.getKey()).orElseThrow(),
                    new Typical(
                        millis(entry.getValue().path("p50")),
                        millis(entry.getValue().path("p90")))));
    return new ModelTable(models, typical);
  }

  private static Duration millis(JsonNode seconds) {
    return Duration.ofMillis(Math.round(seconds.asDouble() * 1000));
  }
}
