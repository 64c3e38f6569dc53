package kinoloom.platform;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one model in one category: the words it understands and how they are spelt on
 * the wire, what it costs and how long it takes. Immutable.
 */
public final class ModelSpec {

  /** A mistake in what a step says: the word, what is wrong with it, and what to do. */
  public record Fault(String word, String message, String hint) {}

  /**
   * @param params by our words, in the model's spelling, every default filled in; no file words
   * @param tooMany words with more files than the model takes, which are not among the faults: what
   *     was made of them once is no reason to refuse it now
   */
  public record Checked(Map<String, Object> params, List<Fault> faults, List<Fault> tooMany) {
    public Checked {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
      faults = List.copyOf(faults);
      tooMany = List.copyOf(tooMany);
    }
  }

  public record Estimate(Money low, Money high) {}

  /** Seconds in which half, and nine of ten, of the tasks are done. */
  public record Typical(double p50, double p90) {}

  /** Which of the platform's services makes it. */
  public enum Endpoint {
    CHAT,
    IMAGE,
    VIDEO
  }

  /**
   * @param wireCategories what {@code catelogid} may say, in the order to try; nearly always just
   *     the category
   * @param source where the facts come from, by what they are about
   */
  record About(
      String category,
      String model,
      String vendor,
      String description,
      Endpoint endpoint,
      List<String> wireCategories,
      Map<String, String> source) {}

  /**
   * A word whose value may be chosen by other words: a size by resolution and ratio.
   *
   * @param values by the values of the other words, joined with a space
   */
  record Choice(String word, List<String> by, Map<String, String> values) {}

  /**
   * @param when parameter to value; empty holds always
   */
  record Timing(Map<String, String> when, Typical typical) {
    boolean holds(Map<String, Object> params) {
      return when.entrySet().stream()
          .allMatch(it -> it.getValue().equalsIgnoreCase(String.valueOf(params.get(it.getKey()))));
    }
  }

  private final About about;
  private final Map<String, FieldSpec> fields;
  private final List<Choice> choices;
  private final Price price;
  private final List<Timing> timings;
  private final List<ModelSpec> all;

  /**
   * @param all the models it is listed with; only read once the catalogue is complete
   */
  ModelSpec(
      About about,
      Map<String, FieldSpec> fields,
      List<Choice> choices,
      Price price,
      List<Timing> timings,
      List<ModelSpec> all) {
    this.about = about;
    this.fields = new LinkedHashMap<>(fields);
    this.choices = List.copyOf(choices);
    this.price = price;
    this.timings = List.copyOf(timings);
    this.all = all;
  }

  public String model() {
    return about.model();
  }

  /** {@code t2t}, {@code t2i}, {@code t2v}, {@code i2v} or {@code ref2v}. */
  public String category() {
    return about.category();
  }

  public String vendor() {
    return about.vendor();
  }

  public String description() {
    return about.description();
  }

  public Endpoint endpoint() {
    return about.endpoint();
  }

  /** What {@code catelogid} may say on the wire, in the order to try; never empty. */
  public List<String> wireCategories() {
    return about.wireCategories();
  }

  /**
   * Where the model was seen if it is not in the platform's API document: then it is unverified.
   */
  public Optional<String> seen() {
    return Optional.ofNullable(about.source().get("seen"));
  }

  /** Where the facts come from: {@code fields}, {@code price}, {@code typical}, {@code seen}. */
  public Map<String, String> source() {
    return about.source();
  }

  public List<FieldSpec> fields() {
    return List.copyOf(fields.values());
  }

  public Optional<FieldSpec> field(String word) {
    return Optional.ofNullable(fields.get(word));
  }

  /**
   * Checks what a step says and puts it into the model's spelling.
   *
   * @param words with their values; file words with one object or a list of them, which are counted
   * @param pending words that are given, but whose values are not known yet
   */
  public Checked check(Map<String, Object> words, Set<String> pending) {
    return new WordCheck(this, words, pending).run();
  }

  /** What a call costs at least and at most; parameters that are missing may be anything. */
  public Estimate estimate(Map<String, Object> params) {
    return price.estimate(this, params);
  }

  /** What it costs, as said to people: {@code 0.9 to 1.6 yuan a second}. */
  public String priceInWords() {
    return price.inWords();
  }

  /** What is due for a finished call; the highest estimate where the usage does not tell. */
  public Money settle(Map<String, Object> params, Usage usage) {
    Money due = price.settle(params, usage);
    return due == null ? estimate(params).high() : due;
  }

  public Typical typical(Map<String, Object> params) {
    return timings.stream()
        .filter(it -> it.holds(params))
        .findFirst()
        .orElse(timings.get(timings.size() - 1))
        .typical();
  }

  List<Choice> choices() {
    return choices;
  }

  List<ModelSpec> all() {
    return all;
  }

  /** The shortest or longest clip it makes. */
  int seconds(boolean longest) {
    FieldSpec duration = fields.get("duration");
    if (duration == null) return 1;
    List<Integer> values =
        duration.limits().values().stream().map(it -> ((Number) it).intValue()).sorted().toList();
    if (!values.isEmpty()) return values.get(longest ? values.size() - 1 : 0);
    Integer limit = longest ? duration.limits().max() : duration.limits().min();
    if (limit != null) return limit;
    return duration.standard() instanceof Number n ? n.intValue() : 1;
  }

  @Override
  public String toString() {
    return category() + " " + model();
  }
}
