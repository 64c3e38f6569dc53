package kinoloom.emulator.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import kinoloom.emulator.store.Json;

/**
 * Finds the JSON a prompt asks for. Either a JSON Schema, or an example: leaves are type names or
 * descriptions, a list is written with one element.
 *
 * <pre>
 * {"title": "string", "shots": [{"scene": "string", "motion": "what moves, one sentence"}]}
 * {"type": "object", "properties": {"title": {"type": "string"}, "shots": {"type": "array", …}}}
 * </pre>
 */
final class ShapeReader {
  private static final Pattern EXACTLY =
      Pattern.compile("(?:exactly|exact|正好|恰好)\\s*(\\d{1,3})", Pattern.CASE_INSENSITIVE);
  private static final Pattern BOUNDS =
      Pattern.compile("from (-?\\d{1,9}) to (-?\\d{1,9})|at (least|most) (-?\\d{1,9})");
  private static final List<String> SCHEMA_TYPES =
      List.of("object", "array", "string", "integer", "number", "boolean");
  private static final int MOST_ELEMENTS = 100;
  // A prompt is a stranger's text: bound what is looked at, and how often.
  private static final int MOST_TEXT = 65_536;
  private static final int MOST_TRIES = 64;

  private ShapeReader() {}

  /** The first JSON object in the text that describes a shape. */
  static Optional<Shape> find(String whole) {
    String text = whole.substring(0, Math.min(whole.length(), MOST_TEXT));
    int at = text.indexOf('{');
    for (int tries = 0; at >= 0 && tries < MOST_TRIES; tries++, at = text.indexOf('{', at + 1)) {
      int end = closing(text, at);
      if (end > 0) {
        try {
          JsonNode node = Json.MAPPER.readTree(text.substring(at, end));
          if (!node.isEmpty()) {
            return Optional.of(read(node));
          }
        } catch (JsonProcessingException e) {
          // braces of ordinary prose; look on
        }
      }
    }
    return Optional.empty();
  }

  private static Shape read(JsonNode node) {
    if (isSchema(node)) {
      return schema(node);
    }
    if (node.isObject()) {
      Map<String, Shape> members = new LinkedHashMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), read(member.getValue())));
      return new Shape.Members(members);
    }
    if (node.isArray()) {
      return list(node);
    }
    return leaf(node);
  }

  private static Shape list(JsonNode node) {
    Shape each = node.isEmpty() ? new Shape.Leaf("string", List.of()) : read(node.get(0));
    for (JsonNode element : node) {
      if (!element.isTextual()) continue;
      int exactly = exactly(element.asText());
      if (exactly > 0) return new Shape.Elements(each, exactly, exactly);
      long[] bounds = bounds(element.asText());
      boolean says = node.size() > 1 && (bounds[0] > 0 || bounds[1] < MOST_ELEMENTS);
      if (says) {
        int least = (int) Math.max(0, Math.min(bounds[0], MOST_ELEMENTS));
        return new Shape.Elements(each, least, (int) Math.min(bounds[1], MOST_ELEMENTS));
      }
    }
    return new Shape.Elements(each);
  }

  /** {@code from 3 to 8}, {@code at least 3}, {@code at most 8}. */
  private static long[] bounds(String text) {
    long[] bounds = {Long.MIN_VALUE, Long.MAX_VALUE};
    Matcher matcher = BOUNDS.matcher(text);
    if (!matcher.find()) return bounds;
    if (matcher.group(1) != null) {
      bounds[0] = Long.parseLong(matcher.group(1));
      bounds[1] = Long.parseLong(matcher.group(2));
    } else {
      int bound = matcher.group(3).equals("least") ? 0 : 1;
      bounds[bound] = Long.parseLong(matcher.group(4));
    }
    return bounds;
  }

  private static Shape leaf(JsonNode node) {
    if (node.isBoolean()) {
      return new Shape.Leaf("boolean", List.of());
    }
    if (node.isNumber()) {
      return new Shape.Leaf(node.isIntegralNumber() ? "integer" : "number", List.of());
    }
    String text = node.asText().strip();
    String[] choices = text.split("\\s*\\|\\s*");
    if (choices.length > 1) {
      return new Shape.Leaf("string", Arrays.asList(choices));
    }
    String first = text.toLowerCase(Locale.ROOT).split("[^a-z]", 2)[0];
    long[] bounds = bounds(text);
    return new Shape.Leaf(
        switch (first) {
          case "integer", "int", "long" -> "integer";
          case "number", "float", "double", "decimal" -> "number";
          case "boolean", "bool" -> "boolean";
          default -> "string";
        },
        List.of(),
        bounds[0],
        bounds[1]);
  }

  private static boolean isSchema(JsonNode node) {
    String type = node.path("type").asText();
    return node.isObject()
        && SCHEMA_TYPES.contains(type)
        && switch (type) {
          case "object" -> node.path("properties").isObject();
          case "array" -> node.path("items").isObject();
          default -> !node.path("type").isContainerNode() && node.size() < 8 && plain(node);
        };
  }

  /** Tells {@code {"type":"string","description":…}} from an example that has a member "type". */
  private static boolean plain(JsonNode node) {
    List<String> keywords =
        List.of(
            "type",
            "description",
            "enum",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "format",
            "title",
            "default");
    return StreamSupport.stream(
            java.util.Spliterators.spliteratorUnknownSize(node.fieldNames(), 0), false)
        .allMatch(keywords::contains);
  }

  private static Shape schema(JsonNode node) {
    return switch (node.path("type").asText()) {
      case "object" -> {
        Map<String, Shape> members = new LinkedHashMap<>();
        node.path("properties")
            .properties()
            .forEach(member -> members.put(member.getKey(), read(member.getValue())));
        yield new Shape.Members(members);
      }
      case "array" -> {
        int least = node.path("minItems").asInt(0);
        int most = node.path("maxItems").asInt(0);
        int count = least > 0 && least == most ? Math.min(least, MOST_ELEMENTS) : 0;
        Shape each = read(node.path("items"));
        yield count > 0 ? new Shape.Elements(each, count, count) : new Shape.Elements(each);
      }
      default ->
          new Shape.Leaf(
              node.path("type").asText(),
              StreamSupport.stream(node.path("enum").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList());
    };
  }

  static int exactly(String text) {
    Matcher matcher = EXACTLY.matcher(text);
    return matcher.find() ? Math.min(Integer.parseInt(matcher.group(1)), MOST_ELEMENTS) : 0;
  }

  /** Where the object that opens at {@code from} ends, or -1. */
  private static int closing(String text, int from) {
    int depth = 0;
    boolean quoted = false;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return at + 1;
      }
    }
    return -1;
  }
}
