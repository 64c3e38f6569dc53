package kinoloom.dsl;

import groovy.lang.Range;
import java.util.Map;
import kinoloom.graph.Names;
import kinoloom.graph.Ref;
import kinoloom.graph.Schema;
import kinoloom.graph.ValueException;

/** Parts of a schema as scripts write them, with ranges and names. */
final class Shapes {
  private static final java.util.List<String> LENGTH = java.util.List.of("min", "max");

  private Shapes() {}

  static Schema text(Map<String, ?> length) {
    for (String name : length.keySet()) {
      if (!LENGTH.contains(name)) {
        throw new ValueException("text has no '" + name + "'" + Names.offer(name, LENGTH));
      }
    }
    return Schema.text(known(length.get("min")), known(length.get("max")));
  }

  static Schema integer(Range<?> range) {
    return Schema.integer(from(range), to(range));
  }

  static Schema number(Range<?> range) {
    return Schema.number(from(range), to(range));
  }

  static Schema list(Object element, Object count) {
    return count instanceof Range<?> range
        ? Schema.list(element, from(range), to(range))
        : Schema.list(element, known(count));
  }

  /** As it is written: the greater one where it is upside down. */
  private static Object from(Range<?> range) {
    return range.isReverse() ? range.getTo() : range.getFrom();
  }

  private static Object to(Range<?> range) {
    return range.isReverse() ? range.getFrom() : range.getTo();
  }

  private static Object known(Object bound) {
    Object plain = DslValues.plain(bound);
    if (!(plain instanceof Ref ref)) return plain;
    throw new ValueException(
        "A schema must be known while the script describes the workflow, and " + ref + " is not");
  }
}
