package kinoloom.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named arguments of a cut's words, each a word of the step of its own. */
public final class CutWords {
  private CutWords() {}

  /** {@code volume}, {@code duck} and {@code fadeOut} of {@code music}. */
  public static Map<String, Object> music(Map<String, ?> how) {
    return words("music", List.of("volume", "duck", "fadeOut"), how);
  }

  /** {@code burn} of {@code subtitles}. */
  public static Map<String, Object> subtitles(Map<String, ?> how) {
    return words("subtitles", List.of("burn"), how);
  }

  private static Map<String, Object> words(String word, List<String> known, Map<String, ?> how) {
    Map<String, Object> words = new LinkedHashMap<>();
    how.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new ValueException(
                "There is no '" + name + "' of " + word + Names.offer(name, known));
          }
          words.put(
              word + Character.toUpperCase(name.charAt(0)) + name.substring(1), (Object) value);
        });
    return words;
  }
}
