package kinoloom.emulator.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kinoloom.emulator.quirk.ChatFlow;
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

  static void send(HttpServerExchange exchange, ChatFlow flow, Pause pause)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, flow.type());
    OutputStream out = exchange.getOutputStream();
    for (ObjectNode chunk : flow.chunks()) {
      line(out, Json.MAPPER.writeValueAsString(chunk), flow.gap());
      pause.take();
    }
    if (flow.broken()) {
      Replies.cut(exchange);
      return;
    }
    if (flow.done()) {
      line(out, "[DONE]", "\n\n");
    }
    out.close();
  }

  private static void line(OutputStream out, String data, String gap) throws IOException {
    out.write(("data: " + data + gap).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
