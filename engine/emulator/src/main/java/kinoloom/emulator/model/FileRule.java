package kinoloom.emulator.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * A field that takes files.
 *
 * @param kind what the files must be: {@code image}, {@code video} or {@code audio}
 * @param max how many, at most
 * @param picture what each must be, if they are pictures
 */
public record FileRule(String name, String kind, boolean required, int max, PictureRule picture) {

  static FileRule read(String name, JsonNode node, Map<String, PictureRule> pictures) {
    return new FileRule(
        name,
        node.path("kind").asText("image"),
        node.path("required").asBoolean(),
        node.path("max").asInt(1),
        pictures.getOrDefault(node.path("picture").asText(), PictureRule.NONE));
  }

  void check(int count) throws Rejection {
    if (required && count == 0) {
      throw new Rejection("InvalidParameter: " + name + " is required");
    }
    if (count > max) {
      throw new Rejection(
          String.format(
              Locale.ROOT,
              "InvalidParameter: %s takes at most %d file(s), got %d",
              name,
              max,
              count));
    }
  }
}
