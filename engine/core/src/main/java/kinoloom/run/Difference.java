package kinoloom.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kinoloom.artifact.Artifact;
import kinoloom.graph.StepId;
import kinoloom.journal.Values;

/** Tells which parts of a step's request are not as they were in an earlier run. */
public final class Difference {
  private static final int SHOWN = 28;
  private static final int BEFORE = 12;

  private final Map<String, Object> was;
  private final Asked is;
  private final Predicate<StepId> made;
  private final List<Part> parts = new ArrayList<>();

  /**
   * One part of a request.
   *
   * @param part a word of the step, or {@code model}, {@code kind}, {@code platform}
   * @param was in short; empty where that cannot be said
   * @param is in short
   * @param from the steps that it follows from; empty where the step itself was changed
   */
  public record Part(String part, String was, String is, List<StepId> from) {
    public Part {
      from = List.copyOf(from);
    }

    /** {@code prompt: "a cat" → "a dog"}. */
    public String inWords() {
      return part + ": " + (was.isEmpty() ? "" : was + " → ") + is;
    }
  }

  private Difference(Map<String, Object> was, Asked is, Predicate<StepId> made) {
    this.was = was;
    this.is = is;
    this.made = made;
  }

  /**
   * @param was as a journal describes it
   * @param made whether a step is to be made in this run
   */
  public static List<Part> between(Map<String, Object> was, Asked is, Predicate<StepId> made) {
    Difference difference = new Difference(was, is, made);
    difference.find();
    return List.copyOf(difference.parts);
  }

  private void find() {
    Map<String, Object> now = is.described();
    plain("platform", was.get("scope"), now.get("scope"));
    plain("kind", kind(was), kind(now));
    plain("model", was.get("model"), now.get("model"));
    words("", map(was.get("params")), map(now.get("params")));
    words("option ", map(was.get("options")), map(now.get("options")));
    files();
    Set<String> told = parts.stream().map(Part::part).collect(Collectors.toSet());
    for (String word : is.open()) if (!told.contains(word)) open(word);
  }

  private static Object kind(Map<String, Object> described) {
    Object kind = described.getOrDefault("category", described.get("kind"));
    return "t2t".equals(kind) ? "chat" : kind;
  }

  private void plain(String part, Object before, Object now) {
    if (now == null || Objects.equals(before, now)) return;
    parts.add(new Part(part, before == null ? "" : before.toString(), now.toString(), List.of()));
  }

  private void words(String prefix, Map<String, Object> before, Map<String, Object> now) {
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    for (String name : names) {
      if (is.open().contains(prefix.isEmpty() ? name : "options")) continue;
      if (Values.json(before.get(name)).equals(Values.json(now.get(name)))) continue;
      word(prefix + name, before.get(name), now.get(name), from(name));
    }
  }

  private void word(String part, Object before, Object now, List<StepId> from) {
    if (before instanceof List<?> a && now instanceof List<?> b && !files(a, b).isEmpty()) {
      parts.add(new Part(part, "", files(a, b) + because(from), from));
      return;
    }
    String one = before instanceof String text ? text : shown(before);
    String other = now instanceof String text ? text : shown(now);
    int begin = begin(one, common(one, other));
    parts.add(
        new Part(
            part,
            before == null ? "none" : cut(before, one, begin),
            now == null ? "none" : cut(now, other, begin),
            from));
  }

  private static String files(List<?> before, List<?> now) {
    if (!now.stream().allMatch(Artifact.class::isInstance)) return "";
    return number(before, now);
  }

  private static String number(List<?> before, List<?> now) {
    if (before.size() != now.size()) {
      return count(before.size()) + " → " + count(now.size());
    }
    if (now.size() == 1) return "another file";
    int other = 0;
    for (int i = 0; i < now.size(); i++) if (!before.get(i).equals(now.get(i))) other++;
    return other + " of " + now.size() + " files are others";
  }

  private static String count(int files) {
    return files == 1 ? "1 file" : files + " files";
  }

  /** The word's beginning a little before a place. */
  private static int begin(String text, int place) {
    int begin = Math.max(0, place - BEFORE);
    int blank = text.indexOf(' ', begin);
    return begin > 0 && blank >= 0 && blank < place ? blank + 1 : begin;
  }

  private static int common(String one, String other) {
    int at = 0;
    while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) at++;
    return at;
  }

  /** What a person needs to see of a value, from a little before where it differs. */
  private static String cut(Object value, String text, int from) {
    boolean quoted = value instanceof String;
    int begin = text.length() <= SHOWN || from >= text.length() ? 0 : from;
    int end = Math.min(text.length(), begin + SHOWN);
    String seen =
        (begin > 0 ? "…" : "") + text.substring(begin, end) + (end < text.length() ? "…" : "");
    return quoted ? '"' + seen + '"' : seen;
  }

  private static String shown(Object value) {
    return value == null ? "none" : Values.inOrder(value);
  }

  private void files() {
    Map<String, List<Object>> before = byWord(was.get("files"));
    Map<String, List<Object>> now = byWord(is.described().get("files"));
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    for (String name : names) {
      List<Object> old = before.getOrDefault(name, List.of());
      List<Object> fresh = now.getOrDefault(name, List.of());
      if (is.open().contains(name) || old.equals(fresh)) continue;
      parts.add(file(name, old, fresh));
    }
  }

  private Part file(String word, List<Object> before, List<Object> now) {
    if (before.isEmpty()) return new Part(word, "none", count(now.size()), List.of());
    if (now.isEmpty()) return new Part(word, count(before.size()), "none", List.of());
    if (hashes(before).equals(hashes(now)))
      return new Part(word, "", "the copy of it is fitted in another way", List.of());
    List<StepId> from = from(word);
    List<String> own = is.files().getOrDefault(word, List.of());
    String name = own.size() == 1 ? String.valueOf(Path.of(own.get(0)).getFileName()) : "";
    String what =
        now.size() == 1 && !name.isEmpty() ? name + " is another file now" : number(before, now);
    return new Part(word, "", what + because(from), from);
  }

  private static List<Object> hashes(List<Object> files) {
    return files.stream().<Object>map(it -> map(it).get("sha256")).toList();
  }

  /** A word whose value nobody knows yet. */
  private void open(String word) {
    List<StepId> from = from(word);
    if (from.isEmpty()) return;
    boolean file = byWord(was.get("files")).containsKey(word) || word.equals("clips");
    String what = file ? "another file" : "depends on what is made before";
    parts.add(new Part(word, "", what + because(from), from));
  }

  /** The steps of a word that are made in this run. */
  private List<StepId> from(String word) {
    return is.uses().getOrDefault(word, Set.of()).stream().filter(made).toList();
  }

  private static String because(List<StepId> from) {
    if (from.isEmpty()) return "";
    String names =
        from.stream().limit(3).map(StepId::value).collect(Collectors.joining(", "))
            + (from.size() > 3 ? " and " + (from.size() - 3) + " more" : "");
    return " (" + names + (from.size() == 1 ? " is" : " are") + " made again)";
  }

  private static Map<String, List<Object>> byWord(Object files) {
    if (!(files instanceof List<?> list)) return Map.of();
    return list.stream()
        .<Object>map(it -> it)
        .collect(
            Collectors.groupingBy(
                it -> String.valueOf(map(it).get("word")),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
