package kinoloom.platform.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kinoloom.fixture.Bounded;
import kinoloom.platform.Answer;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskStatus;

/**
 * Every answer to a paid request and to a poll means something; nothing is thrown. A cut-off answer
 * never says more than a refusal would need: what is refused may be paid for again.
 */
class AnswerFuzzTest {
  private static final List<String> CATEGORIES = List.of("t2t", "t2i", "t2v", "i2v");
  private static final int[] STATUSES = {200, 201, 400, 401, 404, 408, 429, 500, 503};
  private static final Origin ORIGIN = Origin.of("http://127.0.0.1:9");

  private final SubmitReader submits = new SubmitReader(ORIGIN);
  private final TaskReader tasks = new TaskReader(ORIGIN);

  /**
   * @param bytes the first says what was asked, with which status it was answered, and whether the
   *     answer is whole; the rest is the answer
   */
  @FuzzTest(maxDuration = "6s")
  void answer(byte[] bytes) {
    if (bytes.length == 0) return;
    int first = bytes[0] & 0xff;
    String body = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    int status = STATUSES[(first >> 3) % STATUSES.length];
    Answer answer = new Answer(status, "application/json", body, (first & 4) == 0);
    Request request = new Request(CATEGORIES.get(first & 3), "m", Map.of(), Map.of(), List.of());
    Bounded.read(bytes.length, () -> submitted(submits.read(request, answer), status));
    Bounded.read(bytes.length, () -> polled(tasks.read(answer)));
  }

  private static void submitted(Submitted submitted, int status) {
    if (submitted == null) throw new AssertionError("no meaning");
    boolean unclear = status >= 500 || status == 408;
    if (unclear && !(submitted instanceof Submitted.Ambiguous)) {
      throw new AssertionError("HTTP " + status + " decides nothing, but became " + submitted);
    }
  }

  private static void polled(TaskStatus status) {
    if (status == null) throw new AssertionError("no meaning");
  }
}
