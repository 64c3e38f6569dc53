package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Budget;
import kinoloom.graph.Quantity;
import kinoloom.plan.Allowance;
import kinoloom.plan.Amounts;

/** What may be spent, as it is shown and as it is typed. */
final class BudgetWords {
  private BudgetWords() {}

  /** {@code " --budget 33.20 --limit clips=14"}, or nothing. */
  static String options(Budget budget) {
    StringBuilder text = new StringBuilder();
    Long money = budget.most().get(Quantity.MONEY);
    if (money != null) text.append(" --budget " + Quantity.MONEY.plain(money));
    List<String> counts = new ArrayList<>();
    for (Quantity quantity : Quantity.COUNTED) {
      Long most = budget.most().get(quantity);
      if (most != null) counts.add(quantity.word() + "=" + most);
    }
    if (!counts.isEmpty()) text.append(" --limit " + String.join(",", counts));
    return text.toString();
  }

  /** {@code " of 20.00 yuan (as given)"}, or the unit alone where there is no limit. */
  static String ofBudget(Allowance allowance) {
    Long most = allowance.most(Quantity.MONEY);
    return most == null
        ? " yuan"
        : " of " + Quantity.MONEY.inWords(most) + by(allowance, Quantity.MONEY);
  }

  /** {@code 3 of 12 clips (from the script)}, for each count that is bounded. */
  static List<String> counted(Allowance allowance, Amounts amounts) {
    List<String> words = new ArrayList<>();
    for (Quantity quantity : Quantity.COUNTED) {
      Long most = allowance.most(quantity);
      if (most == null) continue;
      words.add(amounts.of(quantity) + " of " + quantity.inWords(most) + by(allowance, quantity));
    }
    return words;
  }

  static String by(Allowance allowance, Quantity quantity) {
    return " (" + allowance.grants().get(quantity).by().inWords() + ")";
  }

  /** The limits of what is counted, by name. */
  static Map<String, Object> limits(Allowance allowance) {
    Map<String, Object> limits = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.COUNTED) {
      if (allowance.most(quantity) != null) limits.put(quantity.word(), allowance.most(quantity));
    }
    return limits;
  }
}
