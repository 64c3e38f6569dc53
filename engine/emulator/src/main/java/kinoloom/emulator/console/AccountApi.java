package kinoloom.emulator.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import kinoloom.emulator.account.ApiKey;
import kinoloom.emulator.account.Keys;
import kinoloom.emulator.account.Login;
import kinoloom.emulator.account.Phone;
import kinoloom.emulator.money.Yuan;
import kinoloom.emulator.pay.Recharge;
import kinoloom.emulator.pay.Till;
import kinoloom.emulator.store.Json;

/**
 * The account endpoints of the platform. Who asks is known by an API key or, after {@code
 * phone_login}, by the session's cookie; with a cookie only JSON is taken, which no form elsewhere
 * can send. What goes wrong is HTTP 200 and {@code {"status":"error","data":{"message":…}}}.
 */
final class AccountApi {
  static final String JSON = "application/json; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";
  static final String FAILURE = "failure";

  private final Desk desk;

  AccountApi(Desk desk) {
    this.desk = desk;
  }

  static ObjectNode error(Refusal refusal, Words words) {
    return refusal.status() == 401
        ? Json.object().put("error", "Invalid API Key")
        : failure(refusal.said(words));
  }

  void balance(Visit visit) throws IOException, Refusal {
    String account = account(visit);
    desk.tasks().settleEnded();
    ArrayNode rows = Json.MAPPER.createArrayNode();
    rows.addObject()
        .put("account", account)
        .put("balance", Yuan.ofFen(desk.books().of(account).ownedFen()));
    ok(visit, rows);
  }

  /** The code is in the answer, since no message leaves this machine. */
  void sendCode(Visit visit) throws IOException {
    Optional<Phone> phone = Phone.read(visit.param("cellphone"));
    if (phone.isEmpty()) {
      fail(visit, visit.say("login.badPhone"));
      return;
    }
    try {
      Login.Message sent =
          desk.members().login().send(phone.get(), visit.address(), visit.browser());
      ok(
          visit,
          Json.object()
              .put("cellphone", phone.get().digits())
              .put("sms_code", sent.code())
              .put("expires_in", Login.LIFE.toSeconds()));
    } catch (Login.TooOften e) {
      fail(visit, visit.say("login.tooOften", e.seconds()));
    }
  }

  void logIn(Visit visit) throws IOException {
    Optional<Phone> phone = Phone.read(visit.param("cellphone"));
    try {
      Optional<String> account =
          phone.isEmpty()
              ? Optional.empty()
              : desk.members().login().enter(phone.get(), visit.address(), visit.param("sms_code"));
      if (account.isEmpty()) {
        fail(visit, visit.say("login.wrong"));
        return;
      }
      visit.logIn(account.get());
      ok(visit, Json.object().put("account", account.get()));
    } catch (Login.TooOften e) {
      fail(visit, visit.say("login.tooOften", e.seconds()));
    }
  }

  void keys(Visit visit) throws IOException, Refusal {
    ArrayNode rows = Json.MAPPER.createArrayNode();
    desk.members().keys().of(account(visit)).forEach(key -> rows.add(row(key)));
    ok(visit, rows);
  }

  void createKey(Visit visit) throws IOException, Refusal {
    String account = changer(visit);
    Optional<String> name = KeyPages.name(visit.param("appname"));
    if (name.isEmpty()) {
      fail(visit, visit.say("keys.badName"));
      return;
    }
    Keys keys = desk.members().keys();
    Optional<String> plain = keys.create(account, name.get());
    if (plain.isEmpty()) {
      fail(visit, visit.say("keys.tooMany", Keys.MOST));
      return;
    }
    ok(visit, row(keys.of(account).get(0)).put("apikey", plain.get()));
  }

  /** The key itself was told once and is not known any more; this tells its end. */
  void key(Visit visit) throws IOException, Refusal {
    String id = visit.param("id");
    Optional<ApiKey> found =
        desk.members().keys().of(account(visit)).stream()
            .filter(key -> key.id().equals(id))
            .findFirst();
    ok(visit, row(found.orElseThrow(Refusal::notFound)));
  }

  void recharge(Visit visit) throws IOException, Refusal {
    String account = changer(visit);
    OptionalLong fen = Till.amount(visit.param("amount"));
    String currency = visit.params().getOrDefault("currency", "CNY");
    if (!"alipay".equals(visit.param("provider")) || !"CNY".equals(currency) || fen.isEmpty()) {
      fail(visit, visit.say("finance.badAmount"));
      return;
    }
    Recharge order = desk.till().order(account, fen.getAsLong());
    ok(visit, Json.object().put("redirct", visit.origin() + Cashier.path(desk, order, visit)));
  }

  /**
   * Alipay tells of a payment. {@code success} is said when the money is in the ledger, on disk.
   */
  void notified(Visit visit) throws IOException {
    boolean done;
    try {
      done = desk.till().notified(visit.params());
    } catch (IOException e) {
      done = false;
    }
    visit.send(200, TEXT, done ? "success" : FAILURE);
  }

  private String account(Visit visit) throws Refusal {
    String header = visit.exchange().getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (header != null || visit.session() == null) {
      return desk.members()
          .keys()
          .accountOf(header)
          .orElseThrow(() -> new Refusal(401, "error.401"));
    }
    return visit.account();
  }

  private String changer(Visit visit) throws Refusal {
    String account = account(visit);
    boolean byKey = visit.exchange().getRequestHeaders().contains(Headers.AUTHORIZATION);
    if (!byKey && !Params.isJson(visit.exchange())) {
      throw Refusal.forged();
    }
    return account;
  }

  private static ObjectNode row(ApiKey key) {
    return Json.object()
        .put("id", key.id())
        .put("appname", key.name())
        .put("apikey", "****" + key.last4())
        .put("created", Frame.time(key.created()));
  }

  private static void ok(Visit visit, JsonNode data) throws IOException {
    ObjectNode body = Json.object().put("status", "ok");
    body.set("data", data);
    visit.send(200, JSON, Json.MAPPER.writeValueAsString(body));
  }

  private static void fail(Visit visit, String message) throws IOException {
    visit.send(200, JSON, failure(message).toString());
  }

  private static ObjectNode failure(String message) {
    ObjectNode body = Json.object().put("status", "error");
    body.putObject("data").put("message", message);
    return body;
  }
}
