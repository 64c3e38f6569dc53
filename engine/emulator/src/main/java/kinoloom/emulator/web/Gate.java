package kinoloom.emulator.web;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.money.LedgerEntry;
import kinoloom.emulator.quirk.Faults;
import kinoloom.emulator.quirk.Purse;

/** Lets in who has money. */
final class Gate {
  private final Faults faults;

  Gate(Faults faults) {
    this.faults = faults;
  }

  /**
   * Checks that there is money before anything is asked of a vendor.
   *
   * @param price in 分; 0 when it is not known before
   */
  void require(Ledger ledger, String model, long price) throws WireError {
    boolean enough = ledger.hasMoney();
    if (!enough || faults.hasGates() && !faults.admits(purse(ledger, model, price))) {
      throw WireError.noMoney();
    }
  }

  private static Purse purse(Ledger ledger, String model, long price) {
    Map<String, Long> dearest = new HashMap<>();
    for (LedgerEntry entry : ledger.entries()) {
      if (entry.kind() == LedgerEntry.Kind.CHARGE) {
        dearest.merge(entry.model(), entry.amountFen(), Math::max);
      }
    }
    Set<String> running = ledger.unsettled();
    long missing = 0;
    for (LedgerEntry entry : ledger.entries()) {
      if (entry.kind() == LedgerEntry.Kind.RESERVE && running.contains(entry.taskid())) {
        long most = dearest.getOrDefault(entry.model(), 0L);
        missing += Math.max(0, most - entry.amountFen());
      }
    }
    long owned = ledger.ownedFen();
    long free = owned - ledger.heldFen();
    return new Purse(owned, free, price, dearest.getOrDefault(model, 0L), missing);
  }
}
