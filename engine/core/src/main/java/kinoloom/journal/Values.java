package kinoloom.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import kinoloom.artifact.Artifact;

/**
 * Values as JSON and back: strings, numbers, booleans, null, lists, maps with string keys, and
 * artifacts.
 *
 * <p>An artifact is {@code {"$file":{"sha256":…,"mediaType":…,"size":…}}}. A key of a map that
 * begins with {@code $} is written with one {@code $} more, so nobody's map is taken for an
 * artifact. Whole numbers come back as Integer, Long or BigInteger, whichever is the smallest that
 * holds them, other numbers as BigDecimal with the digits they had; what was read and is written
 * again gives the same text. NaN, infinities, and objects of any other type are refused.
 */
public final class Values {
  private static final String FILE = "$file";
  private static final int DEPTH = 200;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Values() {}

  /**
   * Compact JSON that depends on the value alone: the keys of maps are sorted. For taking hashes.
   *
   * @throws IllegalArgumentException when the value holds something else than values
   */
  public static String json(Object value) {
    return write(value, true);
  }

  /**
   * @throws IllegalArgumentException when the text is not one JSON value of the form above, whole
   */
  public static Object parse(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      Object value = read(parser, parser.nextToken());
      if (parser.nextToken() != null) throw new IllegalArgumentException("More follows the value");
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
    }
  }

  /** Like {@link #json}, with maps in their own order. */
  public static String inOrder(Object value) {
    return write(value, false);
  }

  /** Like {@link #inOrder}, with line breaks and indents, for people. */
  public static String pretty(Object value) {
    return write(value, false, new DefaultPrettyPrinter());
  }

  private static String write(Object value, boolean sorted) {
    return write(value, sorted, null);
  }

  private static String write(Object value, boolean sorted, PrettyPrinter printer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      if (printer != null) out.setPrettyPrinter(printer);
      write(out, value, sorted, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return escapeLoneSurrogates(text.toString());
  }

  private static void write(JsonGenerator out, Object value, boolean sorted, int depth)
      throws IOException {
    if (depth > DEPTH) {
      throw new IllegalArgumentException("A value is nested deeper than " + DEPTH + " levels");
    }
    if (value == null) {
      out.writeNull();
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      writeNumber(out, number);
    } else if (value instanceof Artifact file) {
      writeFile(out, file);
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<String, Object> entry : entries(map, sorted).entrySet()) {
        String key = entry.getKey();
        out.writeFieldName(key.startsWith("$") ? "$" + key : key);
        write(out, entry.getValue(), sorted, depth + 1);
      }
      out.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      for (Object item : list) write(out, item, sorted, depth + 1);
      out.writeEndArray();
    } else {
      throw new IllegalArgumentException(
          "Cannot keep a "
              + value.getClass().getName()
              + ": a value is a string, number, boolean,"
              + " null, list, map or file");
    }
  }

  private static Map<String, Object> entries(Map<?, ?> map, boolean sorted) {
    Map<String, Object> entries = sorted ? new TreeMap<>() : new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof CharSequence)) {
            throw new IllegalArgumentException("The keys of a map must be strings, not " + key);
          }
          entries.put(key.toString(), value);
        });
    return entries;
  }

  private static void writeNumber(JsonGenerator out, Number number) throws IOException {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      out.writeNumber(number.intValue());
    } else if (number instanceof Long) {
      out.writeNumber(number.longValue());
    } else if (number instanceof BigInteger whole) {
      out.writeNumber(whole);
    } else if (number instanceof BigDecimal decimal) {
      out.writeNumber(decimal);
    } else if (number instanceof Double || number instanceof Float) {
      out.writeNumber(decimal(number));
    } else {
      throw new IllegalArgumentException("Cannot keep a " + number.getClass().getName());
    }
  }

  /** Through its text, so that 0.1 stays 0.1. */
  private static BigDecimal decimal(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException("Cannot keep the number " + number);
    }
    return new BigDecimal(number.toString());
  }

  private static void writeFile(JsonGenerator out, Artifact file) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart(FILE);
    out.writeStringField("sha256", file.sha256());
    out.writeStringField("mediaType", file.mediaType());
    out.writeNumberField("size", file.size());
    out.writeEndObject();
    out.writeEndObject();
  }

  /** Half a surrogate pair is a legal Java string but has no UTF-8; as an escape it survives. */
  private static String escapeLoneSurrogates(String json) {
    StringBuilder escaped = null;
    int copied = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (!Character.isSurrogate(c)) continue;
      if (i + 1 < json.length() && Character.isSurrogatePair(c, json.charAt(i + 1))) {
        i++;
        continue;
      }
      if (escaped == null) escaped = new StringBuilder();
      escaped.append(json, copied, i).append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      copied = i + 1;
    }
    return escaped == null ? json : escaped.append(json, copied, json.length()).toString();
  }

  private static Object read(JsonParser in, JsonToken token) throws IOException {
    if (token == null) throw new IllegalArgumentException("The text ends too early");
    return switch (token) {
      case START_OBJECT -> readObject(in);
      case START_ARRAY -> readList(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> in.getNumberValue();
      case VALUE_NUMBER_FLOAT -> in.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("Not JSON: " + token);
    };
  }

  private static List<Object> readList(JsonParser in) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonToken token; (token = in.nextToken()) != JsonToken.END_ARRAY; ) {
      list.add(read(in, token));
    }
    return Collections.unmodifiableList(list);
  }

  private static Object readObject(JsonParser in) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      Object value = read(in, in.nextToken());
      if (name.equals(FILE)) {
        if (in.nextToken() != JsonToken.END_OBJECT || !map.isEmpty()) {
          throw new IllegalArgumentException("'$file' must stand alone");
        }
        return readFile(value);
      }
      map.put(plainKey(name), value);
    }
    return Collections.unmodifiableMap(map);
  }

  private static String plainKey(String name) {
    if (!name.startsWith("$")) return name;
    if (name.startsWith("$$")) return name.substring(1);
    throw new IllegalArgumentException("Nothing is known of '" + name + "'");
  }

  private static Artifact readFile(Object value) {
    if (value instanceof Map<?, ?> map
        && map.size() == 3
        && map.get("sha256") instanceof String sha256
        && map.get("mediaType") instanceof String mediaType
        && map.get("size") instanceof Number size
        && !(size instanceof BigDecimal)) {
      return new Artifact(sha256, mediaType, size.longValue());
    }
    throw new IllegalArgumentException("Not a file: " + value);
  }
}
