package kinoloom.platform.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kinoloom.fixture.Bounded;
import kinoloom.platform.Answer;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** A chat's answer in pieces is folded to be kept, and means the same folded as it did before. */
class SpokenBodyFuzzTest {
  private static final Request CHAT = new Request("t2t", "m", Map.of(), Map.of(), List.of());
  private static final okhttp3.Request POST =
      new okhttp3.Request.Builder().url("http://127.0.0.1:9/").build();

  private final SubmitReader submits = new SubmitReader(Origin.of("http://127.0.0.1:9"));

  @FuzzTest(maxDuration = "6s")
  void pieces(byte[] bytes) {
    Bounded.read(
        bytes.length,
        () -> {
          Answer kept = new SpokenBody((text, reasoning) -> {}, it -> it).read(response(bytes));
          Submitted folded = submits.read(CHAT, kept);
          if (!kept.complete() || bytes.length > 100_000) return;
          Answer sent = new Answer(200, "text/event-stream", upToTheEnd(bytes), true);
          Submitted whole = submits.read(CHAT, sent);
          if (!meaning(folded).equals(meaning(whole))) {
            throw new AssertionError("kept as " + meaning(folded) + ", sent as " + meaning(whole));
          }
        });
  }

  private static String meaning(Submitted submitted) {
    if (submitted instanceof Submitted.Text it) return "the text " + it.text() + it.usage();
    return submitted.getClass().getSimpleName();
  }

  /** What follows the end mark is not read. */
  private static String upToTheEnd(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    StringBuilder read = new StringBuilder();
    boolean inPieces = false;
    for (String line : text.split("(?<=\n)")) {
      read.append(line);
      inPieces |= ChatChunk.isData(line);
      if (inPieces && ChatChunk.isEnd(line)) break;
    }
    return read.toString();
  }

  private static Response response(byte[] bytes) {
    return new Response.Builder()
        .request(POST)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("Content-Length", String.valueOf(bytes.length))
        .body(ResponseBody.create(bytes, MediaType.get("text/event-stream")))
        .build();
  }
}
