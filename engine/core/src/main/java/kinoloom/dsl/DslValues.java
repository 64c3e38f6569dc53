package kinoloom.dsl;

import groovy.lang.Closure;
import groovy.lang.GString;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Input;
import kinoloom.graph.Opaque;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;

/** Between the values of a script and those of the graph. */
final class DslValues {
  private DslValues() {}

  /** Turns what a script wrote, with refs anywhere inside, into what the graph's builders take. */
  static Object plain(Object written) {
    if (written instanceof ScriptRef ref) return ref.ref();
    if (written instanceof SampleValue sample) return sample.opaque();
    if (written instanceof GString text) return text(text);
    if (written instanceof CharSequence text) return text.toString();
    if (written instanceof Path || written instanceof File) {
      return new Input.LocalFile(written.toString(), Place.UNKNOWN);
    }
    if (written instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, value) -> plain.put(String.valueOf(key), plain(value)));
      return plain;
    }
    if (written instanceof Collection<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      for (Object element : list) plain.add(plain(element));
      return plain;
    }
    if (written instanceof Object[] array) return plain(List.of(array));
    return written;
  }

  /** A text keeps its refs: it is rendered when they are known. */
  private static Object text(GString text) {
    String[] strings = text.getStrings();
    Object[] values = text.getValues();
    List<Object> parts = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < strings.length; i++) {
      if (!strings[i].isEmpty()) parts.add(strings[i]);
      if (i >= values.length) continue;
      Object written = values[i] instanceof Closure<?> lazy ? lazy.call() : values[i];
      Object value = plain(written);
      known &= !(value instanceof Ref);
      parts.add(value instanceof Ref ? value : String.valueOf(written));
    }
    return known ? text.toString() : Ref.text(parts.toArray());
  }

  /** Whether something can be written down: a value, or a ref to one. */
  static boolean isValue(Object plain) {
    if (plain instanceof Map<?, ?> map) return map.values().stream().allMatch(DslValues::isValue);
    if (plain instanceof List<?> list) return list.stream().allMatch(DslValues::isValue);
    return plain == null
        || plain instanceof String
        || plain instanceof Number
        || plain instanceof Boolean
        || plain instanceof Ref
        || plain instanceof Opaque;
  }

  static Input input(Object written) {
    return Ref.toInput(plain(written));
  }

  /** What a closure is given for an input: the value itself where it is known, else a ref. */
  static Object given(Input input, Schema schema, ScriptContext context) {
    return input instanceof Input.Literal literal
        ? open(literal.value())
        : new ScriptRef(Ref.to(input, schema), context);
  }

  /** Lets scripts look into the samples of a rehearsal as they would into the real thing. */
  static Object open(Object value) {
    if (value instanceof Opaque opaque) return new SampleValue(opaque);
    if (value instanceof List<?> list) {
      List<Object> open = new ArrayList<>(list.size());
      for (Object element : list) open.add(open(element));
      return open;
    }
    if (value instanceof Map<?, ?> map) {
      Fields open = new Fields();
      map.forEach((key, element) -> open.put(key, open(element)));
      return open;
    }
    return value;
  }
}
