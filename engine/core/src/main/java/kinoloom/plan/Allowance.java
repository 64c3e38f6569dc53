package kinoloom.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kinoloom.graph.Budget;
import kinoloom.graph.Quantity;
import kinoloom.journal.Event;

/**
 * What a run may spend of each quantity, and who said so. A quantity that nobody mentioned is not
 * bounded. Immutable.
 */
public record Allowance(Map<Quantity, Grant> grants) {
  public static final Allowance NONE = new Allowance(Map.of());

  /**
   * What a run on a real platform may spend if nobody says anything: about three times what a film
   * of three shots of five seconds costs at the catalogue's prices, and little enough that a script
   * which makes too many steps does no great harm before somebody looks.
   */
  public static final Budget WHERE_NONE_IS_GIVEN = Budget.yuan(50);

  /** Who set a limit, the weakest first. */
  public enum By {
    DEFAULT,
    SCRIPT,
    CALLER;

    /** As the journal has it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static By of(String word) {
      for (By by : values()) if (by.word().equals(word)) return by;
      throw new IllegalStateException("Nobody sets budgets as " + word);
    }

    public String inWords() {
      return switch (this) {
        case DEFAULT -> "the default where none is given";
        case SCRIPT -> "from the script";
        case CALLER -> "as given";
      };
    }
  }

  /**
   * @param most null where the limit was lifted
   */
  public record Grant(Long most, By by) {}

  public Allowance {
    Map<Quantity, Grant> copy = new EnumMap<>(Quantity.class);
    copy.putAll(grants);
    grants = Collections.unmodifiableMap(copy);
  }

  /** With what a budget says in place of what was said of the same before. */
  public Allowance with(Budget budget, By by) {
    Map<Quantity, Grant> more = new EnumMap<>(Quantity.class);
    more.putAll(grants);
    budget.most().forEach((quantity, most) -> more.put(quantity, new Grant(most, by)));
    budget.lifted().forEach(quantity -> more.put(quantity, new Grant(null, by)));
    return new Allowance(more);
  }

  /**
   * What holds for a run: of each quantity what its caller says now, else what a caller said
   * before, else what the script says, else the default.
   *
   * @param local whether nothing is really paid: then there is no default
   * @param kept what is recorded with the run
   * @param given what the caller says now
   */
  public static Allowance of(boolean local, Budget script, Allowance kept, Allowance given) {
    Allowance basis = NONE.with(local ? Budget.UNSAID : WHERE_NONE_IS_GIVEN, By.DEFAULT);
    return basis.with(script, By.SCRIPT).over(kept.by(By.CALLER)).over(given);
  }

  private Allowance over(Allowance stronger) {
    Map<Quantity, Grant> all = new EnumMap<>(Quantity.class);
    all.putAll(grants);
    all.putAll(stronger.grants);
    return new Allowance(all);
  }

  private Allowance by(By by) {
    Map<Quantity, Grant> some = new EnumMap<>(Quantity.class);
    grants.forEach(
        (quantity, grant) -> {
          if (grant.by() == by) some.put(quantity, grant);
        });
    return new Allowance(some);
  }

  /** What has to be recorded for a run that has this recorded to have the other. */
  public List<Event> changesTo(Allowance other) {
    List<Event> changes = new ArrayList<>();
    for (By by : By.values()) {
      Budget budget = Budget.UNSAID;
      for (Map.Entry<Quantity, Grant> entry : other.by(by).grants.entrySet()) {
        if (!entry.getValue().equals(grants.get(entry.getKey()))) {
          Long most = entry.getValue().most();
          Quantity quantity = entry.getKey();
          budget = most == null ? budget.without(quantity) : budget.and(quantity, most);
        }
      }
      if (!budget.equals(Budget.UNSAID)) {
        changes.add(new Event.BudgetSet(budget, by.word()));
      }
    }
    return changes;
  }

  /** The limit of a quantity, or null if there is none. */
  public Long most(Quantity quantity) {
    Grant grant = grants.get(quantity);
    return grant == null ? null : grant.most();
  }

  /**
   * {@code the budget of 20.00 yuan (from the script)}, {@code the limit of 12 clips (as given)}.
   */
  public String inWords(Quantity quantity) {
    Grant grant = grants.get(quantity);
    String name = quantity == Quantity.MONEY ? "the budget of " : "the limit of ";
    return name + quantity.inWords(grant.most()) + " (" + grant.by().inWords() + ")";
  }

  /** Whether so much does not go beyond any limit. */
  public boolean allows(Amounts all) {
    for (Map.Entry<Quantity, Grant> entry : grants.entrySet()) {
      Long most = entry.getValue().most();
      if (most != null && all.of(entry.getKey()) > most) return false;
    }
    return true;
  }
}
