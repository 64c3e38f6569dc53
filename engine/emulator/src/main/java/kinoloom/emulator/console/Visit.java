package kinoloom.emulator.console;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kinoloom.emulator.account.Members;
import kinoloom.emulator.account.Secrets;
import kinoloom.emulator.account.Session;

/**
 * One request to the console: who, in which language, saying what; and how it is answered.
 *
 * <p>A browser always has a cookie with a random id. Before login the id stands for nothing but the
 * browser; at login it is replaced by that of a session.
 */
final class Visit {
  private static final HttpString SET_COOKIE = Headers.SET_COOKIE;
  private static final String STRICT = "; Path=/; HttpOnly; SameSite=Strict";
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
          + "object-src 'none'";

  private final HttpServerExchange exchange;
  private final Members members;
  private final Words words;
  private Map<String, String> params = Map.of();
  private String browser;
  private Session session;

  Visit(HttpServerExchange exchange, Members members) {
    this.exchange = exchange;
    this.members = members;
    this.words = chooseWords(exchange);
    Cookie cookie = exchange.getRequestCookie(cookieName());
    this.browser = cookie == null ? "" : cookie.getValue();
    this.session = browser.isEmpty() ? null : members.sessions().find(browser).orElse(null);
  }

  /** Reads what the request says; before, it says nothing. */
  void read() throws IOException, Refusal {
    params = Params.read(exchange);
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  Words words() {
    return words;
  }

  String say(String key, Object... args) {
    return words.say(key, args);
  }

  Map<String, String> params() {
    return params;
  }

  String param(String name) {
    return params.getOrDefault(name, "");
  }

  /** Null before login. */
  Session session() {
    return session;
  }

  String account() {
    return session.account();
  }

  /** What the browser is known by; made when it has nothing yet. */
  String browser() {
    if (browser.isEmpty()) {
      remember(Secrets.token(16));
    }
    return browser;
  }

  /** Whether the browser came with an id: one that did not has seen none of our forms. */
  boolean isKnownBrowser() {
    return !browser.isEmpty();
  }

  String address() {
    return exchange.getSourceAddress().getAddress().getHostAddress();
  }

  /** Scheme, host and port as the browser knows them; the host was checked before. */
  String origin() {
    return exchange.getRequestScheme()
        + "://"
        + exchange.getRequestHeaders().getFirst(Headers.HOST);
  }

  /** Ends whatever session there was and opens one with a new id. */
  void logIn(String account) {
    members.sessions().end(browser);
    session = members.sessions().open(account);
    remember(session.id());
  }

  void logOut() {
    members.sessions().end(browser);
    session = null;
    remember(Secrets.token(16));
  }

  void page(int status, Html page) throws IOException {
    send(status, "text/html; charset=utf-8", page.document());
  }

  void send(int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.setStatusCode(status);
    secure();
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.setResponseContentLength(bytes.length);
    exchange.getOutputStream().write(bytes);
    exchange.getOutputStream().close();
  }

  void redirect(String location) throws IOException {
    exchange.getResponseHeaders().put(Headers.LOCATION, location);
    send(303, "text/plain; charset=utf-8", "");
  }

  private void secure() {
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_SECURITY_POLICY, POLICY)
        .put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .put(Headers.X_FRAME_OPTIONS, "DENY")
        .put(Headers.REFERRER_POLICY, "same-origin")
        .put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
    if (!exchange.getResponseHeaders().contains(Headers.CACHE_CONTROL)) {
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    }
  }

  private void remember(String id) {
    browser = id;
    exchange.getResponseHeaders().add(SET_COOKIE, cookieName() + "=" + id + STRICT);
  }

  /**
   * Cookies do not tell ports apart, so the name does: two emulators keep out of each other's way.
   */
  private String cookieName() {
    return "kinoloom-"
        + exchange.getConnection().getLocalAddress(InetSocketAddress.class).getPort();
  }

  /** Asked for in the address, else remembered, else as the browser likes it. */
  private static Words chooseWords(HttpServerExchange exchange) {
    var asked = exchange.getQueryParameters().get("lang");
    Words chosen = asked == null ? null : Words.of(asked.getFirst());
    if (chosen != null) {
      exchange
          .getResponseHeaders()
          .add(SET_COOKIE, "kinoloom-lang=" + chosen.code() + STRICT + "; Max-Age=31536000");
      return chosen;
    }
    Cookie cookie = exchange.getRequestCookie("kinoloom-lang");
    Words remembered = cookie == null ? null : Words.of(cookie.getValue());
    return remembered != null
        ? remembered
        : Words.accepted(exchange.getRequestHeaders().getFirst(Headers.ACCEPT_LANGUAGE));
  }
}
