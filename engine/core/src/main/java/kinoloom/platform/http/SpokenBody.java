package kinoloom.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kinoloom.platform.Answer;
import kinoloom.platform.Platform.Hearing;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Reads a chat's answer line by line as it arrives, and tells what it says. An answer that does not
 * come in pieces is kept as it is. Of one that does, pieces that only say words are folded, since a
 * thousand of one word each would be a third of a megabyte in the journal; the folded answer means
 * the same:
 *
 * <pre>
 * data: {"id":"c-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}
 * data: {"choices":[{"index":0,"delta":{"content":"One two three"}}],"folded":{"pieces":3}}
 * data: {"choices":[],"usage":{"total_tokens":9}}
 * data: [DONE]
 * </pre>
 *
 * The first piece, with the platform's number of the answer, and every other line stay as they are.
 * Why reading stopped before the end stands in a comment: {@code : cut off here: …}.
 */
final class SpokenBody {
  static final String NOTE = ": cut off here";

  /** Of what is kept. */
  private static final long MOST = 1024 * 1024;

  /** Of what is sent: pieces that say little are much longer than what they say. */
  private static final long MOST_SENT = 64 * MOST;

  private static final int FOLD = 8 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** For half a character, which has no UTF-8: its other half may be in the next line. */
  private static final JsonMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Hearing hearing;
  private final UnaryOperator<String> withoutKey;
  private final Buffer kept = new Buffer();
  private final StringBuilder folded = new StringBuilder();
  private int pieces;
  private int reasoning;
  private JsonNode usage;
  private long sent;
  private boolean inPieces;
  private boolean begun;
  private boolean spoken;
  private boolean over;
  private IOException broken;

  SpokenBody(Hearing hearing, UnaryOperator<String> withoutKey) {
    this.hearing = hearing;
    this.withoutKey = withoutKey;
  }

  /** Always as UTF-8, whatever the server says: its labels cannot be relied on. */
  Answer read(Response response) {
    boolean complete = false;
    try (response) {
      BufferedSource source = response.body().source();
      while (!over && !complete && kept.size() <= MOST && sent <= MOST_SENT && broken == null) {
        ByteString line = line(source);
        complete = line.size() == 0 && broken == null;
        if (line.size() > 0) take(line, response.isSuccessful());
      }
    } catch (IOException e) {
      broken = e;
    }
    unfold();
    boolean whole = over || complete && (!inPieces || framed(response));
    String type = response.header("Content-Type", "");
    String body = kept.snapshot((int) Math.min(kept.size(), MOST)).utf8();
    if (inPieces && !whole) body += "\n" + NOTE + why(complete) + "\n";
    return new Answer(
        response.code(),
        withoutKey.apply(type),
        withoutKey.apply(body),
        whole,
        RetryAfter.of(response));
  }

  /** The end of a body that just ends with its connection cannot be told from a broken one. */
  private static boolean framed(Response response) {
    return response.header("Content-Length") != null
        || response.header("Transfer-Encoding") != null;
  }

  /** The next line with its end, or what there is of it; empty at the end of the body. */
  private ByteString line(BufferedSource source) throws IOException {
    long most = MOST + 1 - kept.size();
    long end = -1;
    try {
      end = source.indexOf((byte) '\n', 0, most);
    } catch (IOException e) {
      // What arrived before may be all that matters.
      broken = e;
    }
    Buffer there = source.getBuffer();
    return there.readByteString(end >= 0 ? end + 1 : Math.min(there.size(), most));
  }

  private void take(ByteString bytes, boolean accepted) {
    sent += bytes.size();
    String line = bytes.utf8();
    inPieces |= ChatChunk.isData(line);
    if (!inPieces) {
      kept.write(bytes);
      return;
    }
    over = ChatChunk.isEnd(line);
    Optional<ChatChunk> chunk = ChatChunk.of(line);
    if (accepted) chunk.ifPresent(this::tell);
    if (begun && chunk.isPresent() && chunk.get().plain()) {
      fold(chunk.get());
    } else if (pieces == 0 || !line.isBlank()) {
      unfold();
      kept.write(bytes);
    }
    begun |= chunk.isPresent();
  }

  private void tell(ChatChunk chunk) {
    say(chunk.reasoning(), true);
    say(spoken ? chunk.text() : chunk.text() + chunk.whole(), false);
    spoken |= !chunk.text().isEmpty() || !chunk.whole().isEmpty();
  }

  private void say(String text, boolean isReasoning) {
    if (text.isEmpty()) return;
    try {
      hearing.said(withoutKey.apply(text), isReasoning);
    } catch (RuntimeException unheard) {
      // The answer is paid for and has to be kept, whoever hears it.
    }
  }

  private void fold(ChatChunk chunk) {
    folded.append(chunk.text());
    reasoning += chunk.reasoning().length();
    if (chunk.json().hasNonNull("usage")) usage = chunk.json().get("usage");
    pieces++;
    if (folded.length() > FOLD) unfold();
  }

  private void unfold() {
    if (pieces == 0) return;
    ObjectNode line = JSON.createObjectNode();
    ObjectNode choice = line.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta").put("content", folded.toString());
    ObjectNode counted = line.putObject("folded").put("pieces", pieces);
    if (reasoning > 0) counted.put("reasoning", reasoning);
    if (usage != null) line.set("usage", usage);
    boolean ofWholeCharacters = StandardCharsets.UTF_8.newEncoder().canEncode(folded);
    try {
      String json = (ofWholeCharacters ? JSON : ESCAPING).writeValueAsString(line);
      kept.writeUtf8("data: " + json + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    folded.setLength(0);
    pieces = 0;
    reasoning = 0;
    usage = null;
  }

  private String why(boolean ended) {
    if (kept.size() > MOST) return ": it is longer than " + MOST / 1024 + " KiB";
    if (sent > MOST_SENT) return ": more than " + MOST_SENT / 1024 / 1024 + " MiB were sent";
    if (ended) return ": it ended without a sign that it is whole";
    if (broken instanceof SocketTimeoutException) return ": no more of it came in time";
    return broken instanceof InterruptedIOException ? ": it took too long" : "";
  }
}
