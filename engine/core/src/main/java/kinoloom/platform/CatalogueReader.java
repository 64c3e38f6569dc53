package kinoloom.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the files of models. Entries are merged as JSON first, as in RFC 7396, and understood
 * afterwards, so that a user's file may change one number of a model.
 */
final class CatalogueReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What the platform's document describes, and what else was seen. */
  private static final List<String> BUNDLED = List.of("models.json", "newer-models.json");

  private static final String FIELDS = "fields";

  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();

  private CatalogueReader() {}

  static Catalogue read(Path extra) {
    CatalogueReader reader = new CatalogueReader();
    BUNDLED.forEach(reader::addBundled);
    if (extra != null && Files.exists(extra)) reader.add(extra);
    return reader.understand();
  }

  private void addBundled(String file) {
    try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
      add(file, in.readAllBytes());
    } catch (IOException e) {
      throw new CatalogueException(file + " cannot be read", e);
    }
  }

  private void add(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      add(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CatalogueException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void add(String file, byte[] bytes) {
    JsonNode models = parse(file, bytes).path("models");
    if (models.isMissingNode()) return;
    if (!models.isArray()) {
      throw new CatalogueException(file + ": 'models' must be a list of models", null);
    }
    for (int i = 0; i < models.size(); i++) {
      String where = file + ": models[" + i + "]";
      if (!(models.get(i) instanceof ObjectNode entry)) {
        throw new CatalogueException(where + " must be an object", null);
      }
      String category = name(where, entry, "category");
      String key = category + " " + name(where, entry, "model");
      ObjectNode merged = (ObjectNode) merge(base(where, key, category, entry), entry);
      forgetPictures(merged.path(FIELDS), entry.path(FIELDS));
      files.put(key, file);
      entries.put(key, merged);
    }
  }

  private static JsonNode parse(String file, byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root instanceof ObjectNode) return root;
      throw new CatalogueException(file + " must be an object with 'models' in it", null);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " in line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new CatalogueException(file + " is no JSON" + place + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CatalogueException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String name(String where, ObjectNode entry, String what) {
    String name = entry.path(what).asText("");
    if (name.isBlank()) throw new CatalogueException(where + " has no '" + what + "'", null);
    return name;
  }

  private ObjectNode base(String where, String key, String category, ObjectNode entry) {
    JsonNode like = entry.remove("like");
    if (like == null) {
      ObjectNode known = entries.getOrDefault(key, JSON.createObjectNode());
      return replaces(entry, known) ? JSON.createObjectNode() : known;
    }
    ObjectNode base = entries.get(category + " " + like.asText());
    if (base != null) return base;
    throw new CatalogueException(
        where
            + " is like '"
            + like.asText()
            + "', but no "
            + category
            + " model before it is called that",
        null);
  }

  /**
   * Whether an entry stands in for one of a model that is not documented. It may be older than that
   * one: words and defaults that it does not name would change its requests, and so their keys.
   */
  private static boolean replaces(ObjectNode entry, ObjectNode known) {
    return known.path("source").has("seen")
        && entry.path("endpoint").isTextual()
        && entry.path(FIELDS).isObject();
  }

  /** What a picture must be is not told any more where a field takes other files now. */
  private static void forgetPictures(JsonNode merged, JsonNode change) {
    change
        .properties()
        .forEach(
            it -> {
              JsonNode media = it.getValue().path("media");
              if (media.isMissingNode() || media.asText().equals("image")) return;
              if (it.getValue().has("picture")) return;
              if (merged.get(it.getKey()) instanceof ObjectNode field) field.remove("picture");
            });
  }

  private static JsonNode merge(JsonNode base, JsonNode change) {
    if (!(base instanceof ObjectNode) || !(change instanceof ObjectNode)) return change;
    ObjectNode merged = base.deepCopy();
    change
        .properties()
        .forEach(
            it -> {
              if (it.getValue().isNull()) merged.remove(it.getKey());
              else merged.set(it.getKey(), merge(merged.path(it.getKey()), it.getValue()));
            });
    return merged;
  }

  private Catalogue understand() {
    List<ModelSpec> models = new ArrayList<>();
    List<ModelSpec> all = Collections.unmodifiableList(models);
    entries.forEach(
        (key, entry) -> models.add(new EntryReader(files.get(key) + ": " + key, entry).read(all)));
    return new Catalogue(models);
  }
}
