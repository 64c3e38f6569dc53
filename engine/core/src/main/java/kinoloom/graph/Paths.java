package kinoloom.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Walks paths, into known values and into structure whose leaves are not known yet. */
final class Paths {
  private Paths() {}

  /** One step into an input. Structure is walked; what is not known is remembered as a path. */
  static Input walk(Input input, Segment segment) {
    if (input instanceof Input.Literal literal)
      return Input.of(walkValue(literal.value(), segment));
    if (input instanceof Input.OutputOf output) {
      List<Segment> path = new ArrayList<>(output.path());
      path.add(segment);
      return new Input.OutputOf(output.step(), path);
    }
    if (input instanceof Input.MapOf map && segment instanceof Segment.Key key) {
      Input entry = map.entries().get(key.name());
      if (entry == null) throw new ValueException(missing(key.name(), map.entries().keySet()));
      return entry;
    }
    if (input instanceof Input.ListOf list) return walkList(list, segment);
    return new Input.PathOf(input, segment);
  }

  private static Input walkList(Input.ListOf list, Segment segment) {
    List<Input> elements = list.elements();
    if (segment instanceof Segment.At at) return elements.get(index(at, elements.size()));
    if (segment instanceof Segment.Key) {
      List<Input> spread = new ArrayList<>(elements.size());
      for (Input element : elements) spread.add(walk(element, segment));
      return Input.of(spread);
    }
    Segment.Call call = (Segment.Call) segment;
    boolean tooEarly = call.function().equals("flatten") && !nestingKnown(elements);
    if (tooEarly || !ListFunctions.structural(call.function()))
      return new Input.PathOf(list, segment);
    return Input.of(ListFunctions.apply(elements, call));
  }

  /** Whether it can be told which elements are lists: the output of a step may be one. */
  private static boolean nestingKnown(List<Input> elements) {
    for (Input element : elements) {
      if (element instanceof Input.OutputOf || element instanceof Input.PathOf) return false;
      if (element instanceof Input.ListOf inner && !nestingKnown(inner.elements())) return false;
    }
    return true;
  }

  /** One step into a known value. */
  static Object walkValue(Object value, Segment segment) {
    if (value instanceof Opaque opaque) return opaque.at(segment);
    if (value instanceof Missing) return value;
    if (segment instanceof Segment.Key key) {
      if (value instanceof List<?> list) {
        List<Object> spread = new ArrayList<>(list.size());
        for (Object element : list) spread.add(walkValue(element, segment));
        return spread;
      }
      if (value instanceof Map<?, ?> map) {
        if (!map.containsKey(key.name()))
          throw new ValueException(missing(key.name(), map.keySet()));
        return map.get(key.name());
      }
      throw new ValueException("There is no '" + key.name() + "' in " + brief(value));
    }
    if (!(value instanceof List<?> list)) {
      throw new ValueException("'" + segment + "' needs a list, and this is " + brief(value));
    }
    if (segment instanceof Segment.At at) return list.get(index(at, list.size()));
    return ListFunctions.apply(list, (Segment.Call) segment);
  }

  private static int index(Segment.At at, int size) {
    int index = at.index() < 0 ? size + at.index() : at.index();
    if (index < 0 || index >= size) {
      throw new ValueException("There is no element [" + at.index() + "] in a list of " + size);
    }
    return index;
  }

  private static String missing(String name, Iterable<?> known) {
    List<String> names = new ArrayList<>();
    known.forEach(key -> names.add(String.valueOf(key)));
    return "There is no '" + name + "'" + Names.offer(name, names);
  }

  static String brief(Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
