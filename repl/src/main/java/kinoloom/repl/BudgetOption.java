package kinoloom.repl;

import java.math.BigDecimal;
import kinoloom.platform.Money;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Option;

/** The most a run may spend. */
final class BudgetOption {
  private static final BigDecimal MOST = new BigDecimal("100000000");

  @Option(
      names = "--budget",
      paramLabel = "YUAN",
      description = "The most this run may spend, such as 20 or 12.50.")
  private String budget;

  /** Null when none was given. */
  Money money() {
    if (budget == null) return null;
    try {
      BigDecimal yuan = new BigDecimal(budget.strip());
      if (yuan.signum() < 0 || yuan.compareTo(MOST) > 0) throw bad();
      return Money.fen(yuan.movePointRight(2).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw bad();
    }
  }

  private Complaint bad() {
    return Complaint.usage(
        "'" + budget + "' (--budget) is not an amount of yuan", "Such as 20 or 12.50");
  }
}
