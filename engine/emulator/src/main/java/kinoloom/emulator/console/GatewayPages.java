package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import kinoloom.emulator.pay.Bill;
import kinoloom.emulator.pay.Wiring;

/** The cashier's page, which plays Alipay and says so. It knows nothing but what was signed. */
final class GatewayPages {
  static final String PATH = "/alipay/gateway.do";

  private final Desk desk;
  private final Frame frame;

  GatewayPages(Desk desk, Frame frame) {
    this.desk = desk;
    this.frame = frame;
  }

  void show(Visit visit) throws IOException, Refusal {
    Map<String, String> request = new TreeMap<>(visit.params());
    request.remove("lang");
    Bill bill = bill(request);
    String encoded = Wiring.encoded(request);
    visit.page(
        200,
        frame.document(
            visit,
            "cashier.title",
            el(
                "body",
                at("class", "cashier"),
                el(
                    "main",
                    el("p", at("class", "standin"), visit.say("cashier.standin")),
                    el("h1", visit.say("cashier.title")),
                    el("p", bill.subject()),
                    el("p", at("class", "price"), "¥" + bill.amount()),
                    el("p", at("class", "fine"), visit.say("finance.order") + " " + bill.number()),
                    frame.form(
                        visit,
                        "/alipay/cashier",
                        Frame.hidden("request", encoded),
                        choice("pay", "alipay", visit.say("cashier.pay")),
                        choice("cancel", "quiet", visit.say("cashier.cancel"))),
                    language(visit, encoded)))));
  }

  void decide(Visit visit) throws IOException, Refusal {
    Bill bill = bill(Params.decoded(visit.param("request")));
    if ("pay".equals(visit.param("choice"))) {
      desk.gateway().pay(bill);
    }
    visit.redirect(bill.returnUrl() + "?out_trade_no=" + bill.number());
  }

  private Bill bill(Map<String, String> request) throws IOException, Refusal {
    return desk.gateway().bill(request).orElseThrow(() -> new Refusal(400, "cashier.bad"));
  }

  private static Html choice(String value, String kind, String text) {
    return el("button", at("class", kind), at("name", "choice"), at("value", value), text);
  }

  private static Html language(Visit visit, String request) {
    Words other = visit.words() == Words.ZH ? Words.EN : Words.ZH;
    String here = PATH + "?" + request + "&lang=" + other.code();
    return el(
        "p",
        at("class", "fine"),
        el("a", at("href", here), at("lang", other.tag()), other.say("language")));
  }
}
