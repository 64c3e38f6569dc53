package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.money.LedgerEntry;
import kinoloom.emulator.pay.Recharge;
import kinoloom.emulator.pay.Till;

/** Finance: the balance, recharging, orders, and every movement of money. */
final class FinancePages {
  private static final int MOST_ROWS = 200;

  private final Desk desk;
  private final Frame frame;

  FinancePages(Desk desk, Frame frame) {
    this.desk = desk;
    this.frame = frame;
  }

  void show(Visit visit) throws IOException {
    page(visit, 200, Html.all());
  }

  void recharge(Visit visit) throws IOException {
    OptionalLong fen = Till.amount(visit.param("amount").strip());
    if (fen.isEmpty()) {
      page(visit, 400, el("p", at("class", "notice bad"), visit.say("finance.badAmount")));
      return;
    }
    pay(visit, desk.till().order(visit.account(), fen.getAsLong()));
  }

  /** An order that was left unpaid goes to the cashier again. */
  void payLater(Visit visit) throws IOException, Refusal {
    Recharge order = order(visit, "order");
    if (desk.till().isPaid(order)) {
      visit.redirect(Cashier.returnPath(order));
    } else {
      pay(visit, order);
    }
  }

  /** Where the cashier sends the browser: it looks the order up and changes nothing. */
  void returned(Visit visit) throws IOException, Refusal {
    Recharge order = order(visit, "out_trade_no");
    boolean paid = desk.till().isPaid(order);
    visit.page(
        200,
        frame.page(
            visit,
            "/finance",
            "return.title",
            Frame.card(
                el(
                    "p",
                    at("class", paid ? "notice good" : "notice"),
                    visit.say(paid ? "return.paid" : "return.waiting", Frame.money(order.fen()))),
                el("p", at("class", "fine"), visit.say("finance.order"), " ", order.number()),
                el("p", Frame.link("/finance", visit.say("return.back"))))));
  }

  private Recharge order(Visit visit, String param) throws Refusal {
    return desk.till().find(visit.account(), visit.param(param)).orElseThrow(Refusal::notFound);
  }

  private void pay(Visit visit, Recharge order) throws IOException {
    visit.redirect(Cashier.path(desk, order, visit));
  }

  private void page(Visit visit, int status, Html notice) throws IOException {
    desk.tasks().settleEnded();
    Ledger ledger = desk.books().of(visit.account());
    visit.page(
        status,
        frame.page(
            visit,
            "/finance",
            "nav.finance",
            notice,
            figures(visit, ledger),
            Frame.card(el("h2", visit.say("finance.recharge")), rechargeForm(visit)),
            Frame.card(el("h2", visit.say("finance.orders")), orders(visit)),
            Frame.card(el("h2", visit.say("finance.ledger")), entries(visit, ledger))));
  }

  private static Html figures(Visit visit, Ledger ledger) {
    long owned = ledger.ownedFen();
    long held = ledger.heldFen();
    return el(
        "div",
        at("class", "figures"),
        figure("balance", visit.say("finance.balance"), Frame.money(owned)),
        figure("held", visit.say("finance.held"), Frame.money(held)),
        figure("free", visit.say("finance.free"), Frame.money(owned - held)));
  }

  private static Html figure(String id, String name, String value) {
    return el("div", at("class", "figure"), name, el("strong", at("id", id), value));
  }

  private Html rechargeForm(Visit visit) {
    return frame.form(
        visit,
        "/finance/recharge",
        at("class", "row"),
        el(
            "label",
            visit.say("finance.amount"),
            el(
                "input",
                at("name", "amount"),
                at("inputmode", "decimal"),
                at("placeholder", "100.00"),
                at("maxlength", "9"),
                at("required", ""))),
        el("button", at("class", "alipay"), visit.say("finance.pay")));
  }

  private Html orders(Visit visit) {
    List<List<Object>> rows = new ArrayList<>();
    for (Recharge order : desk.till().of(visit.account())) {
      rows.add(
          List.of(
              Frame.time(order.created()),
              el("code", order.number()),
              Frame.money(order.fen()),
              state(visit, order)));
    }
    return rows.isEmpty()
        ? el("p", at("class", "empty"), visit.say("finance.noOrders"))
        : Frame.table(
            List.of(
                visit.say("time"),
                visit.say("finance.order"),
                visit.say("finance.amountHead"),
                visit.say("status")),
            rows);
  }

  private Html state(Visit visit, Recharge order) {
    if (desk.till().isPaid(order)) {
      return Frame.badge("good", visit.say("finance.paid"));
    }
    return frame.form(
        visit,
        "/finance/pay",
        at("class", "inline"),
        Frame.badge("", visit.say("finance.unpaid")),
        Frame.hidden("order", order.number()),
        el("button", at("class", "quiet"), visit.say("finance.payLater")));
  }

  private static Html entries(Visit visit, Ledger ledger) {
    List<LedgerEntry> newest = new ArrayList<>(ledger.entries());
    Collections.reverse(newest);
    List<List<Object>> rows =
        newest.stream().limit(MOST_ROWS).map(entry -> row(visit, entry)).toList();
    return rows.isEmpty()
        ? el("p", at("class", "empty"), visit.say("finance.noEntries"))
        : Frame.table(
            List.of(
                visit.say("time"),
                visit.say("finance.entry"),
                visit.say("finance.movement"),
                visit.say("finance.amountHead"),
                visit.say("finance.for")),
            rows);
  }

  private static List<Object> row(Visit visit, LedgerEntry entry) {
    LedgerEntry.Kind kind = entry.kind();
    String movement =
        visit.say("account." + lower(kind.from()))
            + " → "
            + visit.say("account." + lower(kind.to()));
    return List.of(
        Frame.time(entry.time()),
        visit.say("kind." + lower(kind)),
        movement,
        el("span", at("class", "amount"), Frame.money(entry.amountFen())),
        purpose(entry));
  }

  private static Object purpose(LedgerEntry entry) {
    boolean task = entry.taskid().matches("[0-9a-f]{32}");
    String text = entry.model().isEmpty() ? entry.transno() : entry.model();
    return task ? Frame.link("/task?id=" + entry.taskid(), text) : text;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
