package kinoloom.graph;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What somebody allows a run to spend, in money and in counts. It says something of each quantity
 * or nothing: what it does not mention is for others to say. Immutable.
 *
 * <pre>{@code
 * Budget.yuan("20").and(Quantity.CLIPS, 12)
 * }</pre>
 *
 * @param most money in 分, the others in pieces or seconds
 * @param lifted what is expressly not bounded
 */
public record Budget(Map<Quantity, Long> most, Set<Quantity> lifted) {
  /** Says nothing. */
  public static final Budget UNSAID = new Budget(Map.of(), Set.of());

  /** Money is not bounded, expressly. */
  public static final Budget NO_LIMIT = new Budget(Map.of(), Set.of(Quantity.MONEY));

  private static final BigDecimal MOST_YUAN = new BigDecimal("100000000");
  private static final long MOST_COUNTED = 1_000_000_000;

  public Budget {
    Map<Quantity, Long> amounts = new EnumMap<>(Quantity.class);
    amounts.putAll(most);
    Set<Quantity> free = EnumSet.noneOf(Quantity.class);
    free.addAll(lifted);
    for (long amount : amounts.values()) {
      if (amount < 0) throw new ValueException("A budget cannot be negative: " + amount);
    }
    if (!Collections.disjoint(amounts.keySet(), free)) {
      throw new ValueException("A budget cannot bound and lift the same: " + free);
    }
    most = Collections.unmodifiableMap(amounts);
    lifted = Collections.unmodifiableSet(free);
  }

  /**
   * @param amount a number of yuan or its text, such as {@code 20} or {@code "12.50"}
   * @throws ValueException saying what is wrong with it
   */
  public static Budget yuan(Object amount) {
    return UNSAID.and(Quantity.MONEY, fen(amount));
  }

  public static Budget fen(long amount) {
    return UNSAID.and(Quantity.MONEY, amount);
  }

  /** The same, with this much of a quantity at most: money in 分. */
  public Budget and(Quantity quantity, long amount) {
    Map<Quantity, Long> more = new EnumMap<>(Quantity.class);
    more.putAll(most);
    more.put(quantity, amount);
    Set<Quantity> free = EnumSet.noneOf(Quantity.class);
    free.addAll(lifted);
    free.remove(quantity);
    return new Budget(more, free);
  }

  /** The same, with no bound of a quantity, expressly. */
  public Budget without(Quantity quantity) {
    Map<Quantity, Long> less = new EnumMap<>(Quantity.class);
    less.putAll(most);
    less.remove(quantity);
    Set<Quantity> free = EnumSet.of(quantity);
    free.addAll(lifted);
    return new Budget(less, free);
  }

  /**
   * The same, with a count as it is written by people.
   *
   * @param word {@code clips}, {@code seconds} or {@code images}
   * @param count a whole number or its text
   * @throws ValueException saying what is wrong with it
   */
  public Budget counting(String word, Object count) {
    return and(Quantity.counted(word), count(word, count));
  }

  public boolean says(Quantity quantity) {
    return most.containsKey(quantity) || lifted.contains(quantity);
  }

  /** Empty where it says nothing or lifts the limit. */
  public OptionalLong most(Quantity quantity) {
    Long amount = most.get(quantity);
    return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
  }

  private static long fen(Object amount) {
    BigDecimal yuan = number(amount);
    if (yuan == null || yuan.signum() < 0) {
      throw new ValueException("'" + shown(amount) + "' is not an amount of yuan");
    }
    if (yuan.compareTo(MOST_YUAN) > 0) {
      throw new ValueException(
          "'" + shown(amount) + "' is more than a budget can be: " + MOST_YUAN + " yuan");
    }
    if (yuan.stripTrailingZeros().scale() > 2) {
      throw new ValueException(
          "'" + shown(amount) + "' is not a whole number of fen: two decimals at most");
    }
    return yuan.movePointRight(2).longValueExact();
  }

  private static long count(String word, Object count) {
    BigDecimal number = number(count);
    if (number == null || number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
      throw new ValueException("'" + shown(count) + "' is not a number of " + word);
    }
    if (number.compareTo(BigDecimal.valueOf(MOST_COUNTED)) > 0) {
      throw new ValueException(
          "'" + shown(count) + "' is more than can be counted: " + MOST_COUNTED + " " + word);
    }
    return number.longValueExact();
  }

  /** Plain digits, or a number; null for everything else. */
  private static BigDecimal number(Object value) {
    if (value instanceof Number number) {
      try {
        return new BigDecimal(number.toString());
      } catch (NumberFormatException e) {
        return null;
      }
    }
    String text = value instanceof CharSequence it ? it.toString().strip() : "";
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
  }

  private static String shown(Object value) {
    String text = String.valueOf(value).strip();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
