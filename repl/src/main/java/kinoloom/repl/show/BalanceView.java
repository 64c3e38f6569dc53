package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.platform.Money;
import kinoloom.platform.http.Account;
import kinoloom.platform.http.Told;
import kinoloom.repl.console.Columns;

/**
 * What is left on an account and what went off it last, for people and for programs.
 *
 * @param calls null if they were not asked for
 */
public record BalanceView(
    String address, boolean emulated, Told<Money> balance, Told<List<Account.Call>> calls) {

  /** Empty if nothing was told. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (balance.told()) text.append(Yuan.of(balance.value()));
    if (calls == null || !calls.told()) return text.toString();
    if (text.length() > 0) text.append("\n\n");
    return text.append(calls.value().isEmpty() ? "no calls yet" : table()).toString();
  }

  private Columns table() {
    Columns table =
        new Columns("PLATFORM'S TIME", "MODEL", "STATUS", "YUAN", "TASK", "REQUEST").right(3);
    for (Account.Call call : calls.value()) {
      table.row(
          call.time(),
          call.model(),
          call.status(),
          call.amount() == null ? "" : call.amount().toString(),
          call.task() == null ? "" : call.task().value(),
          call.transno());
    }
    return table;
  }

  /** What else a person may want to know; empty if nothing. */
  public String note() {
    if (calls != null && !calls.told()) {
      return "The platform does not show the account's calls: " + calls.message();
    }
    return emulated ? "The money is the built-in emulator's: it is not real." : "";
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("platform", address);
    json.put("emulated", emulated);
    json.put("balance", balance.value());
    json.put("told", Words.of(balance.state()));
    json.put("message", balance.message());
    if (calls != null) {
      json.put(
          "history", calls.told() ? calls.value().stream().map(BalanceView::json).toList() : null);
      json.put("historyTold", Words.of(calls.state()));
      json.put("historyMessage", calls.message());
    }
    return json;
  }

  private static Map<String, Object> json(Account.Call call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", call.time());
    json.put("model", call.model());
    json.put("category", call.category());
    json.put("status", call.status());
    json.put("amount", call.amount());
    json.put("task", call.task());
    json.put("transno", call.transno());
    return json;
  }
}
