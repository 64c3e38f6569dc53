package kinoloom.emulator.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON an answer must have. */
sealed interface Shape {

  /** An object with exactly these members, in order. */
  record Members(Map<String, Shape> byName) implements Shape {
    public Members {
      byName = new LinkedHashMap<>(byName);
    }
  }

  /**
   * A list of elements of one shape.
   *
   * @param count how many, 0 when the question decides
   */
  record Elements(Shape each, int count) implements Shape {}

  /**
   * A value.
   *
   * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
   * @param choices the only values allowed; empty for any
   */
  record Leaf(String type, List<String> choices) implements Shape {
    public Leaf {
      choices = List.copyOf(choices);
    }
  }
}
