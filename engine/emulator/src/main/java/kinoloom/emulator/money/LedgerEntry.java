package kinoloom.emulator.money;

import java.time.Instant;

/**
 * One movement of money between two accounts.
 *
 * @param number position in the ledger, from 1
 * @param amountFen in 分, never negative
 * @param taskid what it was for: a task, or a chat completion; empty for a recharge
 * @param model the model used; empty for a recharge
 * @param transno the client's own number, empty when it gave none; of a recharge the order's number
 */
public record LedgerEntry(
    long number,
    Instant time,
    Kind kind,
    long amountFen,
    String taskid,
    String model,
    String transno) {

  /** Where money can be. */
  public enum Account {
    /** The world outside. */
    BANK,
    /** Free to spend. */
    AVAILABLE,
    /** Held for tasks that are running. */
    RESERVED,
    /** Earned by the platform. */
    INCOME
  }

  /** What can happen to money: each kind takes from one account and gives to another. */
  public enum Kind {
    RECHARGE(Account.BANK, Account.AVAILABLE),
    RESERVE(Account.AVAILABLE, Account.RESERVED),
    CHARGE(Account.RESERVED, Account.INCOME),
    RELEASE(Account.RESERVED, Account.AVAILABLE);

    private final Account from;
    private final Account to;

    Kind(Account from, Account to) {
      this.from = from;
      this.to = to;
    }

    public Account from() {
      return from;
    }

    public Account to() {
      return to;
    }
  }
}
