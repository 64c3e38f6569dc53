package kinoloom.graph;

/**
 * Stands in the place of a value that was not made.
 *
 * @param step that should have made it
 * @param reason why it did not, in words for people
 */
public record Missing(String step, String reason) {}
