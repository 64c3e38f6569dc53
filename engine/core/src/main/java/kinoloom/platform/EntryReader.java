package kinoloom.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kinoloom.platform.FieldSpec.Limits;
import kinoloom.platform.FieldSpec.Type;
import kinoloom.platform.ModelSpec.Choice;
import kinoloom.platform.ModelSpec.Endpoint;
import kinoloom.platform.ModelSpec.Timing;
import kinoloom.platform.ModelSpec.Typical;

/** Understands one entry of a file of models. Every key must be known: a slip is not ignored. */
final class EntryReader {
  private static final List<String> KEYS =
      List.of(
          "category",
          "model",
          "vendor",
          "description",
          "endpoint",
          "catelogid",
          "fields",
          "price",
          "typical",
          "source");
  private static final List<String> FIELD_KEYS =
      List.of(
          "wire",
          "type",
          "media",
          "required",
          "default",
          "values",
          "min",
          "max",
          "by",
          "choices",
          "picture");
  private static final List<String> PRICE_KEYS =
      List.of("per", "rates", "perCredit", "perMillionTokens", "input", "output", "answer");
  private static final List<String> RATE_KEYS = List.of("when", "yuan");
  private static final List<String> TYPICAL_KEYS = List.of("when", "p50", "p90");

  private final String where;
  private final ObjectNode entry;
  private final Map<String, FieldSpec> fields = new LinkedHashMap<>();
  private final List<Choice> choices = new ArrayList<>();

  /**
   * @param where file and model, for messages
   */
  EntryReader(String where, ObjectNode entry) {
    this.where = where;
    this.entry = entry;
  }

  ModelSpec read(List<ModelSpec> all) {
    known("", entry, KEYS);
    String category = entry.path("category").asText();
    ModelSpec.About about =
        new ModelSpec.About(
            category,
            entry.path("model").asText(),
            entry.path("vendor").asText(""),
            entry.path("description").asText(""),
            constant(Endpoint.class, "endpoint", entry.path("endpoint")),
            wireCategories(category),
            strings(entry.path("source")));
    entry.path("fields").properties().forEach(it -> field(it.getKey(), it.getValue()));
    if (fields.isEmpty()) throw broken("'fields' is missing");
    return new ModelSpec(about, fields, choices, price(entry.path("price")), timings(), all);
  }

  private List<String> wireCategories(String category) {
    JsonNode node = entry.path("catelogid");
    if (node.isMissingNode()) return List.of(category);
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode it : node.isArray() ? node : List.of(node)) {
      if (it.isTextual() && !it.asText().isBlank()) names.add(it.asText());
      else throw broken("catelogid must be a name, or a list of names to try in turn");
    }
    return List.copyOf(required("catelogid", names.isEmpty() ? null : names));
  }

  private void field(String word, JsonNode node) {
    known(word + ": ", node, FIELD_KEYS);
    Type type = constant(Type.class, word + ": type", node.path("type"));
    List<Object> values = new ArrayList<>();
    node.path("values").forEach(it -> values.add(plain(it)));
    Limits limits =
        new Limits(
            values,
            whole(word + ": min", node.path("min")),
            whole(word + ": max", node.path("max")),
            picture(word, node));
    Object standard = plain(node.path("default"));
    if (standard != null && !values.isEmpty() && !values.contains(standard)) {
      throw broken(word + ": default " + standard + " is not one of " + values);
    }
    fields.put(
        word,
        new FieldSpec(
            word,
            node.hasNonNull("wire") ? node.get("wire").asText() : null,
            type,
            node.hasNonNull("media") ? node.get("media").asText() : null,
            node.path("required").asBoolean(false),
            standard,
            limits));
    if (node.has("choices")) {
      List<String> by = new ArrayList<>();
      node.path("by").forEach(it -> by.add(it.asText()));
      choices.add(new Choice(word, by, strings(node.get("choices"))));
    }
  }

  private PictureRule picture(String word, JsonNode field) {
    if (!field.has("picture")) return PictureRule.NONE;
    if (!"image".equals(field.path("media").asText())) {
      throw broken(word + ": 'picture' is for a field whose media is image");
    }
    return new PictureRuleReader(where + ": " + word + ": picture: ").read(field.get("picture"));
  }

  private Price price(JsonNode node) {
    known("price: ", node, PRICE_KEYS);
    return switch (node.path("per").asText("")) {
      case "free" -> new Price.Free();
      case "image" -> new Price.PerImage(rates(node));
      case "call" -> new Price.PerCall(rates(node));
      case "second" ->
          new Price.PerSecond(
              rates(node),
              yuan("price: perCredit", node.path("perCredit")),
              yuan("price: perMillionTokens", node.path("perMillionTokens")));
      case "1k tokens" ->
          new Price.PerToken(
              required("price: input", yuan("price: input", node.path("input"))),
              required("price: output", yuan("price: output", node.path("output"))),
              node.path("answer").path(0).asInt(100),
              node.path("answer").path(1).asInt(4000));
      default -> throw broken("price: 'per' must be free, image, call, second or 1k tokens");
    };
  }

  private Rates rates(JsonNode price) {
    List<Rates.Rule> rules = new ArrayList<>();
    for (JsonNode it : price.path("rates")) {
      known("price: rates: ", it, RATE_KEYS);
      BigDecimal yuan = required("price: yuan", yuan("price: yuan", it.path("yuan")));
      rules.add(new Rates.Rule(strings(it.path("when")), yuan));
    }
    if (rules.isEmpty()) throw broken("price: 'rates' is missing");
    return new Rates(rules);
  }

  private List<Timing> timings() {
    List<Timing> timings = new ArrayList<>();
    for (JsonNode it : entry.path("typical")) {
      known("typical: ", it, TYPICAL_KEYS);
      double p50 = it.path("p50").asDouble();
      double p90 = it.path("p90").asDouble();
      if (!(p50 > 0 && p90 >= p50))
        throw broken("typical: p50 and p90 must be seconds, p90 the longer");
      timings.add(new Timing(strings(it.path("when")), new Typical(p50, p90)));
    }
    if (timings.isEmpty()) throw broken("'typical' is missing");
    return timings;
  }

  private void known(String at, JsonNode node, List<String> keys) {
    if (!node.isObject())
      throw broken((at.isEmpty() ? "the entry" : at + "it") + " must be an object");
    node.fieldNames()
        .forEachRemaining(
            it -> {
              if (keys.contains(it)) return;
              String meant =
                  Nearest.to(it, keys).map(near -> "; did you mean '" + near + "'?").orElse("");
              throw broken(at + "unknown key '" + it + "'" + meant);
            });
  }

  private <E extends Enum<E>> E constant(Class<E> type, String what, JsonNode node) {
    List<String> names = new ArrayList<>();
    for (E it : type.getEnumConstants()) {
      String name = it.name().toLowerCase(Locale.ROOT);
      if (name.equals(node.asText())) return it;
      names.add(name);
    }
    throw broken(what + " must be " + Nearest.list(names, "or"));
  }

  private Integer whole(String what, JsonNode node) {
    if (node.isMissingNode()) return null;
    if (!node.isInt()) throw broken(what + " must be a whole number");
    return node.asInt();
  }

  /** Prices are text in the files: no floating point comes near them. */
  private BigDecimal yuan(String what, JsonNode node) {
    if (node.isMissingNode()) return null;
    try {
      BigDecimal yuan = new BigDecimal(node.isTextual() ? node.asText() : "");
      if (yuan.signum() >= 0) return yuan;
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw broken(what + " must be yuan as text, such as \"0.14\"");
  }

  private <T> T required(String what, T value) {
    if (value == null) throw broken(what + " is missing");
    return value;
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new LinkedHashMap<>();
    node.properties().forEach(it -> strings.put(it.getKey(), it.getValue().asText()));
    return strings;
  }

  private static Object plain(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) return null;
    if (node.isInt()) return node.asInt();
    return node.isBoolean() ? (Object) node.asBoolean() : node.asText();
  }

  private CatalogueException broken(String what) {
    return new CatalogueException(where + ": " + what, null);
  }
}
