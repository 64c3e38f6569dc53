package kinoloom.graph;

/**
 * Stands for the value of a step that has failed for good, where its user goes on without it.
 *
 * @param step that is missing: it failed, or it cannot be made because another did
 * @param reason in a sentence
 */
public record Missing(String step, String reason) {}
