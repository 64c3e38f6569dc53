package kinoloom.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shape of a value that a chat is to answer with. */
public sealed interface Schema {

  /** Prose: the answer is the text itself. */
  Schema TEXT = new Scalar(Type.STRING);

  enum Type {
    STRING("string"),
    INTEGER("integer"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    ANY("any");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  record Scalar(Type type) implements Schema {}

  record ListOf(Schema element) implements Schema {}

  record ObjectOf(Map<String, Schema> fields) implements Schema {
    public ObjectOf {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * Reads a schema as scripts write it: {@code [title: String, shots: [[scene: String]]]}. Leaves
   * are the classes String, Integer, Long, BigDecimal, Double, Boolean, Object. Names keep the
   * order of a LinkedHashMap or SortedMap; those of any other map are sorted.
   *
   * @throws ValueException saying which part is not a schema
   */
  static Schema of(Object written) {
    if (written instanceof Schema schema) return schema;
    if (written instanceof Class<?> type) return new Scalar(type(type));
    if (written instanceof Map<?, ?> map) {
      Map<String, Schema> fields = new LinkedHashMap<>();
      // The order of a Map.of differs from process to process, and would be part of a key.
      boolean ordered = map instanceof LinkedHashMap || map instanceof SortedMap;
      Map<?, ?> inOrder = ordered ? map : new TreeMap<>(map);
      inOrder.forEach((name, field) -> fields.put(String.valueOf(name), of(field)));
      return new ObjectOf(fields);
    }
    if (written instanceof Collection<?> list) {
      if (list.size() != 1) {
        throw new ValueException(
            "A list in a schema holds the shape of one element, as in [String]; this has "
                + list.size());
      }
      return new ListOf(of(list.iterator().next()));
    }
    throw new ValueException(
        "'"
            + written
            + "' is no schema. Write a type (String, Integer, BigDecimal, Boolean), a list"
            + " such as [String], or a map such as [title: String]");
  }

  private static Type type(Class<?> type) {
    if (type == String.class || type == CharSequence.class) return Type.STRING;
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return Type.INTEGER;
    }
    if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
      return Type.NUMBER;
    }
    if (type == Boolean.class || type == boolean.class) return Type.BOOLEAN;
    if (type == Object.class) return Type.ANY;
    if (List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) return Type.ANY;
    throw new ValueException(
        "The type "
            + type.getSimpleName()
            + " cannot stand in a schema. Known: String, Integer, BigDecimal, Boolean");
  }

  /** The shape one path segment further in, or null where it is not known. */
  default Schema at(Segment segment) {
    if (this instanceof ObjectOf object && segment instanceof Segment.Key key) {
      return object.fields().get(key.name());
    }
    if (this instanceof ListOf list) {
      if (segment instanceof Segment.At) return list.element();
      if (segment instanceof Segment.Key) {
        Schema inner = list.element().at(segment);
        return inner == null ? null : new ListOf(inner);
      }
      if (segment instanceof Segment.Call call) {
        return switch (call.function()) {
          case "first", "last" -> list.element();
          case "take", "drop", "reverse" -> this;
          default -> null;
        };
      }
    }
    return null;
  }

  /** The names that {@code .name} may take here; empty when any may. */
  default Collection<String> names() {
    if (this instanceof ObjectOf object) return object.fields().keySet();
    if (this instanceof ListOf list) return list.element().names();
    return List.of();
  }

  /**
   * A value of this shape to rehearse a script with.
   *
   * @param elements of each list
   * @param variant 0 or 1: two samples that differ in every number and text, so that one can tell
   *     what follows from a sample
   */
  default Object sample(String name, int elements, int variant) {
    if (this instanceof ObjectOf object) {
      Map<String, Object> sample = new LinkedHashMap<>();
      object
          .fields()
          .forEach(
              (field, schema) ->
                  sample.put(field, schema.sample(name + "." + field, elements, variant)));
      return sample;
    }
    if (this instanceof ListOf list) {
      List<Object> sample = new ArrayList<>();
      for (int i = 0; i < elements; i++) {
        sample.add(list.element().sample(name + " " + (i + 1), elements, variant));
      }
      return sample;
    }
    return switch (((Scalar) this).type()) {
      case STRING -> Opaque.MARK + name + (variant == 0 ? "" : "'") + "⟩";
      case ANY -> new Opaque(name);
      case INTEGER -> 5 + variant;
      case NUMBER -> BigDecimal.valueOf(5 + variant);
      case BOOLEAN -> true;
    };
  }

  /** The shape as a model is told it: an example with types for values, and nothing else. */
  default Object example() {
    if (this instanceof ObjectOf object) {
      Map<String, Object> example = new LinkedHashMap<>();
      object.fields().forEach((field, schema) -> example.put(field, schema.example()));
      return example;
    }
    if (this instanceof ListOf list) return List.of(list.element().example());
    return ((Scalar) this).type().word();
  }
}
