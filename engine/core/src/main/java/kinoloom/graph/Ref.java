package kinoloom.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value that will be known: the output of a step, or a part of it. Using it in another step makes
 * that step wait for it.
 */
public final class Ref {
  private final Input input;
  private final Schema schema;

  private Ref(Input input, Schema schema) {
    this.input = input;
    this.schema = schema == null ? null : schema.bare();
  }

  public static Ref to(Input input, Schema schemaOrNull) {
    return new Ref(input, schemaOrNull);
  }

  public static Ref to(Input input) {
    return new Ref(input, null);
  }

  public Input input() {
    return input;
  }

  /** The shape of the value, or null where it is not known. */
  public Schema schema() {
    return schema;
  }

  /** A property; on a list it spreads over the elements. */
  public Ref get(String name) {
    if (schema != null && !schema.names().isEmpty() && !schema.names().contains(name)) {
      throw new ValueException(
          "'" + this + "' has no '" + name + "'" + Names.offer(name, schema.names()));
    }
    return then(new Segment.Key(name));
  }

  /** An element; a negative index counts from the end. */
  public Ref at(int index) {
    return then(new Segment.At(index));
  }

  /** A list function of the language: {@code first}, {@code take}, {@code size}, {@code join}, … */
  public Ref call(String function, Object... arguments) {
    return then(new Segment.Call(function, Arrays.asList(arguments)));
  }

  public Ref first() {
    return call("first");
  }

  public Ref last() {
    return call("last");
  }

  public Ref take(int n) {
    return call("take", n);
  }

  public Ref drop(int n) {
    return call("drop", n);
  }

  public Ref reverse() {
    return call("reverse");
  }

  /** The list in groups of a size; the last may be smaller. */
  public Ref collate(int size) {
    return call("collate", size);
  }

  /** Pairs of an element and its number, from 0. */
  public Ref withIndex() {
    return call("withIndex");
  }

  public Ref flatten() {
    return call("flatten");
  }

  public Ref size() {
    return call("size");
  }

  public Ref join(String separator) {
    return call("join", separator);
  }

  /** This list and another, or more elements, as one list. */
  public Ref plus(Object other) {
    return Ref.to(toInput(List.of(this, other))).flatten();
  }

  private Ref then(Segment segment) {
    return new Ref(input.then(segment), schema == null ? null : schema.at(segment));
  }

  /** Text with holes: strings and refs, in order. */
  public static Ref text(Object... parts) {
    List<Input> inputs = new ArrayList<>();
    for (Object part : parts) inputs.add(toInput(part));
    return new Ref(new Input.Template(inputs), Schema.TEXT);
  }

  /** Turns values with refs anywhere inside into one input. */
  public static Input toInput(Object value) {
    return Input.of(unwrap(value));
  }

  private static Object unwrap(Object value) {
    if (value instanceof Ref ref) return ref.input;
    if (value instanceof List<?> list) {
      List<Object> inner = new ArrayList<>(list.size());
      for (Object element : list) inner.add(unwrap(element));
      return inner;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> inner = new LinkedHashMap<>();
      map.forEach((key, element) -> inner.put(String.valueOf(key), unwrap(element)));
      return inner;
    }
    return value;
  }

  /** The path as a script would write it: {@code board.shots[0]}. */
  @Override
  public String toString() {
    return text(input);
  }

  private static String text(Input input) {
    if (input instanceof Input.OutputOf output) {
      StringBuilder text = new StringBuilder(output.step().value());
      output.path().forEach(text::append);
      return text.toString();
    }
    if (input instanceof Input.PathOf path) return text(path.source()) + path.segment();
    if (input instanceof Input.Literal literal) return Paths.brief(literal.value());
    if (input instanceof Input.LocalFile file) return "file '" + file.path() + "'";
    if (input instanceof Input.Template) return "text";
    return input instanceof Input.ListOf ? "list" : "map";
  }
}
