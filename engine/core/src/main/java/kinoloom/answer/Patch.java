package kinoloom.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.graph.Schema;

/** Puts the parts of a second answer where the first was wrong. */
final class Patch {
  private static final Pattern PART = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d{1,4})]");
  private static final Pattern PATH =
      Pattern.compile("([^.\\[\\]]+|\\[\\d{1,4}])(\\.[^.\\[\\]]+|\\[\\d{1,4}])*");

  private Patch() {}

  /**
   * @param parts an object whose names are paths: {@code {"shots[1].seconds": 5}}
   * @return null where the parts are no such object, or lead nowhere
   */
  static Object of(Object before, Object parts, Schema shape) {
    if (!(parts instanceof Map<?, ?> map) || map.isEmpty()) return null;
    Object patched = before;
    for (Map.Entry<?, ?> part : map.entrySet()) {
      String path = String.valueOf(part.getKey());
      if (!PATH.matcher(path).matches()) return null;
      List<Object> steps = steps(path);
      patched = put(patched, steps, 0, part.getValue());
      if (patched == null) return null;
    }
    return patched;
  }

  private static List<Object> steps(String path) {
    List<Object> steps = new ArrayList<>();
    Matcher part = PART.matcher(path);
    while (part.find()) {
      steps.add(part.group(1) != null ? part.group(1) : Integer.valueOf(part.group(2)));
    }
    return steps;
  }

  private static Object put(Object into, List<Object> path, int depth, Object value) {
    if (depth == path.size()) return value;
    if (path.get(depth) instanceof Integer index) {
      if (!(into instanceof List<?> list) || index > list.size()) return null;
      List<Object> changed = new ArrayList<>(list);
      Object inner = put(index < list.size() ? list.get(index) : null, path, depth + 1, value);
      if (inner == null && value != null) return null;
      if (index == list.size()) changed.add(inner);
      else changed.set(index, inner);
      return changed;
    }
    if (into != null && !(into instanceof Map)) return null;
    Map<Object, Object> changed = new LinkedHashMap<>();
    if (into instanceof Map<?, ?> map) changed.putAll(map);
    Object inner = put(changed.get(path.get(depth)), path, depth + 1, value);
    if (inner == null && value != null) return null;
    changed.put(path.get(depth), inner);
    return changed;
  }
}
