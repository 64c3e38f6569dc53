package kinoloom.graph;

/**
 * A mistake in a workflow, in words for its author.
 *
 * @param message what is wrong and the value
 * @param hint what to do next; empty when the message says it
 */
public record Problem(Place place, String message, String hint) {

  public static Problem at(Place place, String message) {
    return new Problem(place, message, "");
  }

  @Override
  public String toString() {
    String where = place.known() ? place + ": " : "";
    return where + message + (hint.isEmpty() ? "" : "\n    hint: " + hint);
  }
}
