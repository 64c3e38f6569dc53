package kinoloom.emulator.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.List;

/**
 * Lets in who asked for this machine by its own name. A page elsewhere that points its own name at
 * this machine (DNS rebinding) is sent away.
 */
final class HostGuard implements HttpHandler {
  private static final List<String> OURS = List.of("localhost", "127.0.0.1", "[::1]");

  private static final int MISDIRECTED = 421;

  private final String bind;
  private final Replies replies;
  private final HttpHandler next;

  HostGuard(String bind, Replies replies, HttpHandler next) {
    this.bind = bind.contains(":") ? "[" + bind + "]" : bind;
    this.replies = replies;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (isOurs(exchange)) {
      next.handleRequest(exchange);
    } else {
      refuse(exchange);
    }
  }

  private boolean isOurs(HttpServerExchange exchange) {
    if (exchange.getRequestHeaders().count(Headers.HOST) != 1) {
      return false;
    }
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort ? host.substring(0, colon) : host;
    // Any port: a relay or a forwarded port on this machine is no stranger.
    boolean plain = !hasPort || host.substring(colon + 1).matches("\\d{1,5}");
    return plain && (name.equals(bind) || OURS.stream().anyMatch(name::equalsIgnoreCase));
  }

  private void refuse(HttpServerExchange exchange) throws IOException {
    replies.text(exchange, MISDIRECTED, "421: Misdirected Request");
  }
}
