package kinoloom;

import kinoloom.graph.Kind;
import kinoloom.graph.Policy;
import kinoloom.graph.Schema;
import kinoloom.graph.Step;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.run.Rehearsal;

/** What a step can come to if everything is asked again that its script lets be asked again. */
final class Repeats {
  private Repeats() {}

  static Money most(Rehearsal.Item item, Platform platform) {
    Step step = item.step();
    if (!step.kind().remote()) return Money.ZERO;
    Policy policy = step.policy();
    boolean shaped = step.kind() == Kind.CHAT && !Schema.TEXT.equals(step.returns());
    int asks = shaped || !policy.checks().isEmpty() ? Math.max(1, policy.asks()) : 1;
    int requests = asks + policy.retries() + policy.refusedRetries();
    Money high = item.needs().cost().high();
    Money most = Money.fen(high.fen() * requests);
    if (policy.fallback().isEmpty()) return most;
    String category = step.kind() == Kind.CHAT ? "t2t" : step.kind().verb();
    return platform
        .catalogue()
        .find(category, policy.fallback())
        .map(it -> most.plus(it.estimate(item.needs().params()).high()))
        .orElse(most);
  }
}
