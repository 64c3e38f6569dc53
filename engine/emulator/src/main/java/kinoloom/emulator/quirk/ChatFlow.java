package kinoloom.emulator.quirk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A chat's answer in pieces.
 *
 * @param gap what ends a line
 * @param done whether {@code [DONE]} is said at the end
 * @param broken whether the connection breaks after the last chunk
 */
public record ChatFlow(
    List<ObjectNode> chunks, String type, String gap, boolean done, boolean broken) {

  public ChatFlow {
    chunks = List.copyOf(chunks);
  }

  public static ChatFlow of(List<ObjectNode> chunks) {
    return new ChatFlow(chunks, "text/event-stream; charset=utf-8", "\n\n", true, false);
  }

  ChatFlow with(List<ObjectNode> other) {
    return new ChatFlow(other, type, gap, done, broken);
  }

  ChatFlow labelled(String other) {
    return new ChatFlow(chunks, other, gap, done, broken);
  }

  ChatFlow parted(String by) {
    return new ChatFlow(chunks, type, by, done, broken);
  }

  ChatFlow endless() {
    return new ChatFlow(chunks, type, gap, false, broken);
  }

  /** The first of its chunks, and then nothing. */
  ChatFlow torn(int after) {
    return new ChatFlow(chunks.subList(0, after), type, gap, false, true);
  }

  /** Whether one of its chunks is an error. */
  public boolean failed() {
    return chunks.stream().anyMatch(chunk -> chunk.has("error"));
  }
}
