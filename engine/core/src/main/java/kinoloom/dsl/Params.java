package kinoloom.dsl;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Names;

/** The values a script is described with: its defaults, and what the caller gave instead. */
final class Params extends AbstractMap<String, Object> {
  private final ScriptContext context;
  private final Map<String, Object> values = new LinkedHashMap<>();

  Params(ScriptContext context) {
    this.context = context;
  }

  void declare(String name, Object defaultValue) {
    if (values.containsKey(name)) {
      context.problem(context.here(), "The param '" + name + "' is declared twice", "");
      return;
    }
    Object plain = DslValues.plain(defaultValue);
    if (plain instanceof kinoloom.graph.Ref || !DslValues.isValue(plain)) {
      context.problem(
          context.here(),
          "The default of the param '" + name + "' is no plain value",
          "a file is a text here, and file(params." + name + ") where it is used");
      plain = "";
    }
    Object given = context.given().get(name);
    values.put(name, context.given().containsKey(name) ? typed(name, given, plain) : plain);
  }

  /** A text given on a command line, as the type that the default has. */
  private Object typed(String name, Object given, Object like) {
    if (!(given instanceof String text) || like == null || like instanceof String) return given;
    try {
      if (like instanceof Integer) return Integer.valueOf(text.strip());
      if (like instanceof Long) return Long.valueOf(text.strip());
      if (like instanceof Number) return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      context.problem(
          context.here(),
          "The param '" + name + "' wants a number, and was given '" + text + "'",
          "");
      return like;
    }
    if (like instanceof Boolean) {
      if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
      context.problem(
          context.here(),
          "The param '" + name + "' wants true or false, and was given '" + text + "'",
          "");
      return like;
    }
    return given;
  }

  @Override
  public Object get(Object key) {
    String name = String.valueOf(key);
    if (!values.containsKey(name)) {
      throw new ScriptMistake(
          "There is no param '" + name + "'" + Names.offer(name, values.keySet()),
          "declare it: param '" + name + "', <default>");
    }
    return values.get(name);
  }

  @Override
  public boolean containsKey(Object key) {
    return values.containsKey(String.valueOf(key));
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return values.entrySet();
  }
}
