package kinoloom.answer;

/**
 * Something that was put right in an answer without asking again.
 *
 * @param path where in the value: {@code shots[1].seconds}; empty for the whole
 * @param rung {@code extract}, {@code parse}, {@code coerce} or {@code drop}
 * @param before what was there, or what was wrong with it, shortened
 * @param after what it was taken for, shortened
 */
public record Repair(String path, String rung, String before, String after) {
  private static final int MOST = 60;

  static Repair of(String path, String rung, Object before, Object after) {
    return new Repair(path, rung, brief(before), brief(after));
  }

  static String brief(Object value) {
    String text = String.valueOf(value).replaceAll("\\s+", " ").strip();
    return text.length() > MOST ? text.substring(0, MOST - 1) + "…" : text;
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + ": ") + before + (after.isEmpty() ? "" : " → " + after);
  }
}
