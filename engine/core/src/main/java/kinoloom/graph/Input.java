package kinoloom.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a step that may not be known yet. Using the output of another step in it is the edge
 * between the two.
 *
 * <p>Known values are strings, numbers, booleans, null, lists and maps with string keys of these,
 * and files. They are compared and printed as JSON would be.
 */
public sealed interface Input {

  /** A value known now. */
  record Literal(Object value) implements Input {}

  /** A file of the user's own, as written in the script; relative to the script's folder. */
  record LocalFile(String path, Place place) implements Input {}

  /** The output of a step, or a part of it. */
  record OutputOf(StepId step, List<Segment> path) implements Input {
    public OutputOf {
      path = List.copyOf(path);
    }
  }

  /** A path into another input, applied when that is known. */
  record PathOf(Input source, Segment segment) implements Input {}

  /** Text with holes: the parts are joined when all are known. */
  record Template(List<Input> parts) implements Input {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  record ListOf(List<Input> elements) implements Input {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  record MapOf(Map<String, Input> entries) implements Input {
    public MapOf {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  static Input literal(Object value) {
    return new Literal(value);
  }

  static Input outputOf(StepId step) {
    return new OutputOf(step, List.of());
  }

  /** This input one path segment further in; structure that is known is walked at once. */
  default Input then(Segment segment) {
    return Paths.walk(this, segment);
  }

  /** Turns lists and maps that hold inputs into one input; anything else is a literal. */
  static Input of(Object value) {
    if (value instanceof Input input) return input;
    if (value instanceof List<?> list) {
      List<Input> elements = new ArrayList<>(list.size());
      for (Object element : list) elements.add(of(element));
      return known(elements) ? new Literal(values(elements)) : new ListOf(elements);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Input> entries = new LinkedHashMap<>();
      map.forEach((key, element) -> entries.put(String.valueOf(key), of(element)));
      if (!known(entries.values())) return new MapOf(entries);
      Map<String, Object> values = new LinkedHashMap<>();
      entries.forEach((key, entry) -> values.put(key, ((Literal) entry).value()));
      return new Literal(Collections.unmodifiableMap(values));
    }
    return new Literal(value);
  }

  private static boolean known(Iterable<Input> inputs) {
    for (Input input : inputs) if (!(input instanceof Literal)) return false;
    return true;
  }

  private static List<Object> values(List<Input> literals) {
    List<Object> values = new ArrayList<>(literals.size());
    for (Input literal : literals) values.add(((Literal) literal).value());
    return Collections.unmodifiableList(values);
  }
}
