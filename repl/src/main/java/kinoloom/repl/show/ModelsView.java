package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.ModelSpec;
import kinoloom.repl.console.Columns;

/** The models as a table, or as a tree for programs. */
public final class ModelsView {
  private ModelsView() {}

  public static String text(List<ModelSpec> models) {
    Columns table = new Columns("CATEGORY", "MODEL", "YUAN", "TIME", "WORDS").right(2, 3);
    for (ModelSpec model : models) {
      ModelSpec.Estimate price = model.estimate(Map.of());
      table.row(
          model.category(),
          model.model(),
          Yuan.range(price.low(), price.high()),
          Math.round(model.typical(Map.of()).p50()) + " s",
          words(model));
    }
    return table + "\n\nYUAN: the least and most a call costs. A * marks what must be given.";
  }

  private static String words(ModelSpec model) {
    return model.fields().stream()
        .map(field -> field.word() + (field.required() ? "*" : ""))
        .collect(Collectors.joining(" "));
  }

  public static List<Map<String, Object>> json(List<ModelSpec> models) {
    return models.stream().map(ModelsView::json).toList();
  }

  private static Map<String, Object> json(ModelSpec model) {
    ModelSpec.Estimate price = model.estimate(Map.of());
    ModelSpec.Typical typical = model.typical(Map.of());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.model());
    json.put("category", model.category());
    json.put("vendor", model.vendor());
    json.put("description", model.description());
    json.put("low", price.low());
    json.put("high", price.high());
    json.put("typicalSeconds", typical.p50());
    json.put("slowSeconds", typical.p90());
    json.put("fields", model.fields().stream().map(ModelsView::json).toList());
    return json;
  }

  private static Map<String, Object> json(FieldSpec field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("word", field.word());
    json.put("type", field.type().name().toLowerCase(Locale.ROOT));
    json.put("media", field.media());
    json.put("required", field.required());
    json.put("default", field.standard());
    json.put("values", field.limits().values());
    json.put("min", field.limits().min());
    json.put("max", field.limits().max());
    return json;
  }
}
