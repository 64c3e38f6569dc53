package kinoloom.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;

/**
 * The fields of a record as values by name. Reading takes a field out; {@link #end} complains of
 * what was not asked for, so that no field is ever overlooked.
 */
final class Fields {
  private final Map<String, Object> values;

  Fields() {
    values = new LinkedHashMap<>();
  }

  Fields(Map<?, ?> values) {
    this();
    values.forEach((name, value) -> this.values.put((String) name, value));
  }

  Map<String, Object> values() {
    return values;
  }

  Fields with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Fields with(String name, StepId id) {
    return with(name, id == null ? null : (Object) id.value());
  }

  Fields with(String name, TaskId id) {
    return with(name, id == null ? null : (Object) id.value());
  }

  Fields with(String name, Money money) {
    return with(name, money == null ? null : (Object) money.fen());
  }

  <T> Fields with(String name, List<T> items, Function<T, Fields> fields) {
    return with(name, (Object) items.stream().map(item -> fields.apply(item).values).toList());
  }

  /** Whether there is such a field, for those that were added later. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  Object value(String name) {
    if (!values.containsKey(name)) throw new IllegalArgumentException("'" + name + "' is missing");
    return values.remove(name);
  }

  /** Null where it is null, like all that is not a primitive, a list or a map. */
  String text(String name) {
    return typed(name, String.class);
  }

  /** A text that is not null. */
  String name(String name) {
    return required(name, String.class);
  }

  boolean flag(String name) {
    return required(name, Boolean.class);
  }

  int integer(String name) {
    return required(name, Integer.class);
  }

  long whole(String name) {
    Number number = required(name, Number.class);
    return wholeOf(name, number);
  }

  StepId step(String name) {
    String id = text(name);
    return id == null ? null : StepId.of(id);
  }

  TaskId task(String name) {
    String id = text(name);
    return id == null ? null : new TaskId(id);
  }

  Money money(String name) {
    Number fen = typed(name, Number.class);
    return fen == null ? null : Money.fen(wholeOf(name, fen));
  }

  Map<String, Object> map(String name) {
    Map<String, Object> map = mapOrNull(name);
    if (map == null) throw wrong(name, word(Map.class), null);
    return map;
  }

  @SuppressWarnings("unchecked") // the keys of a value's maps are strings
  Map<String, Object> mapOrNull(String name) {
    return typed(name, Map.class);
  }

  <T> T object(String name, Function<Fields, T> read) {
    Map<?, ?> map = typed(name, Map.class);
    return map == null ? null : read(map, read);
  }

  List<String> texts(String name) {
    return items(name, String.class).stream().map(String.class::cast).toList();
  }

  <T> List<T> list(String name, Function<Fields, T> read) {
    return items(name, Map.class).stream().map(item -> read((Map<?, ?>) item, read)).toList();
  }

  void end() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("Nothing is known of " + values.keySet());
    }
  }

  private static <T> T read(Map<?, ?> map, Function<Fields, T> read) {
    Fields fields = new Fields(map);
    T object = read.apply(fields);
    fields.end();
    return object;
  }

  private List<?> items(String name, Class<?> type) {
    List<?> items = required(name, List.class);
    for (Object item : items) {
      if (!type.isInstance(item)) throw wrong(name, "a list of " + word(type), item);
    }
    return items;
  }

  private <T> T required(String name, Class<T> type) {
    T value = typed(name, type);
    if (value == null) throw wrong(name, word(type), null);
    return value;
  }

  private <T> T typed(String name, Class<T> type) {
    Object value = value(name);
    if (value != null && !type.isInstance(value)) throw wrong(name, word(type), value);
    return type.cast(value);
  }

  private static long wholeOf(String name, Number number) {
    if (number instanceof Integer || number instanceof Long) return number.longValue();
    throw wrong(name, "a whole number", number);
  }

  private static String word(Class<?> type) {
    if (type == String.class) return "text";
    if (type == Boolean.class) return "true or false";
    if (type == Map.class) return "an object";
    return type == List.class ? "a list" : "a whole number";
  }

  private static IllegalArgumentException wrong(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "'" + name + "' should be " + expected + " and is " + found);
  }
}
