package kinoloom.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Stands in a rehearsal for a value that nobody can know before the run: the text of a chat, a
 * picture. Every path into it is opaque again; as a list it has {@link #ELEMENTS} elements.
 *
 * @param media {@code image}, {@code video} or {@code audio} where it stands for such a file, else
 *     empty
 */
public record Opaque(String name, String media) {
  /** How many elements a list is taken to have when nothing says so. */
  public static final int ELEMENTS = 3;

  /** Marks sample text, so that nobody takes it for the real one. */
  public static final String MARK = "⟨";

  public Opaque(String name) {
    this(name, "");
  }

  Object at(Segment segment) {
    if (!(segment instanceof Segment.Call call)) return new Opaque(name + segment);
    return switch (call.function()) {
      case "size" -> ELEMENTS;
      case "first", "last" -> new Opaque(name);
      case "join" -> toString();
      default -> ListFunctions.apply(elements(), call);
    };
  }

  public List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < ELEMENTS; i++) elements.add(new Opaque(name + "[" + i + "]"));
    return elements;
  }

  @Override
  public String toString() {
    return MARK + name + "⟩";
  }
}
