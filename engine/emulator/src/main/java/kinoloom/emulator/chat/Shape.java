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
   * @param least and {@code most}: how many; the question decides between them
   */
  record Elements(Shape each, int least, int most) implements Shape {
    /** As many as the question wants. */
    Elements(Shape each) {
      this(each, 0, Integer.MAX_VALUE);
    }

    int count(int wanted) {
      return Math.max(least, Math.min(most, wanted));
    }
  }

  /**
   * A value.
   *
   * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
   * @param choices the only values allowed; empty for any
   * @param least and {@code most}: bounds of a number
   */
  record Leaf(String type, List<String> choices, long least, long most) implements Shape {
    Leaf(String type, List<String> choices) {
      this(type, choices, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public Leaf {
      choices = List.copyOf(choices);
    }
  }
}
