package kinoloom.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.graph.Names;
import kinoloom.graph.Schema;

/**
 * Brings a value into its shape where that can mean only one thing, and finds what does not fit.
 */
final class Fitting {
  private static final int MOST_FAULTS = 50;

  private final List<Repair> repairs = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private Fitting() {}

  static Reading fit(Object value, Schema shape) {
    Reading plain = attempt(value, shape);
    if (plain.fits()) return plain;
    Reading best = plain;
    for (Repacked other : Repacked.of(value, shape.bare())) {
      Reading reading = attempt(other.value(), shape);
      if (reading.faults().size() >= best.faults().size()) continue;
      List<Repair> all = new ArrayList<>(List.of(other.repair()));
      all.addAll(reading.repairs());
      best = new Reading(reading.value(), all, reading.faults());
    }
    return best;
  }

  private static Reading attempt(Object value, Schema shape) {
    Fitting fitting = new Fitting();
    Object fitted = fitting.fit(value, shape, "");
    return new Reading(whole(fitted), fitting.repairs, fitting.faults);
  }

  /** Without what broke off in parts that are not wanted, or are wrong. */
  private static Object whole(Object value) {
    if (value instanceof List<?> list) {
      List<Object> whole = new ArrayList<>();
      for (Object element : list) if (!(element instanceof Cut)) whole.add(whole(element));
      return whole;
    }
    if (!(value instanceof Map<?, ?> map)) return value instanceof Cut ? null : value;
    Map<String, Object> whole = new LinkedHashMap<>();
    map.forEach(
        (name, field) -> {
          if (!(field instanceof Cut)) whole.put(String.valueOf(name), whole(field));
        });
    return whole;
  }

  private Object fault(String path, String message, Object value) {
    if (faults.size() < MOST_FAULTS) faults.add(new Fault(path, message));
    return value;
  }

  private void note(String path, Object before, Object after) {
    repairs.add(Repair.of(path, "coerce", before, after));
  }

  private Object wrong(String path, String wanted, Object value) {
    return fault(path, "is not " + wanted + ": " + Repair.brief(value), value);
  }

  private Object fit(Object value, Schema schema, String path) {
    Schema shape = schema.bare();
    if (value instanceof Cut cut) return fault(path, cut.inWords(), value);
    if (shape instanceof Schema.ObjectOf object) return object(value, object, path);
    if (shape instanceof Schema.ListOf list) return list(value, list, path);
    if (shape instanceof Schema.OneOf choice) return oneOf(value, choice, path);
    Schema.Scalar scalar = (Schema.Scalar) shape;
    return switch (scalar.type()) {
      case STRING -> text(value, scalar.range(), path);
      case BOOLEAN -> yesOrNo(value, path);
      case INTEGER, NUMBER -> number(value, scalar, path);
      case ANY -> anything(value, path);
    };
  }

  // --- objects -----------------------------------------------------------------------------------

  private Object object(Object value, Schema.ObjectOf shape, String path) {
    if (value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Map) {
      note(path, "a list of one", "its element");
      return object(list.get(0), shape, path);
    }
    if (!(value instanceof Map<?, ?> map)) return wrong(path, "an object", value);
    Map<String, Object> fitted = named(map, shape.fields(), path);
    shape
        .fields()
        .forEach(
            (name, field) -> {
              String at = path.isEmpty() ? name : path + "." + name;
              Object given = fitted.get(name);
              if (given instanceof Cut && field.mayBeLeftOut()) {
                repairs.add(Repair.of(at, "drop", "cut off", "left out"));
                given = null;
              }
              if (given != null) fitted.put(name, fit(given, field, at));
              else if (field.mayBeLeftOut()) fitted.put(name, null);
              else fault(at, "is missing", null);
            });
    return fitted;
  }

  /** The fields by the names of the shape, where another spelling can only mean one of them. */
  private Map<String, Object> named(Map<?, ?> map, Map<String, Schema> fields, String path) {
    Map<String, Object> given = new LinkedHashMap<>();
    map.forEach((name, field) -> given.put(String.valueOf(name), field));
    Set<String> missing = new LinkedHashSet<>(fields.keySet());
    missing.removeIf(it -> given.get(it) != null);
    Set<String> others = new LinkedHashSet<>(given.keySet());
    others.removeAll(fields.keySet());
    Map<String, String> renamed = new LinkedHashMap<>();
    for (String other : others) {
      Optional<String> meant = meant(other, missing, others);
      if (meant.isEmpty()) continue;
      note(path, "the name " + other, meant.get());
      missing.remove(meant.get());
      renamed.put(other, meant.get());
    }
    Map<String, Object> named = new LinkedHashMap<>();
    given.forEach((name, field) -> named.put(renamed.getOrDefault(name, name), field));
    return named;
  }

  private static Optional<String> meant(String name, Set<String> missing, Set<String> others) {
    String folded = Wording.folded(name);
    for (String wanted : missing)
      if (Wording.folded(wanted).equals(folded)) return Optional.of(wanted);
    Optional<String> near = name.length() < 4 ? Optional.empty() : Names.slip(name, missing);
    // Another name may mean the same one as well.
    return near.filter(it -> Names.slip(it, others).filter(name::equals).isPresent());
  }

  // --- lists -------------------------------------------------------------------------------------

  private Object list(Object value, Schema.ListOf shape, String path) {
    List<?> elements = elements(value, shape, path);
    if (elements == null) return wrong(path, "a list", value);
    List<Object> fitted = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      boolean last = i == elements.size() - 1;
      if (last && i > 0 && droppable(elements, shape)) {
        repairs.add(Repair.of(path + "[" + i + "]", "drop", "cut off", "left out"));
        break;
      }
      fitted.add(fit(elements.get(i), shape.element(), path + "[" + i + "]"));
    }
    counted(fitted.size(), shape, path);
    return fitted;
  }

  private void counted(int size, Schema.ListOf shape, String path) {
    if (size >= shape.least() && size <= shape.most()) return;
    String wanted =
        shape.least() == shape.most()
            ? "exactly " + shape.least()
            : size < shape.least() ? "at least " + shape.least() : "at most " + shape.most();
    fault(
        path,
        "has " + size + (size == 1 ? " element" : " elements") + ", and must have " + wanted,
        null);
  }

  /** What broke off at the end is left out where there are enough without it. */
  private static boolean droppable(List<?> elements, Schema.ListOf shape) {
    return elements.size() > shape.least()
        && brokenOff(elements.get(elements.size() - 1), shape.element());
  }

  private static boolean brokenOff(Object value, Schema shape) {
    if (value == Cut.OFF) return true;
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.get(list.size() - 1) == Cut.OFF;
    }
    if (!(value instanceof Map<?, ?> map) || !(shape.bare() instanceof Schema.ObjectOf object)) {
      return false;
    }
    for (Map.Entry<String, Schema> field : object.fields().entrySet()) {
      if (field.getValue().mayBeLeftOut()) continue;
      Object given = map.get(field.getKey());
      if (given == Cut.OFF || given == null && map.containsKey(Cut.REST)) return true;
    }
    return false;
  }

  private List<?> elements(Object value, Schema.ListOf shape, String path) {
    if (value instanceof List<?> list) return list;
    Schema element = shape.element().bare();
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      if (numbered(map)) {
        note(path, "an object with numbered names", "a list");
        return List.copyOf(map.values());
      }
      if (element instanceof Schema.ObjectOf) {
        note(path, "one element", "a list of it");
        return List.of(map);
      }
      return null;
    }
    boolean several = value instanceof String text && text.matches("(?s).*[,，、;；\\n].*");
    boolean one = !(element instanceof Schema.ObjectOf || element instanceof Schema.ListOf);
    if (value == null || value instanceof Map || several || !one) return null;
    note(path, "one element", "a list of it");
    return List.of(value);
  }

  /** {@code {"1": …, "2": …}}, or {@code shot1, shot2}. */
  private static boolean numbered(Map<?, ?> map) {
    int number = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      number++;
      boolean counts =
          String.valueOf(entry.getKey()).matches("[\\p{L}_ ]{0,20}0{0,2}" + number)
              && (entry.getValue() instanceof Map || map.size() > 1)
              && entry.getValue() != null;
      if (!counts) return false;
    }
    return true;
  }

  // --- single values -----------------------------------------------------------------------------

  private Object anything(Object value, String path) {
    if (value instanceof List<?> list) {
      List<Object> whole = new ArrayList<>();
      for (Object element : list)
        whole.add(
            element instanceof Cut
                ? fit(element, new Schema.Scalar(Schema.Type.ANY), path)
                : anything(element, path));
      return whole;
    }
    if (!(value instanceof Map<?, ?> map)) return value;
    Map<String, Object> whole = new LinkedHashMap<>();
    map.forEach(
        (name, field) ->
            whole.put(
                String.valueOf(name),
                fit(field, new Schema.Scalar(Schema.Type.ANY), path + "." + name)));
    return whole;
  }

  private Object single(Object value, String path) {
    if (!(value instanceof List<?> list) || list.size() != 1) return value;
    Object only = list.get(0);
    if (only == null || only instanceof List || only instanceof Map || only instanceof Cut)
      return value;
    note(path, "a list of one", only);
    return only;
  }

  private Object text(Object written, Schema.Range range, String path) {
    Object value = single(written, path);
    if (value == null || value instanceof Map || value instanceof List) {
      return wrong(path, "a text", value);
    }
    String text = String.valueOf(value).strip();
    if (!(value instanceof String)) note(path, value, "'" + text + "'");
    boolean mayBeEmpty = range != null && range.from() != null && range.from().signum() == 0;
    if (text.isEmpty() && !mayBeEmpty) return fault(path, "is empty", text);
    int length = text.codePointCount(0, text.length());
    if (range != null && !range.holds(BigDecimal.valueOf(length))) {
      return fault(path, "has " + length + " characters, and must have " + range, text);
    }
    return text;
  }

  private Object oneOf(Object written, Schema.OneOf choice, String path) {
    Object value = single(written, path);
    String text =
        value == null || value instanceof Map || value instanceof List
            ? ""
            : String.valueOf(value).strip();
    if (choice.values().contains(text)) return text;
    String folded = Wording.folded(text);
    List<String> same =
        choice.values().stream().filter(it -> Wording.folded(it).equals(folded)).toList();
    Optional<String> near =
        text.length() < 4 ? Optional.empty() : Names.slip(text, choice.values());
    Optional<String> meant = same.size() == 1 ? Optional.of(same.get(0)) : near;
    if (meant.isPresent()) {
      note(path, text, meant.get());
      return meant.get();
    }
    return fault(
        path,
        "is '"
            + Repair.brief(value)
            + "', and must be one of "
            + String.join(", ", choice.values()),
        value);
  }

  private Object yesOrNo(Object written, String path) {
    Object value = single(written, path);
    if (value instanceof Boolean) return value;
    Boolean meant = value instanceof String text ? Wording.yesOrNo(text) : null;
    if (meant == null) return wrong(path, "true or false", value);
    note(path, "'" + value + "'", meant);
    return meant;
  }

  private Object number(Object written, Schema.Scalar shape, String path) {
    boolean whole = shape.type() == Schema.Type.INTEGER;
    String wanted = whole ? "a whole number" : "a number";
    Object value = single(written, path);
    BigDecimal number = null;
    if (value instanceof Number) number = new BigDecimal(String.valueOf(value));
    else if (value instanceof String text) number = Wording.number(text);
    if (number == null || number.precision() - number.scale() > 18 || number.scale() > 100)
      return wrong(path, wanted, value);
    if (whole && number.stripTrailingZeros().scale() > 0) return wrong(path, wanted, value);
    if (shape.range() != null && !shape.range().holds(number)) {
      return fault(
          path,
          "is " + number.toPlainString() + ", and must be " + wanted + " " + shape.range(),
          value);
    }
    Object fitted = whole ? Bare.whole(number.toBigIntegerExact()) : number;
    if (!(value instanceof Number)) note(path, "'" + value + "'", fitted);
    return fitted;
  }
}
