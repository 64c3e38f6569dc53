package kinoloom.graph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a value that a chat is to answer with: {@link #of} reads it as scripts write it, the
 * other static methods make its parts.
 *
 * <pre>{@code
 * Schema.of(Map.of(
 *     "mood", Schema.oneOf("dark", "bright"),
 *     "shots", Schema.list(Map.of("scene", Schema.text(200), "seconds", Schema.integer(3, 8)), 3, 8)));
 * }</pre>
 */
public sealed interface Schema {

  /** Prose: the answer is the text itself. */
  Schema TEXT = new Scalar(Type.STRING);

  /** No list is asked to be longer. */
  int MOST = 1000;

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

  /**
   * @param range of a number; of a text how many characters it has; null for any
   */
  record Scalar(Type type, Range range) implements Schema {
    public Scalar(Type type) {
      this(type, null);
    }
  }

  /** One of some texts. */
  record OneOf(List<String> values) implements Schema {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** So many of one shape, at least and at most. */
  record ListOf(Schema element, int least, int most) implements Schema {
    public ListOf(Schema element) {
      this(element, 0, Integer.MAX_VALUE);
    }

    /** Whether anything is said of how many there are. */
    public boolean counted() {
      return least > 0 || most < Integer.MAX_VALUE;
    }
  }

  record ObjectOf(Map<String, Schema> fields) implements Schema {
    public ObjectOf {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A shape with what there is to say of it.
   *
   * @param description for the model; empty for none
   * @param optional whether a field of this shape may be left out; it is null then
   */
  record Noted(Schema shape, String description, boolean optional) implements Schema {}

  /** From here to there, both included; null where there is no end. */
  record Range(BigDecimal from, BigDecimal to) {
    public boolean holds(BigDecimal number) {
      return (from == null || number.compareTo(from) >= 0)
          && (to == null || number.compareTo(to) <= 0);
    }

    @Override
    public String toString() {
      if (from == null) return "at most " + to.toPlainString();
      if (to == null) return "at least " + from.toPlainString();
      return "from " + from.toPlainString() + " to " + to.toPlainString();
    }
  }

  /** A text of at most so many characters. */
  static Schema text(int most) {
    return text(null, most);
  }

  /**
   * A text.
   *
   * @param least and {@code most}: how many characters; numbers or their texts, or null
   * @throws ValueException when they are upside down
   */
  static Schema text(Object least, Object most) {
    if (least == null && most == null) return TEXT;
    Range range = SchemaReader.range("text", least, most, true);
    return new Scalar(Type.STRING, range);
  }

  /**
   * A whole number.
   *
   * @param from and {@code to}: numbers or their texts, or null
   * @throws ValueException when they are upside down
   */
  static Schema integer(Object from, Object to) {
    return new Scalar(Type.INTEGER, SchemaReader.range("integer", from, to, true));
  }

  /** A number; the same as {@link #integer}, with fractions. */
  static Schema number(Object from, Object to) {
    return new Scalar(Type.NUMBER, SchemaReader.range("number", from, to, false));
  }

  /**
   * One of some texts.
   *
   * @throws ValueException when there are fewer than two, or one twice
   */
  static Schema oneOf(Object... values) {
    return SchemaReader.oneOf(Arrays.asList(values));
  }

  /** A list of exactly so many. */
  static Schema list(Object element, Object count) {
    return list(element, count, count);
  }

  /**
   * A list.
   *
   * @param element as {@link #of} reads it
   * @param least and {@code most}: how many elements; whole numbers or their texts, or null
   * @throws ValueException when they are upside down, or more than {@link #MOST}
   */
  static Schema list(Object element, Object least, Object most) {
    return SchemaReader.list(of(element), least, most);
  }

  /** A field that may be left out. */
  static Schema optional(Object shape) {
    Schema of = of(shape);
    return new Noted(of.bare(), of.description(), true);
  }

  /** Says what a value is about; the model is told so. */
  static Schema described(Object shape, Object description) {
    Schema of = of(shape);
    return new Noted(of.bare(), String.valueOf(description).strip(), of.mayBeLeftOut());
  }

  /**
   * Reads a schema as scripts write it: {@code [title: String, shots: [[scene: String]]]}. Leaves
   * are the classes String, Integer, Long, BigDecimal, Double, Boolean, Object, or schemas. Names
   * keep the order of a LinkedHashMap or SortedMap; those of any other map are sorted.
   *
   * @throws ValueException saying which part is not a schema
   */
  static Schema of(Object written) {
    return SchemaReader.read(written);
  }

  /** Without what is said of it. */
  default Schema bare() {
    return this instanceof Noted noted ? noted.shape() : this;
  }

  /** What it is about; empty where nothing says so. */
  default String description() {
    return this instanceof Noted noted ? noted.description() : "";
  }

  default boolean mayBeLeftOut() {
    return this instanceof Noted noted && noted.optional();
  }

  /** Whether a value of it is a text. */
  default boolean isText() {
    Schema bare = bare();
    return bare instanceof OneOf || bare instanceof Scalar it && it.type() == Type.STRING;
  }

  /** The shape one path segment further in, or null where it is not known. */
  default Schema at(Segment segment) {
    if (this instanceof Noted noted) return noted.shape().at(segment);
    if (this instanceof ObjectOf object && segment instanceof Segment.Key key) {
      Schema field = object.fields().get(key.name());
      return field == null ? null : field.bare();
    }
    if (this instanceof ListOf list) {
      if (segment instanceof Segment.At) return list.element().bare();
      if (segment instanceof Segment.Key) {
        Schema inner = list.element().at(segment);
        return inner == null ? null : new ListOf(inner, list.least(), list.most());
      }
      if (segment instanceof Segment.Call call) {
        return switch (call.function()) {
          case "first", "last" -> list.element().bare();
          case "take", "drop" -> new ListOf(list.element());
          case "reverse" -> this;
          default -> null;
        };
      }
    }
    return null;
  }

  /** The names that {@code .name} may take here; empty when any may. */
  default Collection<String> names() {
    if (this instanceof Noted noted) return noted.shape().names();
    if (this instanceof ObjectOf object) return object.fields().keySet();
    if (this instanceof ListOf list) return list.element().names();
    return List.of();
  }

  /**
   * A value of this shape to rehearse a script with.
   *
   * @param elements of each list that does not say how many it has
   * @param variant 0 or 1: two samples that differ in all that can differ, so that one can tell
   *     what follows from a sample
   */
  default Object sample(String name, int elements, int variant) {
    return Samples.of(this, name, elements, variant);
  }

  /** The shape as a model is told it: an example with types for values, and nothing else. */
  default Object example() {
    if (this instanceof ObjectOf object) {
      Map<String, Object> example = new LinkedHashMap<>();
      object.fields().forEach((field, schema) -> example.put(field, schema.example()));
      return example;
    }
    if (this instanceof ListOf list) {
      List<Object> example = new ArrayList<>();
      example.add(list.element().example());
      if (list.counted()) example.add(SchemaReader.inWords(list) + " in all");
      return example;
    }
    if (this instanceof OneOf choice) return String.join(" | ", choice.values());
    if (this instanceof Noted noted) {
      Object example = noted.shape().example();
      boolean leaf = example instanceof String && !noted.description().isEmpty();
      return leaf ? example + ": " + noted.description() : example;
    }
    Scalar scalar = (Scalar) this;
    String word = scalar.type().word();
    if (scalar.range() == null) return word;
    boolean text = scalar.type() == Type.STRING;
    return word + (text ? ", " : " ") + scalar.range() + (text ? " characters" : "");
  }

  /** What an example cannot say, a line for each: what may be left out, what lists are about. */
  default List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    SchemaReader.remark("", this, remarks, new HashSet<>());
    return remarks;
  }
}
