package kinoloom.dsl;

import java.util.LinkedHashMap;
import kinoloom.graph.Names;

/**
 * A known value with named fields, as a closure of a script sees it. A name it does not have is a
 * mistake and no null: a null would go into a prompt unnoticed, and be paid.
 */
final class Fields extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1L;

  @Override
  public Object get(Object key) {
    Object name = key instanceof CharSequence ? key.toString() : key;
    if (!containsKey(name)) {
      throw new ScriptMistake(
          String.valueOf(name),
          "There is no '"
              + name
              + "' here"
              + Names.offer(String.valueOf(name), keySet().stream().map(String::valueOf).toList()),
          "");
    }
    return super.get(name);
  }
}
