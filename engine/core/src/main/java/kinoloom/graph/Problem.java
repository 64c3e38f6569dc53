package kinoloom.graph;

/**
 * A mistake in a workflow, in words for its author.
 *
 * @param message what is wrong and the value
 * @param hint what to do next; empty when the message says it
 */
public record Problem(Place place, String message, String hint) {
  private static final String INDENT = "    ";

  public static Problem at(Place place, String message) {
    return new Problem(place, message, "");
  }

  /**
   * The line of the script and a mark under the place in it.
   *
   * @param source the text of the file that the place is in
   * @return two lines; empty where the place is not known
   */
  public String excerpt(String source, String indent) {
    return Excerpt.of(source, place, indent);
  }

  /** The same as {@link #toString}, with the line it is about. */
  String told(String source) {
    String excerpt = excerpt(source, INDENT);
    return head() + (excerpt.isEmpty() ? "" : "\n" + excerpt) + tail();
  }

  private String head() {
    return (place.known() ? place + ": " : "") + message;
  }

  private String tail() {
    return hint.isEmpty() ? "" : "\n" + INDENT + "hint: " + hint;
  }

  @Override
  public String toString() {
    return head() + tail();
  }
}
