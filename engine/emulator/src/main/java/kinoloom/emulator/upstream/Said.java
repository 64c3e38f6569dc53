package kinoloom.emulator.upstream;

/**
 * What the other server has answered, all of it.
 *
 * @param reasoning what a thinking model thought; empty for others
 * @param input tokens read, as the server counted; -1 where it does not tell
 * @param output tokens written, as the server counted; -1 where it does not tell
 */
public record Said(String content, String reasoning, long input, long output) {}
