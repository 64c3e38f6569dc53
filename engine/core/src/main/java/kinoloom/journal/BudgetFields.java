package kinoloom.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.graph.Budget;
import kinoloom.graph.Quantity;
import kinoloom.graph.ValueException;

/**
 * A budget in the journal: {@code "most"} is money in 分, or null; {@code "counts"} has the other
 * limits by name; {@code "lifted"} names what is expressly not bounded.
 */
final class BudgetFields {
  private BudgetFields() {}

  static Fields write(Budget budget, Fields out) {
    Map<String, Object> counts = new LinkedHashMap<>();
    List<String> lifted = new ArrayList<>();
    for (Quantity quantity : Quantity.values()) {
      Long most = budget.most().get(quantity);
      if (most != null && quantity != Quantity.MONEY) counts.put(quantity.word(), most);
      if (budget.lifted().contains(quantity)) lifted.add(quantity.word());
    }
    return out.with("most", (Object) budget.most().get(Quantity.MONEY))
        .with("counts", counts)
        .with("lifted", lifted);
  }

  static Budget read(Fields in) {
    try {
      var money = in.money("most");
      Budget budget = money == null ? Budget.UNSAID : Budget.fen(money.fen());
      for (Map.Entry<String, Object> count : in.map("counts").entrySet()) {
        budget = budget.counting(count.getKey(), count.getValue());
      }
      for (String word : in.texts("lifted")) {
        budget = budget.without(word.equals("money") ? Quantity.MONEY : Quantity.counted(word));
      }
      return budget;
    } catch (ValueException e) {
      throw new IllegalArgumentException(e.getMessage());
    }
  }
}
