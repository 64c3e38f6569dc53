package kinoloom.platform;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Numbers that depend on parameters, as an ordered list of rules: the first whose every condition
 * holds counts. A parameter that is not there is not known yet, so a condition on it may hold.
 */
record Rates(List<Rule> rules) {

  /**
   * @param when parameter to value; empty holds always
   */
  record Rule(Map<String, String> when, BigDecimal yuan) {
    Rule {
      when = Map.copyOf(when);
    }

    private boolean mayHold(Map<String, Object> params) {
      return when.entrySet().stream()
          .allMatch(it -> !params.containsKey(it.getKey()) || holds(it, params));
    }

    private boolean mustHold(Map<String, Object> params) {
      return when.entrySet().stream().allMatch(it -> holds(it, params));
    }

    private static boolean holds(Map.Entry<String, String> condition, Map<String, Object> params) {
      Object value = params.get(condition.getKey());
      return value != null && condition.getValue().equalsIgnoreCase(value.toString());
    }
  }

  Rates {
    rules = List.copyOf(rules);
  }

  BigDecimal least(Map<String, Object> params) {
    return possible(params).stream().reduce(BigDecimal::min).orElseThrow();
  }

  BigDecimal most(Map<String, Object> params) {
    return possible(params).stream().reduce(BigDecimal::max).orElseThrow();
  }

  /** Of one thing at these rates. */
  ModelSpec.Estimate estimate(Map<String, Object> params) {
    return new ModelSpec.Estimate(Money.yuan(least(params)), Money.yuan(most(params)));
  }

  /** {@code 0.9 to 1.6 yuan}. */
  String inWords() {
    String least = least(Map.of()).stripTrailingZeros().toPlainString();
    String most = most(Map.of()).stripTrailingZeros().toPlainString();
    return (least.equals(most) ? least : least + " to " + most) + " yuan";
  }

  private List<BigDecimal> possible(Map<String, Object> params) {
    List<BigDecimal> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.mayHold(params)) found.add(rule.yuan());
      if (rule.mustHold(params)) break;
    }
    // A value no rule names: anything from the cheapest to the dearest.
    return found.isEmpty() ? rules.stream().map(Rule::yuan).toList() : found;
  }
}
