package kinoloom.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kinoloom.platform.MediaFile;
import kinoloom.platform.Request;

/**
 * A request as the platform had it.
 *
 * @param step that sent it; empty when nobody told the platform
 * @param at when it was sent
 */
public record SentRequest(String step, Request request, Instant at) {

  /** The verb that a script writes. */
  public String verb() {
    return request.category().equals("t2t") ? "chat" : request.category();
  }

  public String model() {
    return request.model();
  }

  /** A word of it, or an option, in the model's own spelling; null if it is not said. */
  public Object get(String word) {
    Map<String, Object> said = request.params();
    return said.containsKey(word) ? said.get(word) : request.options().get(word);
  }

  /** The files that go with a word. */
  public List<MediaFile> files(String word) {
    return request.files().stream().filter(it -> it.word().equals(word)).toList();
  }
}
