package kinoloom.platform.http;

import java.io.IOException;
import java.util.function.UnaryOperator;
import kinoloom.platform.Answer;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads what a server answers: never more than is sane, and what arrived of a cut-off body. */
final class Bodies {
  private static final long MOST = 1024 * 1024;

  private Bodies() {}

  /** Always as UTF-8, whatever the server says: its labels cannot be relied on. */
  static Answer answer(Response response, UnaryOperator<String> withoutKey) {
    Buffer read = new Buffer();
    boolean complete = false;
    try (response) {
      BufferedSource source = response.body().source();
      while (read.size() <= MOST && !complete) {
        complete = source.read(read, MOST + 1 - read.size()) < 0;
      }
    } catch (IOException e) {
      // What arrived may be all that matters; Answer.complete says that it is not all.
    }
    String type = response.header("Content-Type", "");
    String body = read.snapshot((int) Math.min(read.size(), MOST)).utf8();
    return new Answer(
        response.code(),
        withoutKey.apply(type),
        withoutKey.apply(body),
        complete,
        RetryAfter.of(response));
  }
}
