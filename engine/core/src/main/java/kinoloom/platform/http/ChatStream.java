package kinoloom.platform.http;

import java.util.Optional;
import kinoloom.platform.Answer;
import kinoloom.platform.Submitted;
import kinoloom.platform.Usage;

/**
 * What a chat's answer in pieces means. Read by lines and not by events: the platform is known to
 * put two pieces into one event. It is whole if the end mark came, or a piece that ends it, or if
 * the body ended as it should.
 */
final class ChatStream {
  private final StringBuilder text = new StringBuilder();
  private Usage usage = Usage.NONE;
  private boolean reasoned;
  private boolean ended;
  private String note = "";

  private ChatStream() {}

  static boolean is(String body) {
    return body.lines().anyMatch(ChatChunk::isData);
  }

  static Submitted read(Answer answer) {
    ChatStream stream = new ChatStream();
    for (String line : answer.body().split("\r?\n")) {
      Optional<ChatChunk> chunk = ChatChunk.of(line);
      Optional<String> error = chunk.flatMap(ChatChunk::error);
      if (error.isPresent()) return SubmitReader.refused(error.get());
      chunk.ifPresent(stream::add);
      stream.ended |= ChatChunk.isEnd(line);
      if (line.startsWith(SpokenBody.NOTE)) stream.note = line.substring(SpokenBody.NOTE.length());
    }
    return stream.meaning(answer.complete());
  }

  private void add(ChatChunk chunk) {
    text.append(chunk.text());
    if (text.isEmpty()) text.append(chunk.whole());
    reasoned |= !chunk.reasoning().isEmpty() || chunk.reasoningLeftOut() > 0;
    ended |= chunk.ends();
    if (!chunk.usage().values().isEmpty()) usage = chunk.usage();
  }

  private Submitted meaning(boolean complete) {
    if (!ended && !complete) {
      return new Submitted.Ambiguous("the answer was cut off" + Json.shown(note));
    }
    if (text.toString().isBlank()) return new Submitted.Ambiguous(nothing(reasoned), usage);
    return new Submitted.Text(text.toString(), usage);
  }

  static String nothing(boolean reasoned) {
    return reasoned ? "the answer holds reasoning and no text" : "the answer holds no text";
  }
}
