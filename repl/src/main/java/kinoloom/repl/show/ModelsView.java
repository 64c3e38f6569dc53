package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kinoloom.platform.FieldSpec;
import kinoloom.platform.ModelSpec;
import kinoloom.repl.console.Columns;
import kinoloom.repl.service.Offers;

/** The models as a table, one by one, or as a tree for programs. */
public final class ModelsView {
  static final String UNVERIFIED = " (?)";

  private final List<ModelSpec> models;
  private final Offers offers;

  public ModelsView(List<ModelSpec> models, Offers offers) {
    this.models = models;
    this.offers = offers;
  }

  /** A line for each. */
  public String text() {
    String[] heads = {"CATEGORY", "MODEL", "NOW", "YUAN", "TIME", "WORDS"};
    Columns table =
        new Columns(row(heads)).right(offers.asked() ? new int[] {3, 4} : new int[] {2, 3});
    for (ModelSpec model : models) {
      ModelSpec.Estimate price = model.estimate(Map.of());
      table.row(
          row(
              model.category(),
              model.model() + (model.seen().isPresent() ? UNVERIFIED : ""),
              now(model),
              Yuan.range(price.low(), price.high()),
              Math.round(model.typical(Map.of()).p50()) + " s",
              words(model)));
    }
    return table + "\n\n" + legend();
  }

  /** Without the third where nothing is known of it. */
  private String[] row(String... words) {
    if (offers.asked()) return words;
    return new String[] {words[0], words[1], words[3], words[4], words[5]};
  }

  private String legend() {
    String legend = "YUAN: the least and most a call costs. A * marks what must be given.";
    if (offers.asked()) legend += "\nNOW: whether the platform offers it at the moment.";
    if (models.stream().anyMatch(it -> it.seen().isPresent())) {
      legend +=
          "\n(?): not in the platform's document, so unverified; kino models MODEL says more.";
    }
    return legend;
  }

  private String now(ModelSpec model) {
    return offers.of(model).map(it -> it ? "yes" : "no").orElse("?");
  }

  private static String words(ModelSpec model) {
    return model.fields().stream()
        .map(field -> field.word() + (field.required() ? "*" : ""))
        .collect(Collectors.joining(" "));
  }

  /** All that is known of each. */
  public String details() {
    return models.stream().map(this::details).collect(Collectors.joining("\n\n"));
  }

  private String details(ModelSpec model) {
    Columns fields = new Columns("WORD", "SENT AS", "TYPE", "VALUES", "DEFAULT");
    for (FieldSpec field : model.fields()) {
      fields.row(
          field.word() + (field.required() ? "*" : ""),
          field.sent() ? field.wire() : "-",
          type(field),
          values(field),
          field.standard() == null ? "" : String.valueOf(field.standard()));
    }
    ModelSpec.Estimate price = model.estimate(Map.of());
    ModelSpec.Typical time = model.typical(Map.of());
    Columns facts = new Columns();
    facts.row("catelogid", String.join(", else ", model.wireCategories()));
    facts.row(
        "price",
        model.priceInWords()
            + (model.priceInWords().endsWith(" a call")
                ? ""
                : "; " + Yuan.range(price.low(), price.high()) + " yuan a call"));
    for (FieldSpec field : model.fields()) {
      String rule = field.limits().picture().inWords();
      if (!rule.isEmpty()) facts.row(field.word(), rule);
    }
    facts.row("time", Math.round(time.p50()) + " s, slow ones " + Math.round(time.p90()) + " s");
    offers.of(model).ifPresent(it -> facts.row("offered now", it ? "yes" : "no"));
    model.seen().ifPresent(it -> facts.row("unverified", "seen in " + it));
    model
        .source()
        .forEach(
            (what, where) -> {
              if (!what.equals("seen")) facts.row("source of " + what, where);
            });
    String vendor = model.vendor().isEmpty() ? "" : ", " + model.vendor();
    return model.model()
        + " ("
        + model.category()
        + vendor
        + ")\n"
        + model.description()
        + "\n\n"
        + fields
        + "\n\n"
        + facts;
  }

  private static String type(FieldSpec field) {
    String type = field.type().inWords();
    return field.media() == null ? type : type + " (" + field.media() + ")";
  }

  private static String values(FieldSpec field) {
    FieldSpec.Limits limits = field.limits();
    if (!limits.values().isEmpty()) {
      return limits.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    if (field.type() == FieldSpec.Type.FILES && limits.max() != null)
      return "up to " + limits.max();
    if (limits.min() != null && limits.max() != null) return limits.min() + " to " + limits.max();
    if (limits.max() != null) return "up to " + limits.max();
    return limits.min() == null ? "" : "from " + limits.min();
  }

  public List<Map<String, Object>> json() {
    return models.stream().map(this::json).toList();
  }

  private Map<String, Object> json(ModelSpec model) {
    ModelSpec.Estimate price = model.estimate(Map.of());
    ModelSpec.Typical typical = model.typical(Map.of());
    Optional<Boolean> offered = offers.of(model);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.model());
    json.put("category", model.category());
    json.put("catelogid", model.wireCategories());
    json.put("vendor", model.vendor());
    json.put("description", model.description());
    json.put("offered", offered.orElse(null));
    json.put("documented", model.seen().isEmpty());
    json.put("price", model.priceInWords());
    json.put("low", price.low());
    json.put("high", price.high());
    json.put("typicalSeconds", typical.p50());
    json.put("slowSeconds", typical.p90());
    json.put("source", model.source());
    json.put("fields", model.fields().stream().map(ModelsView::json).toList());
    return json;
  }

  private static Map<String, Object> json(FieldSpec field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("word", field.word());
    json.put("wire", field.wire());
    json.put("type", field.type().name().toLowerCase(Locale.ROOT));
    json.put("media", field.media());
    json.put("required", field.required());
    json.put("default", field.standard());
    json.put("values", field.limits().values());
    json.put("min", field.limits().min());
    json.put("max", field.limits().max());
    if (field.pictures()) json.put("picture", field.limits().picture());
    return json;
  }
}
