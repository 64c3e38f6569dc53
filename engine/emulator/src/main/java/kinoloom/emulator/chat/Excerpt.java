package kinoloom.emulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import kinoloom.emulator.store.Json;

/**
 * What was sent, in short: texts are cut where {@link #MOST} characters of all are used up, and
 * what comes later is left out. What a record is found by comes first.
 */
final class Excerpt {
  static final int MOST = 4000;
  private static final int LONGEST_NAME = 100;
  private static final List<String> FIRST = List.of("transno", "model", "catelogid");

  private int left = MOST;

  private Excerpt() {}

  static ObjectNode of(ObjectNode whole) {
    Excerpt excerpt = new Excerpt();
    ObjectNode copy = Json.object();
    for (String name : FIRST) {
      if (whole.has(name)) {
        copy.set(name, excerpt.copy(whole.get(name)));
      }
    }
    excerpt.fields(whole, copy);
    return copy;
  }

  static String of(String whole) {
    return new Excerpt().text(whole);
  }

  private JsonNode copy(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return fields(object, Json.object());
    }
    if (node instanceof ArrayNode list) {
      ArrayNode copy = Json.MAPPER.createArrayNode();
      for (int i = 0; i < list.size() && left > 0; i++) {
        left--;
        copy.add(copy(list.get(i)));
      }
      return copy;
    }
    if (node.isTextual()) {
      return TextNode.valueOf(text(node.asText()));
    }
    left -= node.asText().length();
    return node;
  }

  private ObjectNode fields(ObjectNode whole, ObjectNode copy) {
    whole
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (left > 0 && name.length() <= LONGEST_NAME && !copy.has(name)) {
                left -= name.length();
                copy.set(name, copy(field.getValue()));
              }
            });
    return copy;
  }

  private String text(String whole) {
    if (whole.length() <= left) {
      left -= whole.length();
      return whole;
    }
    int end = Math.max(0, left);
    left = 0;
    boolean split = end > 0 && Character.isHighSurrogate(whole.charAt(end - 1));
    return whole.substring(0, split ? end - 1 : end) + "…";
  }
}
