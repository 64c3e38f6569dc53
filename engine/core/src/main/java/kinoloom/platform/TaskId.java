package kinoloom.platform;

/** The platform's name for a task; opaque. Whoever knows it can read the task. */
public record TaskId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
