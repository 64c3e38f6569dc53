package kinoloom.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a refusal for content was about. The words that tell are data, {@code moderation.json}: the
 * first that are found count.
 */
public enum Moderation {
  /** What was sent; the same again is refused again. */
  INPUT,
  /** What was made of it; the same request may make something else. */
  OUTPUT,
  /** Nobody says which of the two. */
  UNSAID;

  private record Rule(Pattern words, Moderation refused) {}

  private static final List<Rule> RULES = rules();

  /** Empty where a text does not speak of content at all. */
  public static Optional<Moderation> of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(it -> it.words.matcher(lower).find())
        .map(Rule::refused)
        .findFirst();
  }

  /** Whether what was made was refused, and not what was sent. */
  public static boolean ofOutput(Refusal refusal) {
    return refusal.reason() == Refusal.Reason.MODERATED
        && of(refusal.message()).filter(it -> it == OUTPUT).isPresent();
  }

  private static List<Rule> rules() {
    try (InputStream in = Moderation.class.getResourceAsStream("moderation.json")) {
      List<Map<String, String>> entries =
          new JsonMapper().readValue(in, new TypeReference<List<Map<String, String>>>() {});
      return entries.stream().map(Moderation::rule).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("moderation.json cannot be read", e);
    }
  }

  private static Rule rule(Map<String, String> entry) {
    Moderation refused = valueOf(entry.get("refused").toUpperCase(Locale.ROOT));
    return new Rule(Pattern.compile(entry.get("words")), refused);
  }
}
