package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kinoloom.emulator.store.Json;

/**
 * Server-sent lines: {@code data: } and a chunk, an empty line, and {@code data: [DONE]} at the
 * end.
 */
final class ChatStream {

  /** What passes between two chunks. */
  interface Pause {
    void take() throws InterruptedException;
  }

  private ChatStream() {}

  static void send(HttpServerExchange exchange, ChatAnswer answer, int most, Pause pause)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    try (OutputStream out = exchange.getOutputStream()) {
      for (ObjectNode chunk : answer.chunks(most)) {
        line(out, Json.MAPPER.writeValueAsString(chunk));
        pause.take();
      }
      line(out, "[DONE]");
    }
  }

  private static void line(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
