package kinoloom.dsl;

import groovy.lang.Range;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Ref;
import kinoloom.graph.ScriptLanguage.Param;

/** The values a script is described with: its defaults, and what the caller gave instead. */
final class Params extends AbstractMap<String, Object> {
  private static final List<String> FACTS = List.of("range", "oneOf", "about");

  private final ScriptContext context;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Param> declared = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, ParamRule> rules = new HashMap<>();
  private final Map<String, Object> ofProfile = new LinkedHashMap<>();
  private final Map<String, Place> profilePlaces = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  Params(ScriptContext context) {
    this.context = context;
  }

  /**
   * @param type null for that of the default
   * @param standard the default; the class of the type where the caller must give a value
   */
  void declare(Map<String, ?> facts, String name, Class<?> type, Object standard) {
    Place here = context.here(name);
    Place before = places.putIfAbsent(name, here);
    if (before != null) {
      context.problem(
          here,
          "The param '" + name + "' is declared twice (first at " + before + ")",
          "leave out one of them, or give it another name");
      return;
    }
    boolean required = type == null && standard instanceof Class<?>;
    ParamRule rule = rule(facts, name, required ? (Class<?>) standard : type, standard, here);
    rules.put(name, rule);
    if (rule.type() == ParamRule.Type.ANY) required = false;
    Object plain = standard instanceof Class<?> ? null : standard(rule, name, standard, here);
    Object value = plain;
    boolean missing = false;
    if (context.given().containsKey(name)) {
      value = given(rule, name, context.given().get(name), plain, here);
    } else if (ofProfile.containsKey(name)) {
      value = given(rule, name, ofProfile.get(name), plain, profilePlaces.get(name));
    } else if (required) {
      missing = true;
      context.problem(
          here,
          "The param '" + name + "' is not given, and has no default",
          "give it: -p " + name + "=…");
    }
    values.put(name, value == null ? rule.sample(name) : value);
    Object about = facts.get("about");
    declared.put(
        name,
        new Param(
            name,
            rule.inWords(),
            missing ? null : values.get(name),
            required,
            about == null ? "" : about.toString()));
  }

  private ParamRule rule(
      Map<String, ?> facts, String name, Class<?> type, Object standard, Place here) {
    for (String fact : facts.keySet()) {
      if (!FACTS.contains(fact)) {
        context.problem(
            context.here(fact),
            "A param has no '" + fact + "'" + Names.offer(fact, FACTS),
            "such as param '" + name + "', 3, range: 1..12, about: 'how many'");
      }
    }
    ParamRule.Type kind = type != null ? ParamRule.Type.of(type) : ParamRule.Type.ofValue(standard);
    if (kind == null) {
      context.problem(
          here,
          "The param '" + name + "' cannot be a " + type.getSimpleName(),
          "use String, Integer, BigDecimal, Boolean, List or Map");
      kind = ParamRule.Type.ANY;
    }
    List<Number> range = range(facts.get("range"), name);
    if (!range.isEmpty() && kind != ParamRule.Type.WHOLE && kind != ParamRule.Type.NUMBER) {
      context.problem(
          context.here("range"),
          "A range is for numbers, and the param '" + name + "' is " + kind.inWords(),
          "use oneOf: ['…', '…'], or give it a number");
      range = List.of();
    }
    return new ParamRule(kind, range, choices(facts.get("oneOf"), name));
  }

  private List<Number> range(Object range, String name) {
    if (range == null) return List.of();
    if (range instanceof Range<?> it
        && it.getFrom() instanceof Number from
        && it.getTo() instanceof Number to) {
      return List.of(from, to);
    }
    context.problem(
        context.here("range"),
        "The range of the param '" + name + "' is no range: " + ParamRule.shown(range),
        "write range: 1..12");
    return List.of();
  }

  private List<Object> choices(Object choices, String name) {
    if (choices == null) return List.of();
    if (choices instanceof List<?> list && !list.isEmpty()) return new ArrayList<>(list);
    context.problem(
        context.here("oneOf"),
        "oneOf of the param '" + name + "' is no list of values: " + ParamRule.shown(choices),
        "write oneOf: ['dark', 'bright']");
    return List.of();
  }

  private Object standard(ParamRule rule, String name, Object written, Place here) {
    Object plain = DslValues.plain(written);
    if (plain instanceof Ref || !DslValues.isValue(plain)) {
      context.problem(
          here,
          "The default of the param '" + name + "' is no plain value",
          "a file is a text here, and file(params." + name + ") where it is used");
      return "";
    }
    String fault = plain == null ? "" : rule.fault(plain);
    if (!fault.isEmpty()) {
      context.problem(
          here,
          "The default of the param '"
              + name
              + "' is "
              + ParamRule.shown(plain)
              + ", and must be "
              + fault,
          "change one of them");
    }
    return plain;
  }

  /** What the caller or a profile gave, as its type wants it; the default where it is wrong. */
  private Object given(ParamRule rule, String name, Object given, Object standard, Place place) {
    Object value = rule.typed(given);
    String fault = value == null ? "" : rule.fault(value);
    if (value != null && fault.isEmpty()) return value;
    context.problem(
        place,
        "The param '"
            + name
            + "' wants "
            + (value == null ? rule.inWords() : fault)
            + ", and was given "
            + ParamRule.shown(given),
        rule.example(name, standard));
    return standard;
  }

  /** A profile that holds gives values to params, unless the caller does. */
  void profile(Map<String, ?> given) {
    given.forEach(
        (name, value) -> {
          Place here = context.here(name);
          if (used.contains(name)) {
            context.problem(
                here,
                "The profile says the param '" + name + "' after it was used",
                "write the profile before the first use of params." + name);
          }
          ofProfile.put(name, DslValues.plain(value));
          profilePlaces.put(name, here);
          if (values.containsKey(name) && !context.given().containsKey(name)) {
            Object standard = values.get(name);
            values.put(name, given(rules.get(name), name, ofProfile.get(name), standard, here));
          }
        });
  }

  /** What a profile says of params that are not there. */
  void check() {
    for (String name : ofProfile.keySet()) {
      if (values.containsKey(name)) continue;
      context.problem(
          profilePlaces.get(name),
          "The script has no param '" + name + "'" + Names.offer(name, values.keySet()),
          "declare it: param '" + name + "', <default>");
    }
  }

  List<Param> declared() {
    return List.copyOf(declared.values());
  }

  /** Those that nothing of the script has asked for, with their places. */
  Map<String, Place> unused() {
    Map<String, Place> unused = new LinkedHashMap<>();
    for (String name : values.keySet())
      if (!used.contains(name)) unused.put(name, places.get(name));
    return unused;
  }

  @Override
  public Object get(Object key) {
    String name = String.valueOf(key);
    if (!values.containsKey(name)) {
      throw new ScriptMistake(
          name,
          "There is no param '" + name + "'" + Names.offer(name, values.keySet()),
          "declare it: param '" + name + "', <default>");
    }
    used.add(name);
    return values.get(name);
  }

  @Override
  public Object put(String name, Object value) {
    throw new ScriptMistake(
        name,
        "The param '" + name + "' cannot be set: its value comes from the caller",
        "keep it in a variable of your own: def " + name + " = …");
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
