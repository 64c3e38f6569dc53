package kinoloom.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kinoloom.graph.Schema;

/** Finds what may be the value in what a model said, with whatever is around it. */
final class Extraction {
  private static final int MOST = 24;
  private static final int LEAST_WORK = 300;
  private static final Pattern THOUGHT = Pattern.compile("</(think|thinking|reasoning)>");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

  private final String text;
  private final Schema shape;
  private final List<Repair> before;
  private final List<Candidate> found = new ArrayList<>();

  /** What may be the value, and what was done to read it. */
  record Candidate(Object value, List<Repair> repairs) {

    /** With what was done to bring it into its shape. */
    Reading reading(Reading fitted) {
      List<Repair> all = new ArrayList<>(repairs);
      all.addAll(fitted.repairs());
      return new Reading(fitted.value(), all, fitted.faults());
    }
  }

  Extraction(String said, Schema shape) {
    this.text = withoutThoughts(said);
    boolean thought = !text.equals(said);
    this.before =
        thought
            ? List.of(Repair.of("", "extract", "what the model thinks", "left out"))
            : List.of();
    this.shape = shape;
  }

  /** In the order they stand. */
  List<Candidate> candidates() {
    look(text, before);
    if (shape instanceof Schema.ListOf) together();
    if (found.stream().noneMatch(it -> Fitting.fit(it.value(), shape).fits())) {
      escaped();
      fields();
      together();
    }
    return found;
  }

  private void look(String where, List<Repair> done) {
    // Each part is read a few times at most, however many brackets there are in it.
    long work = 4L * where.length() + 10_000;
    for (int at = 0; at < where.length() && found.size() < MOST && work > 0; ) {
      if (!Chars.opens(where.charAt(at))) {
        at++;
        continue;
      }
      LooseJson json = new LooseJson(where, at);
      Object value = json.read();
      work -= LEAST_WORK + json.end() - at;
      if (empty(value)) {
        at++;
        continue;
      }
      List<Repair> repairs = new ArrayList<>(done);
      String around = around(where, at, json.end());
      if (!around.isEmpty()) repairs.add(Repair.of("", "extract", around, "left out"));
      repairs.addAll(json.repairs());
      found.add(new Candidate(value, repairs));
      boolean structured =
          value instanceof Map || holdsMap(value) || shape instanceof Schema.ListOf;
      at = structured ? Math.max(at + 1, json.end()) : at + 1;
    }
  }

  private static boolean holdsMap(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
  }

  private static boolean empty(Object value) {
    return value instanceof Map<?, ?> map ? map.isEmpty() : !(value instanceof List);
  }

  /** What stands before and after the value. */
  private static String around(String where, int from, int to) {
    String before = where.substring(0, from).strip();
    String after = where.substring(Math.min(to, where.length())).strip();
    return (Repair.brief(before) + " " + Repair.brief(after)).strip();
  }

  /** JSON in JSON: a text with escaped quotes. */
  private void escaped() {
    if (!text.contains("\\\"")) return;
    String plain = text.replace("\\\\", "\\").replace("\\n", "\n").replace("\\\"", "\"");
    look(plain, List.of(Repair.of("", "extract", "escaped quotes", "quotes")));
  }

  /** An object without its braces, from the first of its names on. */
  private void fields() {
    if (!(shape instanceof Schema.ObjectOf object)) return;
    int first = -1;
    for (String name : object.fields().keySet()) {
      Matcher at =
          Pattern.compile("[\"“'`]" + Pattern.quote(name) + "[\"”'`]\\s*[:：]").matcher(text);
      if (at.find() && (first < 0 || at.start() < first)) first = at.start();
    }
    if (first < 0 || text.substring(0, first).indexOf('{') >= 0) return;
    LooseJson json = new LooseJson(text, first);
    found.add(new Candidate(json.readFields(), json.repairs()));
  }

  /** Objects one after another, where a list of them is wanted. */
  private void together() {
    List<Candidate> objects = found.stream().filter(it -> it.value() instanceof Map).toList();
    if (objects.size() < 2 || objects.size() != found.size()) return;
    List<Repair> repairs = new ArrayList<>();
    repairs.add(Repair.of("", "extract", objects.size() + " values", "one list"));
    objects.forEach(
        it ->
            it.repairs().stream()
                .filter(repair -> !repair.rung().equals("extract"))
                .forEach(repairs::add));
    found.add(new Candidate(objects.stream().map(Candidate::value).toList(), repairs));
  }

  /** Without what a model only thinks. */
  private static String withoutThoughts(String said) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (Matcher end = THOUGHT.matcher(said); end.find(from); from = end.end()) {
      String thought = said.substring(from, end.start());
      int begin = thought.indexOf("<" + end.group(1) + ">");
      if (begin >= 0) text.append(thought, 0, begin);
    }
    return from == 0 ? said : text.append(said, from, said.length()).toString();
  }

  /** What was said where no JSON is wanted, without fences and quotes. */
  static String prose(String said) {
    String text = withoutThoughts(said).replaceAll("```\\w*", "").strip();
    boolean quoted =
        text.length() > 1
            && Chars.quote(text.charAt(0))
            && Chars.closes(text.charAt(0), text.charAt(text.length() - 1));
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** The only number or the only one of the texts that is said; null if there is none. */
  static String only(String said, Schema shape) {
    if (shape instanceof Schema.OneOf choice) {
      List<String> named = choice.values().stream().filter(it -> names(said, it)).toList();
      boolean denied =
          said.toLowerCase(Locale.ROOT).matches("(?s).*\\b(not|no|or|nor|neither)\\b.*|.*[不非或].*");
      return named.size() == 1 && !denied ? named.get(0) : null;
    }
    boolean number =
        shape instanceof Schema.Scalar scalar
            && (scalar.type() == Schema.Type.INTEGER || scalar.type() == Schema.Type.NUMBER);
    if (!number) return null;
    Matcher numbers = NUMBER.matcher(Wording.halfWidth(said));
    if (!numbers.find()) return null;
    String only = numbers.group();
    return numbers.find() ? null : only;
  }

  private static boolean names(String said, String value) {
    return Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(said)
        .find();
  }
}
