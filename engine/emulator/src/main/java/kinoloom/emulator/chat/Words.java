package kinoloom.emulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import kinoloom.emulator.store.Json;

/**
 * Sentences with blanks, from {@code chat-words.json}, in one language. The file maps a kind of
 * text to its sentences; {@code %theme%}, {@code %n%} and {@code %kind%} are the blanks, the last
 * one filled from another list.
 */
final class Words {
  private static final JsonNode ALL = load();

  private final JsonNode words;
  private final String theme;

  Words(boolean chinese, String theme) {
    this.words = ALL.path(chinese ? "zh" : "en");
    this.theme = theme;
  }

  /** A text for the member of that name, the {@code index}-th of its list. */
  String text(String member, int index, Random random) {
    return fill(kindOf(member), member, index, random);
  }

  private String kindOf(String member) {
    String name = member.toLowerCase(Locale.ROOT);
    for (JsonNode rule : words.path("rules")) {
      for (JsonNode part : rule.path("names")) {
        if (name.contains(part.asText())) {
          return rule.path("kind").asText();
        }
      }
    }
    return "text";
  }

  private String fill(String kind, String member, int index, Random random) {
    List<String> sentences = new ArrayList<>();
    words.path("texts").path(kind).forEach(text -> sentences.add(text.asText()));
    // Neighbours in a list take neighbouring sentences, so that no two are alike.
    int start = random.nextInt(sentences.size());
    String sentence = sentences.get((start + index) % sentences.size());
    StringBuilder filled = new StringBuilder();
    String[] parts = sentence.split("%", -1);
    for (int i = 0; i < parts.length; i++) {
      filled.append(i % 2 == 0 ? parts[i] : blank(parts[i], member, index, random));
    }
    return filled.toString();
  }

  private String blank(String name, String member, int index, Random random) {
    return switch (name) {
      case "theme" -> theme;
      case "n" -> Integer.toString(index + 1);
      case "member" -> member;
      default -> fill(name, member, index, random);
    };
  }

  private static JsonNode load() {
    try (InputStream in = Words.class.getResourceAsStream("/kinoloom/emulator/chat-words.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
