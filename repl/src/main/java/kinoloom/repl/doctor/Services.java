package kinoloom.repl.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kinoloom.platform.Catalogue;
import kinoloom.platform.ModelSpec;
import kinoloom.platform.Money;
import kinoloom.platform.http.Account;
import kinoloom.platform.http.Told;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.Advice;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.Offers;

/** What the platform answers: whether it takes the key, what its clock says, what it offers. */
final class Services {
  private static final Duration MOST_SKEW = Duration.ofSeconds(60);

  private final Account account;
  private final Catalogue catalogue;
  private final boolean keyed;
  private final List<Finding> findings = new ArrayList<>();

  Services(Account account, Catalogue catalogue, boolean keyed) {
    this.account = account;
    this.catalogue = catalogue;
    this.keyed = keyed;
  }

  List<Finding> check() {
    Told<Boolean> key = account.key().join();
    if (answered(key)) {
      clock();
      if (key.told()) {
        models();
        balance();
        records();
      }
    }
    return findings;
  }

  private boolean answered(Told<Boolean> key) {
    switch (key.state()) {
      case TOLD -> findings.add(Finding.ok("answer", "the platform answers and takes the key"));
      case KEY_REFUSED -> {
        if (keyed)
          findings.add(Finding.problem("answer", key.message(), Advice.KEY, Exit.KEY_REFUSED));
        else findings.add(Finding.ok("answer", "the platform answers, and wants a key"));
      }
      case NOT_OFFERED ->
          findings.add(
              Finding.problem(
                  "answer",
                  "this does not answer as the platform does: " + key.message(),
                  "Check the address (--base-url, KINOLOOM_BASE_URL): it is the host alone",
                  Exit.UNAVAILABLE));
      default ->
          findings.add(
              Finding.problem(
                  "answer",
                  key.message(),
                  "Try again later; what is under way at the platform goes on",
                  Exit.UNAVAILABLE));
    }
    return key.state() == Told.State.TOLD || key.state() == Told.State.KEY_REFUSED;
  }

  private void clock() {
    Told<Duration> ahead = account.clockAhead().join();
    if (!ahead.told()) {
      findings.add(Finding.ok("clock", "the platform does not tell the time: " + ahead.message()));
      return;
    }
    Duration skew = ahead.value().abs();
    if (skew.toSeconds() < 2) {
      findings.add(Finding.ok("clock", "the same as the platform's"));
      return;
    }
    String said =
        "this machine's is "
            + skew.toSeconds()
            + " s "
            + (ahead.value().isNegative() ? "ahead of" : "behind")
            + " the platform's";
    if (skew.compareTo(MOST_SKEW) <= 0) findings.add(Finding.ok("clock", said));
    else {
      findings.add(
          Finding.warning(
              "clock",
              said,
              "Set it (timedatectl set-ntp true): times in journals are wrong, and so is what counts as"
                  + " today"));
    }
  }

  private void models() {
    Offers offers = Offers.ask(account, EngineRoom.CATEGORIES);
    if (offers.trouble().isPresent()) {
      findings.add(
          Finding.warning(
              "models",
              "not told which are offered now: " + offers.trouble().get().message(),
              "A model that is gone is noticed when a step uses it; nothing is paid for that"));
      return;
    }
    List<ModelSpec> known = catalogue.models();
    long offered = known.stream().filter(it -> offers.of(it).orElse(false)).count();
    String said = offered + " of the " + known.size() + " known here are offered now";
    findings.add(
        offered > 0
            ? Finding.ok("models", said)
            : Finding.warning("models", said, "kino models lists them; kinoloom.json adds others"));
  }

  private void balance() {
    Told<Money> balance = account.balance().join();
    if (!balance.told()) {
      findings.add(Finding.warning("balance", "not told: " + balance.message(), Advice.BALANCE));
    } else if (balance.value().compareTo(Money.ZERO) > 0) {
      findings.add(Finding.ok("balance", balance.value() + " yuan"));
    } else {
      findings.add(
          Finding.warning(
              "balance",
              balance.value() + " yuan",
              "Recharge in the platform's web console; until then a run pauses at its first paid step"));
    }
  }

  private void records() {
    Told<?> today = account.today("t2v").join();
    Told<?> shown = today.told() ? today : account.history(1).join();
    if (shown.told()) {
      findings.add(Finding.ok("records", "a request whose answer is lost can be looked for"));
    } else {
      findings.add(
          Finding.warning(
              "records",
              "not shown: " + today.message(),
              "A request whose answer is lost cannot be looked for; it waits for your decision"
                  + " (kino resolve)"));
    }
  }
}
