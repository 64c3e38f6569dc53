package kinoloom.dsl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kinoloom.graph.Names;

/**
 * What a param may be.
 *
 * @param range the least and the most; empty for any
 * @param choices all that it may be; empty for anything
 */
record ParamRule(Type type, List<Number> range, List<Object> choices) {

  enum Type {
    WHOLE("a whole number"),
    NUMBER("a number"),
    YES_NO("true or false"),
    TEXT("text"),
    LIST("a list"),
    MAP("a map"),
    ANY("a value");

    private final String words;

    String inWords() {
      return words;
    }

    Type(String words) {
      this.words = words;
    }

    /** Null for a class that no value from outside can have. */
    static Type of(Class<?> type) {
      if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
        return WHOLE;
      }
      if (Number.class.isAssignableFrom(type) || type == double.class) return NUMBER;
      if (type == Boolean.class || type == boolean.class) return YES_NO;
      if (CharSequence.class.isAssignableFrom(type)) return TEXT;
      if (type == List.class) return LIST;
      if (type == Map.class) return MAP;
      return type == Object.class ? ANY : null;
    }

    static Type ofValue(Object value) {
      if (value instanceof List) return LIST;
      if (value instanceof Map) return MAP;
      Type type = value == null ? ANY : of(value.getClass());
      return type == null ? ANY : type;
    }
  }

  String inWords() {
    if (!choices.isEmpty()) return "one of " + list();
    return type.words + (range.isEmpty() ? "" : " in " + limits());
  }

  private String limits() {
    return range.get(0) + ".." + range.get(1);
  }

  private String list() {
    return String.join(", ", choices.stream().map(ParamRule::shown).toList());
  }

  /** A value as the type wants it; null if it cannot be one. */
  Object typed(Object given) {
    String text = given instanceof CharSequence it ? it.toString() : null;
    return switch (type) {
      case WHOLE -> whole(given);
      case NUMBER -> number(given);
      case YES_NO ->
          given instanceof Boolean
              ? given
              : "true".equals(text) || "false".equals(text) ? Boolean.valueOf(text) : null;
      case TEXT -> text != null ? text : given instanceof Number ? given.toString() : null;
      case LIST -> given instanceof List ? given : null;
      case MAP -> given instanceof Map ? given : null;
      case ANY -> given;
    };
  }

  private static Object whole(Object given) {
    BigDecimal number = number(given);
    if (number == null) return null;
    try {
      return number.intValueExact();
    } catch (ArithmeticException notSmall) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException notWhole) {
        return null;
      }
    }
  }

  private static BigDecimal number(Object given) {
    if (!(given instanceof Number || given instanceof CharSequence)) return null;
    String text = given.toString().strip();
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
  }

  /** What a value of the type must be all the same; empty if it is. */
  String fault(Object value) {
    if (!choices.isEmpty() && choices.stream().noneMatch(it -> same(it, value))) {
      return "one of " + list() + meant(value);
    }
    if (range.isEmpty() || !(value instanceof Number)) return "";
    BigDecimal number = new BigDecimal(value.toString());
    boolean outside =
        number.compareTo(new BigDecimal(range.get(0).toString())) < 0
            || number.compareTo(new BigDecimal(range.get(1).toString())) > 0;
    return outside ? type.words + " in " + limits() : "";
  }

  private String meant(Object value) {
    List<String> names = choices.stream().map(String::valueOf).toList();
    return Names.nearest(String.valueOf(value), names)
        .map(it -> " (did you mean '" + it + "'?)")
        .orElse("");
  }

  private static boolean same(Object choice, Object value) {
    return Objects.equals(String.valueOf(choice), String.valueOf(value));
  }

  /** What stands in for a value that is missing, so that the other mistakes are found. */
  Object sample(String name) {
    if (!choices.isEmpty()) return choices.get(0);
    if (!range.isEmpty()) return range.get(0);
    return switch (type) {
      case WHOLE -> 1;
      case NUMBER -> BigDecimal.ONE;
      case YES_NO -> false;
      case TEXT, ANY -> name;
      case LIST -> List.of();
      case MAP -> Map.of();
    };
  }

  String example(String name, Object standard) {
    if (type == Type.LIST || type == Type.MAP) return "give it in a file: --params values.json";
    return "such as -p " + name + "=" + (standard == null ? sample(name) : standard);
  }

  static String shown(Object value) {
    String text = String.valueOf(value);
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return value instanceof CharSequence ? "'" + cut + "'" : cut;
  }
}
