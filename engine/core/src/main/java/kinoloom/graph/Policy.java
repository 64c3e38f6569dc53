package kinoloom.graph;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a step is carried through when it does not go well at once. What is asked for is not of it,
 * so another policy needs no other result.
 *
 * @param retries how many more requests may be sent after its task failed
 * @param refusedRetries how many more requests may be sent after what it made was refused by the
 *     platform's moderation
 * @param timeout how long its task may take; null for as long as the platform says
 * @param fallback the model that is asked when this one has failed for good; empty for none
 * @param asks how often a chat is asked at most until its answer can be used
 * @param checks what an answer must fulfil beside its shape
 */
public record Policy(
    int retries,
    int refusedRetries,
    Duration timeout,
    String fallback,
    int asks,
    List<Check> checks) {

  public static final int ASKS = 3;
  public static final int MOST_ASKS = 10;

  public static final Policy DEFAULT = new Policy(0, 0, null, "", ASKS, List.of());

  /** How often more the same request may be sent at most. */
  public static final int MOST_RETRIES = 9;

  public Policy {
    few("retry", retries);
    few("onRefused retry:", refusedRetries);
    Objects.requireNonNull(fallback, "fallback");
    checks = List.copyOf(checks);
  }

  private static void few(String word, int times) {
    if (times >= 0 && times <= MOST_RETRIES) return;
    throw new ValueException(word + " takes 0 to " + MOST_RETRIES + ", not " + times);
  }

  /**
   * A rule for a chat's answer.
   *
   * @param rule what must hold, in words that a model understands
   */
  public record Check(String rule, Test test) {}

  /** Whether a rule holds for an answer. Called on one thread, never two at a time within a run. */
  @FunctionalInterface
  public interface Test {
    boolean holds(Object answer) throws Exception;
  }

  static int asksOf(Object most) {
    try {
      int asks = new BigDecimal(String.valueOf(most).strip()).intValueExact();
      if (asks >= 1 && asks <= MOST_ASKS) return asks;
    } catch (NumberFormatException | ArithmeticException e) {
      // Told below.
    }
    throw new ValueException(
        "asks is how often a chat is asked at most, 1 to "
            + MOST_ASKS
            + ", and '"
            + most
            + "' is not");
  }

  public Policy retries(int most) {
    return new Policy(most, refusedRetries, timeout, fallback, asks, checks);
  }

  public Policy refusedRetries(int most) {
    return new Policy(retries, most, timeout, fallback, asks, checks);
  }

  public Policy timeout(Duration longest) {
    return new Policy(retries, refusedRetries, longest, fallback, asks, checks);
  }

  public Policy fallback(String model) {
    return new Policy(retries, refusedRetries, timeout, model, asks, checks);
  }

  public Policy asks(int most) {
    return new Policy(retries, refusedRetries, timeout, fallback, most, checks);
  }

  public Policy checks(List<Check> rules) {
    return new Policy(retries, refusedRetries, timeout, fallback, asks, rules);
  }
}
