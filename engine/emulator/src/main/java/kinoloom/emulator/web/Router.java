package kinoloom.emulator.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.task.Timer;

/**
 * Finds the endpoint of a request, checks its key, reads it, and turns trouble into an answer. What
 * stands nowhere in its table is for the next handler.
 */
final class Router implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Router.class.getName());

  /** A request that takes longer, body included, loses its connection. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final Map<String, Endpoint> routes;
  private final Keys keys;
  private final FormReader reader;
  private final Replies replies;
  private final Timer timer;
  private final HttpHandler next;

  Router(
      Map<String, Endpoint> routes,
      Parts parts,
      FormReader reader,
      Replies replies,
      HttpHandler next) {
    this.routes = routes;
    this.keys = parts.keys();
    this.reader = reader;
    this.replies = replies;
    this.timer = parts.timer();
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Future<?> deadline = timer.after(DEADLINE, () -> cut(exchange));
    exchange.addExchangeCompleteListener(
        (ended, next) -> {
          deadline.cancel(false);
          next.proceed();
        });
    try {
      serve(exchange);
    } catch (WireError e) {
      refuse(exchange, e);
    } catch (RequestTooBigException e) {
      refuse(exchange, WireError.tooLarge());
    } catch (InterruptedException e) {
      // The emulator is closing.
      Thread.currentThread().interrupt();
      cut(exchange);
    } catch (Exception e) {
      fail(exchange, e);
    }
  }

  private void serve(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    Endpoint endpoint =
        routes.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    if (endpoint == null) {
      next.handleRequest(exchange);
      return;
    }
    boolean head =
        exchange.getRequestMethod().equals(Methods.HEAD) && endpoint.method().equals(Methods.GET);
    if (!head && !exchange.getRequestMethod().equals(endpoint.method())) {
      exchange.getResponseHeaders().put(Headers.ALLOW, endpoint.method().toString());
      replies.text(exchange, StatusCodes.METHOD_NOT_ALLOWED, "405: Method Not Allowed");
      return;
    }
    String account = endpoint.open() ? "" : account(exchange);
    endpoint.action().serve(new Call(exchange, reader.read(exchange), account));
  }

  private String account(HttpServerExchange exchange) throws WireError {
    return keys.accountOf(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
        .orElseThrow(WireError::invalidKey);
  }

  private void fail(HttpServerExchange exchange, Exception e) throws IOException {
    if (exchange.isResponseStarted()) {
      // Most likely the client has gone.
      LOG.log(System.Logger.Level.DEBUG, "could not finish " + exchange.getRequestPath(), e);
      cut(exchange);
    } else {
      LOG.log(System.Logger.Level.ERROR, "failed to answer " + exchange.getRequestPath(), e);
      replies.text(exchange, StatusCodes.INTERNAL_SERVER_ERROR, "500 Internal Server Error");
    }
  }

  private void refuse(HttpServerExchange exchange, WireError error) throws IOException {
    if (exchange.isResponseStarted()) {
      cut(exchange);
    } else {
      replies.send(exchange, error.status(), error.body());
    }
  }

  private static void cut(HttpServerExchange exchange) {
    try {
      exchange.getConnection().close();
    } catch (IOException | RejectedExecutionException e) {
      // It is gone, or the server is going; either is what was wanted.
    }
  }
}
