package kinoloom.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kinoloom.platform.Money;
import kinoloom.platform.http.Account;
import kinoloom.platform.http.Told;
import kinoloom.platform.http.Told.State;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.repl.service.Advice;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.Enquiry;
import kinoloom.repl.show.BalanceView;
import kinoloom.repl.show.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "balance",
    description = "Shows what is left on the account. Asking is free.",
    mixinStandardHelpOptions = true)
final class BalanceCommand implements Callable<Integer> {
  private static final int MOST_CALLS = 200;

  private final Shell shell;
  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;

  @Option(
      names = "--history",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "20",
      description =
          "The latest N calls, too, with what was charged for them (20 if N is left out).")
  private Integer history;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  BalanceCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (history != null && (history < 1 || history > MOST_CALLS)) {
      throw Complaint.usage(
          "'" + history + "' (--history) is not a number of calls", "1 to " + MOST_CALLS);
    }
    EngineRoom.Places places = workspace.places(shell);
    try (Enquiry enquiry = Enquiry.open(platform.choice(shell, true), places, shell.console())) {
      Told<Money> balance = enquiry.account().balance().join();
      Told<List<Account.Call>> calls = history == null ? null : calls(enquiry.account());
      show(new BalanceView(enquiry.address(), enquiry.emulated(), balance, calls));
      return complain(balance);
    }
  }

  private Told<List<Account.Call>> calls(Account account) {
    Told<List<Account.Call>> latest = account.history(history).join();
    if (latest.state() != State.NOT_OFFERED) return latest;
    List<Account.Call> today = new ArrayList<>();
    for (String category : EngineRoom.CATEGORIES) {
      Told<List<Account.Call>> told = account.today(category).join();
      if (!told.told()) return latest;
      today.addAll(told.value());
    }
    return new Told<>(State.TOLD, today.stream().distinct().limit(history).toList(), "");
  }

  private void show(BalanceView view) {
    Console console = shell.console();
    if (json) {
      console.json(JsonText.of(view.json()));
    } else {
      if (!view.text().isEmpty()) console.result(view.text());
      if (!view.note().isEmpty()) console.note(view.note());
    }
  }

  private int complain(Told<Money> balance) {
    Console console = shell.console();
    switch (balance.state()) {
      case KEY_REFUSED -> console.problem(balance.message(), Advice.KEY);
      case UNREACHABLE -> console.problem(balance.message(), Advice.UNREACHABLE);
      case NOT_OFFERED ->
          console.problem(
              "the platform does not tell the balance: " + balance.message(), Advice.BALANCE);
      default -> {}
    }
    return Advice.exit(balance.state());
  }
}
