package kinoloom.graph;

import java.util.List;

/** One part of a path into a value: {@code .shots}, {@code [0]} or {@code .take(2)}. */
public sealed interface Segment {

  /** A property. On a list it spreads: {@code scenes.frame} is the list of frames. */
  record Key(String name) implements Segment {
    @Override
    public String toString() {
      return "." + name;
    }
  }

  /** An element; a negative index counts from the end. */
  record At(int index) implements Segment {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /** A list function of the language: see {@link ListFunctions}. */
  record Call(String function, List<Object> arguments) implements Segment {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
      String text = arguments.toString();
      return "." + function + "(" + text.substring(1, text.length() - 1) + ")";
    }
  }
}
