package kinoloom.emulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Answers a question: with JSON of the shape it asks for, else with a short paragraph, in the
 * question's language.
 */
public final class Composer {
  private static final Shape STORYBOARD = storyboard();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final long seed;

  public Composer(long seed) {
    this.seed = seed;
  }

  public String answer(String model, Question question) {
    Words words = new Words(question.chinese(), question.theme());
    if (question.shape().isEmpty() && !question.wantsJson()) {
      return words.text("paragraph", 0, random(model, question, "paragraph"));
    }
    Shape shape = question.shape().orElse(STORYBOARD);
    return new Filling(model, question, words).fill(shape, "answer", "", 0).toPrettyString();
  }

  /** A count of tokens as a model might report it: a Han character is one, four letters are one. */
  public static long tokens(String text) {
    long han =
        text.codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
            .count();
    return 1 + han + (text.length() - han) / 4;
  }

  private final class Filling {
    private final String model;
    private final Question question;
    private final Words words;

    Filling(String model, Question question, Words words) {
      this.model = model;
      this.question = question;
      this.words = words;
    }

    /**
     * @param place where in the answer, the same for all elements of a list
     * @param index the position in the list around it
     */
    JsonNode fill(Shape shape, String name, String place, int index) {
      if (shape instanceof Shape.Members members) {
        ObjectNode object = NODES.objectNode();
        members
            .byName()
            .forEach(
                (member, of) -> object.set(member, fill(of, member, place + "/" + member, index)));
        return object;
      }
      if (shape instanceof Shape.Elements elements) {
        int count = elements.count(question.count());
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i < count; i++) {
          list.add(fill(elements.each(), name, place, i));
        }
        return list;
      }
      if (shape instanceof Shape.Leaf leaf) {
        return value(leaf, name, index, random(model, question, place));
      }
      throw new IllegalStateException("no way to fill a " + shape);
    }

    private JsonNode value(Shape.Leaf leaf, String name, int index, Random random) {
      if (!leaf.choices().isEmpty()) {
        List<String> choices = leaf.choices();
        return NODES.textNode(
            choices.get((random.nextInt(choices.size()) + index) % choices.size()));
      }
      return switch (leaf.type()) {
        case "integer" -> NODES.numberNode(within(leaf, number(name, index, random)));
        case "number" -> NODES.numberNode(fraction(leaf, number(name, index, random)));
        case "boolean" -> NODES.booleanNode((random.nextInt(2) + index) % 2 == 0);
        default -> NODES.textNode(words.text(name, index, random));
      };
    }

    private long within(Shape.Leaf leaf, long number) {
      return Math.max(leaf.least(), Math.min(leaf.most(), number));
    }

    private double fraction(Shape.Leaf leaf, int number) {
      return Math.max(leaf.least(), Math.min(leaf.most(), number + 0.5));
    }

    private int number(String name, int index, Random random) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.contains("duration") || lower.contains("second") || lower.contains("length")) {
        return 4 + (random.nextInt(3) + index) % 3;
      }
      boolean counts =
          List.of("id", "index", "number", "no", "order", "shot", "scene").contains(lower);
      return counts ? index + 1 : 1 + (random.nextInt(9) + index) % 9;
    }
  }

  private Random random(String model, Question question, String purpose) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {model, question.system(), question.user(), purpose}) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      byte[] digest = sha.digest(Long.toString(seed).getBytes(StandardCharsets.US_ASCII));
      return new Random(ByteBuffer.wrap(digest).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Shape storyboard() {
    Shape text = new Shape.Leaf("string", List.of());
    Map<String, Shape> shot = new LinkedHashMap<>();
    shot.put("scene", text);
    shot.put("motion", text);
    Map<String, Shape> board = new LinkedHashMap<>();
    board.put("title", text);
    board.put("shots", new Shape.Elements(new Shape.Members(shot)));
    return new Shape.Members(board);
  }
}
