package kinoloom.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads an answer as one JSON object, strictly: two values for one key, or two different objects,
 * could name two tasks. Besides JSON it knows two things old versions of the platform have sent:
 * the same object twice, and an object as Python prints it.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNumberLength(64)
                          .maxStringLength(1024 * 1024)
                          .build())
                  .build())
          .build();

  /** Control characters, ends of lines, and those that turn the direction of writing. */
  private static final String UNSHOWN =
      "[\\p{Cc}\\x{61c}\\x{200e}\\x{200f}\\x{2028}-\\x{202e}\\x{2066}-\\x{2069}]+";

  private Json() {}

  /** Empty if the text is anything but one object. */
  static Optional<ObjectNode> object(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
    if (!body.startsWith("{")) return Optional.empty();
    return strict(body).or(() -> strict(python(body)));
  }

  private static Optional<ObjectNode> strict(String body) {
    try (JsonParser parser = MAPPER.createParser(body)) {
      JsonNode first = MAPPER.readTree(parser);
      JsonNode next;
      while ((next = MAPPER.readTree(parser)) != null && !next.isMissingNode()) {
        if (!next.equals(first)) return Optional.empty();
      }
      return first instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Rewrites {@code {'a': None}} as {@code {"a": null}}. */
  private static String python(String body) {
    StringBuilder json = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\'' || c == '"') {
        at = literal(body, at, json);
      } else if (Character.isLetter(c)) {
        int end = at;
        while (end < body.length() && Character.isLetter(body.charAt(end))) end++;
        json.append(word(body.substring(at, end)));
        at = end;
      } else {
        json.append(c);
        at++;
      }
    }
    return json.toString();
  }

  private static int literal(String body, int start, StringBuilder json) {
    char quote = body.charAt(start);
    json.append('"');
    int at = start + 1;
    while (at < body.length() && body.charAt(at) != quote) {
      char c = body.charAt(at++);
      if (c == '\\' && at < body.length()) {
        char escaped = body.charAt(at++);
        json.append(escaped == '\'' ? "'" : "\\" + escaped);
      } else {
        json.append(c == '"' ? "\\\"" : String.valueOf(c));
      }
    }
    json.append('"');
    return at + 1;
  }

  private static String word(String word) {
    return switch (word) {
      case "True" -> "true";
      case "False" -> "false";
      case "None" -> "null";
      default -> word;
    };
  }

  /** A short text without line breaks, escapes or credentials, fit for a message. */
  static String shown(String text) {
    String plain =
        text.replaceAll("(?i)(bearer\\s+)[^\\s\"',}]+", "$1…").replaceAll(UNSHOWN, " ").strip();
    return plain.length() > 300 ? plain.substring(0, 300) + "…" : plain;
  }

  /** Says of a body that is no JSON object what it seems to be. */
  static String describe(String contentType, String body) {
    if (body.isBlank()) return "an empty answer";
    String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    String start = body.length() > 400 ? body.substring(0, 400) : body;
    String said = shown(start.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "));
    String cut = said.length() > 120 ? said.substring(0, 120) + "…" : said;
    return "no JSON object" + (type.isEmpty() ? "" : " (" + type + ")") + ": " + cut;
  }
}
