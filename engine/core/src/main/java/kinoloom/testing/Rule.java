package kinoloom.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import kinoloom.platform.Refusal;

/**
 * What becomes of the requests that a rule is for: of the first what is said first, of the next
 * what is said next, and of all further ones what is said last.
 */
public final class Rule {
  private final Predicate<SentRequest> matches;
  private final int weight;
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private Duration lasts = Outcome.USUAL;

  /**
   * @param weight of two rules for one request the heavier counts
   */
  Rule(int weight, Predicate<SentRequest> matches) {
    this.weight = weight;
    this.matches = matches;
  }

  int weight() {
    return weight;
  }

  synchronized boolean isFor(SentRequest request) {
    return !outcomes.isEmpty() && matches.test(request);
  }

  synchronized Outcome next() {
    return outcomes.size() > 1 ? outcomes.poll() : outcomes.peek();
  }

  /**
   * Answers with each of these in turn.
   *
   * @param inTurn for a chat its words, or a map or list that is written as JSON; for pictures and
   *     clips a path
   */
  public Rule answers(Object... inTurn) {
    for (Object value : inTurn) say(Outcome.How.ANSWERED, value, null);
    return this;
  }

  /** Answers with these bytes, a picture or a clip. */
  public Rule answers(byte[] bytes) {
    return say(Outcome.How.ANSWERED, bytes.clone(), null);
  }

  /** Makes a sample, as where there is no rule; for pictures and clips. */
  public Rule succeeds() {
    return say(Outcome.How.ANSWERED, null, null);
  }

  /** Refuses the request itself: nothing is made or paid. */
  public Rule refuses(Refusal.Reason reason, String message) {
    return say(Outcome.How.REFUSED, null, new Refusal(reason, message));
  }

  /** Accepts the request; then the work fails on the platform's side. */
  public Rule fails(String message) {
    return fails(Refusal.Reason.FAILED, message);
  }

  /** The same for another reason, such as {@code MODERATED}: what was made is not given out. */
  public Rule fails(Refusal.Reason reason, String message) {
    return say(Outcome.How.FAILED, null, new Refusal(reason, message));
  }

  /** Accepts the request, and its answer is lost on the way: nobody knows whether it was. */
  public Rule losesTheAnswer() {
    return say(Outcome.How.LOST, null, null);
  }

  /** The request certainly does not arrive. */
  public Rule neverArrives() {
    return say(Outcome.How.NOT_SENT, null, null);
  }

  /** How long tasks take from here on, in virtual time; ten seconds where nothing is said. */
  public synchronized Rule lasting(Duration time) {
    lasts = time;
    return this;
  }

  private synchronized Rule say(Outcome.How how, Object value, Refusal refusal) {
    outcomes.add(new Outcome(how, value, refusal, lasts));
    return this;
  }
}
