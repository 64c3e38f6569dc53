package kinoloom.emulator.console;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import kinoloom.emulator.account.Members;
import kinoloom.emulator.pay.Gateway;

/**
 * The web console, from {@code /} on: finds what stands at a path, checks who comes and from where,
 * and turns refusals into pages. The host name was checked before. Thread-safe.
 */
public final class Console implements HttpHandler {
  private final Members members;
  private final Guard guard = new Guard();
  private final Frame frame;
  private final Map<String, Room> rooms = new HashMap<>();

  public Console(Desk desk) {
    this.members = desk.members();
    this.frame = new Frame(guard, members.accounts());
    asset("/console.css", "text/css; charset=utf-8", "console.css");
    asset("/favicon.svg", "image/svg+xml", "favicon.svg");
    everyone(desk);
    account(desk);
    calls(desk);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    Room room = rooms.get(method(exchange) + " " + exchange.getRequestPath());
    Visit visit = new Visit(exchange, members);
    try {
      visit.read();
      if (room == null) {
        throw Refusal.notFound();
      }
      receive(room, visit);
    } catch (Refusal e) {
      refuse(room, visit, e);
    }
  }

  private void receive(Room room, Visit visit) throws IOException, Refusal {
    if (room.isForm()) {
      guard.checkForm(visit);
    } else if (room.kind() == Room.Kind.CALL) {
      guard.checkCall(visit);
    }
    if (room.needsLogin() && visit.session() == null) {
      visit.redirect("/login");
      return;
    }
    room.host().receive(visit);
  }

  private void refuse(Room room, Visit visit, Refusal refusal) throws IOException {
    Room.Kind kind = room == null ? Room.Kind.OPEN_PAGE : room.kind();
    String accept = visit.exchange().getRequestHeaders().getFirst(Headers.ACCEPT);
    if (kind == Room.Kind.NOTICE) {
      visit.send(200, AccountApi.TEXT, AccountApi.FAILURE);
    } else if (kind == Room.Kind.CALL) {
      String body = AccountApi.error(refusal, visit.words()).toString();
      visit.send(refusal.status(), AccountApi.JSON, body);
    } else if (accept != null && accept.contains("text/html")) {
      visit.page(refusal.status(), frame.refusal(visit, refusal));
    } else {
      String text = refusal.status() + ": " + StatusCodes.getReason(refusal.status());
      visit.send(refusal.status(), AccountApi.TEXT, text);
    }
  }

  private void everyone(Desk desk) {
    LoginPages login = new LoginPages(members, frame);
    GatewayPages cashier = new GatewayPages(desk, frame);
    add("GET /login", Room.Kind.OPEN_PAGE, login::show);
    add("POST /login/code", Room.Kind.OPEN_FORM, login::send);
    add("POST /login", Room.Kind.OPEN_FORM, login::enter);
    add("POST /logout", Room.Kind.FORM, login::leave);
    add("GET /models", Room.Kind.OPEN_PAGE, new SquarePages(desk.models(), frame)::show);
    add("GET " + GatewayPages.PATH, Room.Kind.OPEN_PAGE, cashier::show);
    add("POST /alipay/cashier", Room.Kind.OPEN_FORM, cashier::decide);
  }

  private void account(Desk desk) {
    HomePages home = new HomePages(desk, frame);
    KeyPages keys = new KeyPages(members.keys(), frame);
    FinancePages finance = new FinancePages(desk, frame);
    TaskPages tasks = new TaskPages(desk, frame);
    add("GET /", Room.Kind.PAGE, home::overview);
    add("GET /guide", Room.Kind.OPEN_PAGE, home::guide);
    add("GET /keys", Room.Kind.PAGE, keys::show);
    add("POST /keys", Room.Kind.FORM, keys::create);
    add("POST /keys/revoke", Room.Kind.FORM, keys::revoke);
    add("GET /finance", Room.Kind.PAGE, finance::show);
    add("POST /finance/recharge", Room.Kind.FORM, finance::recharge);
    add("POST /finance/pay", Room.Kind.FORM, finance::payLater);
    add("GET /finance/return", Room.Kind.PAGE, finance::returned);
    add("GET /tasks", Room.Kind.PAGE, tasks::list);
    add("GET /task", Room.Kind.PAGE, tasks::one);
  }

  private void calls(Desk desk) {
    AccountApi api = new AccountApi(desk);
    add("GET /accounting/mybalance.dspy", Room.Kind.CALL, api::balance);
    add("GET /rbac/gen_sms_code.dspy", Room.Kind.CALL, api::sendCode);
    add("POST /rbac/phone_login.dspy", Room.Kind.CALL, api::logIn);
    add("GET /dapi/downapps.dspy", Room.Kind.CALL, api::keys);
    add("POST /dapi/apply_apikey.dspy", Room.Kind.CALL, api::createKey);
    add("GET /dapi/get_apikey.dspy", Room.Kind.CALL, api::key);
    add("POST /unipay/user_recharge.dspy", Room.Kind.CALL, api::recharge);
    add("POST " + Gateway.NOTIFY_PATH, Room.Kind.NOTICE, api::notified);
  }

  private void add(String place, Room.Kind kind, Room.Host host) {
    rooms.put(place, new Room(kind, host));
  }

  private void asset(String path, String type, String resource) {
    String text = resource(resource);
    add(
        "GET " + path,
        Room.Kind.OPEN_PAGE,
        visit -> {
          visit.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "max-age=300");
          visit.send(200, type, text);
        });
  }

  private static String resource(String name) {
    try (InputStream in = Console.class.getResourceAsStream("/kinoloom/emulator/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String method(HttpServerExchange exchange) {
    boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
    return head ? "GET" : exchange.getRequestMethod().toString();
  }
}
