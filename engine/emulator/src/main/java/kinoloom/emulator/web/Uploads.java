package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.emulator.model.FileRule;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.Rejection;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.store.StoredFile;
import kinoloom.emulator.task.Inspection;

/**
 * The media of a request, by field: uploaded parts, {@code data:} URIs, or files the platform
 * already holds, named by their {@code /idfile} URL or key. Nothing is ever fetched from elsewhere.
 */
final class Uploads {
  private static final int LONGEST_KEY = 300;

  private final FileStore files;
  private final Map<String, List<Upload>> byField = new LinkedHashMap<>();
  private final Map<Upload, String> types = new LinkedHashMap<>();

  Uploads(FileStore files, Model model, Form form, Faults faults) throws IOException, Rejection {
    this.files = files;
    for (FileRule rule : model.files()) {
      List<Upload> found = new ArrayList<>();
      List<Path> parts = form.parts(rule.name());
      if (!faults.loses(parts.size(), rule.max())) {
        parts.forEach(part -> found.add(new Upload(part, null)));
      }
      JsonNode value = form.fields().path(rule.name());
      if (value.isArray()) {
        for (JsonNode element : value) {
          found.add(named(rule.name(), element.asText()));
        }
      } else if (value.isTextual() && !value.asText().isEmpty()) {
        found.add(named(rule.name(), value.asText()));
      }
      byField.put(rule.name(), found);
    }
  }

  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    byField.forEach((field, uploads) -> counts.put(field, uploads.size()));
    return counts;
  }

  /** Checks that every file is what its field takes. */
  void inspect(Model model) throws IOException, Rejection {
    for (FileRule rule : model.files()) {
      for (Upload upload : byField.get(rule.name())) {
        types.put(upload, Inspection.require(rule, upload.path()));
      }
    }
  }

  /** Keeps the files and writes their keys into the input: one is a string, more are a list. */
  void keep(ObjectNode input) throws IOException {
    for (Map.Entry<String, List<Upload>> field : byField.entrySet()) {
      List<String> keys = new ArrayList<>();
      for (Upload upload : field.getValue()) {
        keys.add(upload.key() != null ? upload.key() : published(upload));
      }
      if (keys.size() == 1) {
        input.put(field.getKey(), keys.get(0));
      } else if (keys.size() > 1) {
        keys.forEach(input.putArray(field.getKey())::add);
      }
    }
  }

  private String published(Upload upload) throws IOException {
    String type = types.get(upload);
    // A copy, since Undertow removes its own temporary file when the exchange ends.
    Path copy = files.scratch(".upload");
    Files.copy(upload.path(), copy);
    String name = "upload." + type.substring(type.indexOf('/') + 1);
    return files.publish(copy, name, type).key();
  }

  private Upload named(String field, String value) throws IOException, Rejection {
    if (value.startsWith("data:")) {
      return new Upload(decoded(field, value), null);
    }
    StoredFile file =
        files
            .find(key(value))
            .orElseThrow(
                () ->
                    new Rejection(
                        "InvalidParameter: " + field + " cannot be downloaded from that address"));
    return new Upload(file.path(), file.key());
  }

  private Path decoded(String field, String uri) throws IOException, Rejection {
    int comma = uri.indexOf(',');
    if (comma < 0 || !uri.substring(0, comma).endsWith(";base64")) {
      throw new Rejection("InvalidParameter: " + field + " is not a base64 data URI");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(uri.substring(comma + 1));
      Path file = files.scratch(".data");
      Files.write(file, bytes);
      return file;
    } catch (IllegalArgumentException e) {
      throw new Rejection("InvalidParameter: " + field + " is not a base64 data URI");
    }
  }

  /** The key in an idfile URL; anything else is taken for a key. */
  private static String key(String value) {
    if (!value.startsWith("http://") && !value.startsWith("https://")) {
      return value.length() > LONGEST_KEY ? "" : value;
    }
    try {
      URI uri = URI.create(value);
      String query = uri.getRawQuery();
      boolean ours = "/idfile".equals(uri.getPath()) && query != null && query.startsWith("path=");
      // What follows an & is about the link, such as until when it works.
      return ours
          ? URLDecoder.decode(query.substring(5).split("&")[0], StandardCharsets.UTF_8)
          : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
