package kinoloom.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what scripts write as a schema, and says in words what schemas cannot. */
final class SchemaReader {
  private SchemaReader() {}

  static Schema read(Object written) {
    if (written instanceof Schema schema) return schema;
    if (written instanceof Class<?> type) return new Schema.Scalar(type(type));
    if (written instanceof Map<?, ?> map) return object(map);
    if (written instanceof Collection<?> list) {
      if (list.size() != 1) {
        throw new ValueException(
            "A list in a schema holds the shape of one element, as in [String]; this has "
                + list.size());
      }
      return new Schema.ListOf(read(list.iterator().next()));
    }
    throw new ValueException(
        "'"
            + written
            + "' is no schema. Write a type (String, Integer, BigDecimal, Boolean), a list"
            + " such as [String], or a map such as [title: String]");
  }

  private static Schema object(Map<?, ?> map) {
    if (map.isEmpty()) {
      throw new ValueException(
          "A map in a schema names at least one field, as in [title: String]; this has none");
    }
    Map<String, Schema> fields = new LinkedHashMap<>();
    // The order of a Map.of differs from process to process, and would be part of a key.
    boolean ordered = map instanceof LinkedHashMap || map instanceof SortedMap;
    Map<?, ?> inOrder = ordered ? map : new TreeMap<>(map);
    inOrder.forEach((name, field) -> fields.put(String.valueOf(name), read(field)));
    return new Schema.ObjectOf(fields);
  }

  private static Schema.Type type(Class<?> type) {
    if (type == String.class || type == CharSequence.class) return Schema.Type.STRING;
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return Schema.Type.INTEGER;
    }
    if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
      return Schema.Type.NUMBER;
    }
    if (type == Boolean.class || type == boolean.class) return Schema.Type.BOOLEAN;
    if (type == Object.class) return Schema.Type.ANY;
    if (List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
      return Schema.Type.ANY;
    }
    throw new ValueException(
        "The type "
            + type.getSimpleName()
            + " cannot stand in a schema. Known: String, Integer, BigDecimal, Boolean");
  }

  static Schema.Range range(String what, Object from, Object to, boolean whole) {
    if (from == null && to == null) return null;
    BigDecimal least = number(what, from, whole);
    BigDecimal most = number(what, to, whole);
    if (least != null && most != null && least.compareTo(most) > 0) {
      throw upsideDown(what, from, to);
    }
    if (what.equals("text") && (negative(least) || negative(most))) {
      throw new ValueException(
          "A text cannot have " + (negative(least) ? from : to) + " characters");
    }
    return new Schema.Range(least, most);
  }

  private static boolean negative(BigDecimal number) {
    return number != null && number.signum() < 0;
  }

  private static ValueException upsideDown(String what, Object from, Object to) {
    return new ValueException(
        "The range of "
            + what
            + " is upside down: from "
            + from
            + " to "
            + to
            + ". Write the smaller one first");
  }

  private static BigDecimal number(String what, Object bound, boolean whole) {
    if (bound == null) return null;
    try {
      BigDecimal number = new BigDecimal(String.valueOf(bound).strip());
      if (whole) number.toBigIntegerExact();
      return whole ? number.setScale(0) : number;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ValueException(
          "A bound of "
              + what
              + " is a "
              + (whole ? "whole number" : "number")
              + ", and '"
              + bound
              + "' is none");
    }
  }

  static Schema oneOf(Collection<?> written) {
    List<String> values = new ArrayList<>();
    for (Object value : written) {
      if (value instanceof Map || value instanceof Schema || value instanceof Class) {
        throw new ValueException("oneOf takes texts, as in oneOf('dark', 'bright')");
      }
      if (value instanceof Collection<?> inner)
        values.addAll(((Schema.OneOf) oneOf(inner)).values());
      else values.add(String.valueOf(value).strip());
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isEmpty() || values.get(i).contains("|")) {
        throw new ValueException("oneOf cannot have '" + values.get(i) + "': name it otherwise");
      }
      if (values.indexOf(values.get(i)) < i) {
        throw new ValueException("oneOf has '" + values.get(i) + "' twice. Leave one of them out");
      }
    }
    if (values.size() < 2) {
      throw new ValueException(
          "oneOf needs at least two values to choose from, as in oneOf('dark', 'bright'); this has "
              + values.size());
    }
    return new Schema.OneOf(values);
  }

  static Schema list(Schema element, Object least, Object most) {
    if (element.mayBeLeftOut()) {
      throw new ValueException(
          "The elements of a list cannot be optional: say how many there are, as in"
              + " list(String, 0..3)");
    }
    int from = count(least, 0);
    int to = count(most, Integer.MAX_VALUE);
    if (from > to) throw upsideDown("list", least, most);
    return new Schema.ListOf(element, from, to);
  }

  private static int count(Object written, int otherwise) {
    if (written == null) return otherwise;
    BigDecimal count = number("list", written, true);
    if (count.signum() < 0 || count.compareTo(BigDecimal.valueOf(Schema.MOST)) > 0) {
      throw new ValueException(
          "A list has 0 to " + Schema.MOST + " elements, and " + written + " is asked for");
    }
    return count.intValueExact();
  }

  static String inWords(Schema.ListOf list) {
    if (list.least() == list.most()) return "exactly " + list.least();
    if (list.most() == Integer.MAX_VALUE) return "at least " + list.least();
    if (list.least() == 0) return "at most " + list.most();
    return "from " + list.least() + " to " + list.most();
  }

  static void remark(String path, Schema schema, List<String> remarks, Set<String> told) {
    if (schema.mayBeLeftOut() && !path.isEmpty()) remarks.add(path + " may be left out.");
    Schema bare = schema.bare();
    boolean inner = bare instanceof Schema.ObjectOf || bare instanceof Schema.ListOf;
    if (inner && !schema.description().isEmpty() && told.add(path)) {
      remarks.add((path.isEmpty() ? "The value" : path) + ": " + schema.description());
    }
    if (bare instanceof Schema.ObjectOf object) {
      String prefix = path.isEmpty() ? "" : path + ".";
      object.fields().forEach((name, field) -> remark(prefix + name, field, remarks, told));
    } else if (bare instanceof Schema.ListOf list) {
      remark(path + "[]", list.element(), remarks, told);
    }
  }
}
