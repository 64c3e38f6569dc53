package kinoloom.repl;

import java.util.List;
import kinoloom.graph.Budget;
import kinoloom.graph.Quantity;
import kinoloom.graph.ValueException;
import kinoloom.repl.console.Complaint;
import picocli.CommandLine.Option;

/** The most a run may spend. */
final class BudgetOption {
  private static final String NONE = "none";

  @Option(
      names = "--budget",
      paramLabel = "YUAN",
      description = "The most this run may spend, such as 20 or 12.50; none for no limit.")
  private String budget;

  @Option(
      names = "--limit",
      paramLabel = "NAME=N",
      split = ",",
      description = "The most this run may make: clips=12, seconds=60 (of clips) or images=40.")
  private List<String> limits = List.of();

  /** Says nothing where no option was given. */
  Budget said() {
    Budget said = money();
    for (String limit : limits) said = counted(said, limit);
    return said;
  }

  private Budget money() {
    if (budget == null) return Budget.UNSAID;
    if (budget.strip().equals(NONE)) return Budget.NO_LIMIT;
    try {
      return Budget.yuan(budget);
    } catch (ValueException e) {
      throw bad(e, "--budget", "Such as 20 or 12.50, or none for no limit");
    }
  }

  private static Budget counted(Budget said, String limit) {
    String[] parts = limit.split("=", 2);
    if (parts.length < 2) {
      throw Complaint.usage(
          "'" + limit + "' (--limit) is not a limit", "Such as clips=12 or clips=12,images=40");
    }
    String name = parts[0].strip();
    try {
      return parts[1].strip().equals(NONE)
          ? said.without(Quantity.counted(name))
          : said.counting(name, parts[1]);
    } catch (ValueException e) {
      throw bad(e, "--limit " + name, "Such as clips=12 or clips=12,images=40");
    }
  }

  private static Complaint bad(ValueException e, String option, String hint) {
    return Complaint.usage(e.getMessage().replaceFirst("' is", "' (" + option + ") is"), hint);
  }
}
