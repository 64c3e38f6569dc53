package kinoloom.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON that is JSON, with anything after it. What it reads nobody needs to repair. */
final class StrictJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  /**
   * @param end where in the text it ends
   */
  record Whole(Object value, int end) {}

  /** Null where no JSON begins. */
  static Whole read(String text, int from) {
    StringReader reader = new StringReader(text);
    try (JsonParser parser = JSON.createParser(reader)) {
      if (reader.skip(from) != from) return null;
      Object value = read(parser, parser.nextToken(), 0);
      return new Whole(value, from + (int) parser.currentLocation().getCharOffset());
    } catch (IOException e) {
      return null;
    }
  }

  private static Object read(JsonParser in, JsonToken token, int depth) throws IOException {
    if (token == null || depth > LooseJson.DEEPEST) throw new IOException("It is none");
    return switch (token) {
      case START_OBJECT -> object(in, depth);
      case START_ARRAY -> list(in, depth);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> in.getNumberValue();
      case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("It is none");
    };
  }

  private static List<Object> list(JsonParser in, int depth) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken next; (next = in.nextToken()) != JsonToken.END_ARRAY; ) {
      list.add(read(in, next, depth + 1));
    }
    return list;
  }

  private static Map<String, Object> object(JsonParser in, int depth) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      object.put(name, read(in, in.nextToken(), depth + 1));
    }
    return object;
  }
}
