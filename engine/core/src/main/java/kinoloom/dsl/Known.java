package kinoloom.dsl;

/**
 * Put by {@link Naming} around what a script compares or looks up by: {@code 'dark' == board.mood}
 * asks the text and not the ref, and would be false without a word.
 */
public final class Known {
  private Known() {}

  public static Object known(Object value) {
    if (value instanceof ScriptRef ref) throw ref.notKnown();
    return value;
  }
}
