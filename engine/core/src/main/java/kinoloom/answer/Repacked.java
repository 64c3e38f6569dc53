package kinoloom.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Schema;

/** A value taken out of what is around it, or put into what is missing around it. */
record Repacked(Object value, Repair repair) {
  private static final int DEEPEST = 3;

  /** The ways in which a value may be wrapped otherwise than its shape is. */
  static List<Repacked> of(Object value, Schema shape) {
    List<Repacked> ways = new ArrayList<>();
    unwrapped(value, shape, ways, 1);
    String only = onlyList(shape);
    if (only != null && value instanceof List) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put(only, value);
      ways.add(new Repacked(object, Repair.of("", "coerce", "a bare list", "its " + only)));
    }
    return ways;
  }

  private static void unwrapped(Object value, Schema shape, List<Repacked> ways, int depth) {
    if (!(value instanceof Map<?, ?> map) || depth > DEEPEST) return;
    boolean ours =
        shape instanceof Schema.ObjectOf object
            && map.keySet().stream().anyMatch(object.fields()::containsKey);
    if (ours) return;
    map.forEach(
        (name, inner) -> {
          if (!(inner instanceof Map || inner instanceof List)) return;
          ways.add(new Repacked(inner, Repair.of("", "coerce", "wrapped in " + name, "")));
          unwrapped(inner, shape, ways, depth + 1);
        });
  }

  /** The name of the list that is all of an object; null if there is more to it. */
  private static String onlyList(Schema shape) {
    if (!(shape instanceof Schema.ObjectOf object)) return null;
    List<String> lists = new ArrayList<>();
    for (Map.Entry<String, Schema> field : object.fields().entrySet()) {
      if (field.getValue().bare() instanceof Schema.ListOf) lists.add(field.getKey());
      else if (!field.getValue().mayBeLeftOut()) return null;
    }
    return lists.size() == 1 ? lists.get(0) : null;
  }
}
