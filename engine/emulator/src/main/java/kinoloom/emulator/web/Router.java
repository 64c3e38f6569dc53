package kinoloom.emulator.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.quirk.Ask;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Message;
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
  private final Faults faults;
  private final HttpHandler next;
  private final Map<Ask.Kind, AtomicLong> numbers = new EnumMap<>(Ask.Kind.class);

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
    this.faults = parts.pace().faults();
    for (Ask.Kind kind : Ask.Kind.values()) {
      numbers.put(kind, new AtomicLong());
    }
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Future<?> deadline = timer.after(DEADLINE, () -> Replies.cut(exchange));
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
      Replies.cut(exchange);
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
    Ask ask = new Ask(endpoint.kind(), numbers.get(endpoint.kind()).incrementAndGet());
    exchange.putAttachment(Replies.ASK, ask);
    Optional<Message> instead = faults.before(ask);
    if (instead.isPresent()) {
      replies.deliver(exchange, instead.get());
      return;
    }
    timer.pause(faults.delay(ask));
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
      Replies.cut(exchange);
    } else {
      LOG.log(System.Logger.Level.ERROR, "failed to answer " + exchange.getRequestPath(), e);
      replies.text(exchange, StatusCodes.INTERNAL_SERVER_ERROR, "500 Internal Server Error");
    }
  }

  private void refuse(HttpServerExchange exchange, WireError error) throws IOException {
    if (exchange.isResponseStarted()) {
      Replies.cut(exchange);
    } else {
      replies.refuse(exchange, error);
    }
  }
}
