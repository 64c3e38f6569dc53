package kinoloom.graph;

import java.util.Objects;

/** The name of a step, unique in its run: {@code board}, or {@code frame[2]} in a third turn. */
public record StepId(String value) implements Comparable<StepId> {
  public StepId {
    Objects.requireNonNull(value, "value");
    if (value.isEmpty()) throw new IllegalArgumentException("A step id cannot be empty");
  }

  public static StepId of(String value) {
    return new StepId(value);
  }

  /** The name of a take of it: {@code frame~2}. */
  public StepId take(int number) {
    return StepId.of(value + "~" + number);
  }

  @Override
  public int compareTo(StepId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
