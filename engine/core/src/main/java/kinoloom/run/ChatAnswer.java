package kinoloom.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Schema;
import kinoloom.graph.ValueException;
import kinoloom.journal.Values;

/** Finds the value in what a chat model said. */
final class ChatAnswer {
  private ChatAnswer() {}

  /**
   * @param shape null or {@link Schema#TEXT} for prose
   * @throws ValueException saying what is wrong and where in the value
   */
  static Object value(String said, Schema shape) {
    if (shape == null || shape.equals(Schema.TEXT)) return said.strip();
    return fit(parse(said, shape), shape, "the answer");
  }

  /** The JSON value of that shape in a text that may have fences or prose around it. */
  private static Object parse(String said, Schema shape) {
    if (shape instanceof Schema.Scalar scalar) return bare(said, scalar.type());
    boolean list = shape instanceof Schema.ListOf;
    int start = said.indexOf(list ? '[' : '{');
    if (start < 0)
      throw new ValueException("there is no JSON " + (list ? "list" : "object") + " in it");
    int end = said.lastIndexOf(list ? ']' : '}');
    if (end < start) throw new ValueException("its JSON is cut off");
    try {
      return Values.parse(said.substring(start, end + 1));
    } catch (IllegalArgumentException e) {
      throw new ValueException("its JSON cannot be read: " + e.getMessage());
    }
  }

  private static Object bare(String said, Schema.Type type) {
    String text = said.replaceAll("```\\w*", "").strip();
    if (type != Schema.Type.ANY) return text;
    try {
      return Values.parse(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Object fit(Object value, Schema shape, String where) {
    if (shape instanceof Schema.ObjectOf object) return object(value, object, where);
    if (shape instanceof Schema.ListOf list) {
      if (!(value instanceof List<?> elements)) throw wrong(where, "a list", value);
      List<Object> fitted = new ArrayList<>();
      for (Object element : elements) {
        fitted.add(fit(element, list.element(), where + "[" + fitted.size() + "]"));
      }
      return fitted;
    }
    return scalar(value, ((Schema.Scalar) shape).type(), where);
  }

  private static Map<String, Object> object(Object value, Schema.ObjectOf shape, String where) {
    if (!(value instanceof Map<?, ?> map)) throw wrong(where, "an object", value);
    Map<String, Object> fitted = new LinkedHashMap<>();
    map.forEach((name, field) -> fitted.put(String.valueOf(name), field));
    shape
        .fields()
        .forEach(
            (name, field) -> {
              if (fitted.get(name) == null)
                throw new ValueException(where + " has no '" + name + "'");
              fitted.put(name, fit(fitted.get(name), field, where + "." + name));
            });
    return fitted;
  }

  private static Object scalar(Object value, Schema.Type type, String where) {
    switch (type) {
      case STRING:
        if (value instanceof Map || value instanceof List) throw wrong(where, "a text", value);
        return String.valueOf(value);
      case BOOLEAN:
        if (value instanceof Boolean) return value;
        if ("true".equals(value) || "false".equals(value)) return Boolean.valueOf((String) value);
        throw wrong(where, "true or false", value);
      case INTEGER, NUMBER:
        BigDecimal number = number(value, where);
        if (type == Schema.Type.NUMBER) return number;
        try {
          BigInteger whole = number.toBigIntegerExact();
          if (whole.bitLength() < Integer.SIZE) return whole.intValue();
          return whole.longValueExact();
        } catch (ArithmeticException e) {
          throw wrong(where, "a whole number", value);
        }
      default:
        return value;
    }
  }

  private static BigDecimal number(Object value, String where) {
    try {
      return new BigDecimal(String.valueOf(value).strip());
    } catch (NumberFormatException e) {
      throw wrong(where, "a number", value);
    }
  }

  private static ValueException wrong(String where, String wanted, Object value) {
    String text = String.valueOf(value);
    return new ValueException(
        where
            + " is not "
            + wanted
            + ": "
            + (text.length() > 60 ? text.substring(0, 57) + "..." : text));
  }
}
