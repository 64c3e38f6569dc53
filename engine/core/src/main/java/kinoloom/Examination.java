package kinoloom;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kinoloom.journal.Remains;
import kinoloom.plan.Exposure;
import kinoloom.platform.Money;

/**
 * What is wrong with a run, if anything.
 *
 * @param remains what its journal says, and where it is damaged
 * @param risks the steps that may have been sent in the time that is lost
 * @param worst what that may have cost, as far as it is known
 * @param moved how it was copied or set back; empty if it was not
 * @param owner who is working on it; null if nobody seems to
 * @param kept torn tails and damaged journals, kept beside the journal
 */
public record Examination(
    String run,
    Remains remains,
    List<Exposure.Risk> risks,
    Money worst,
    String moved,
    Owner owner,
    List<Path> kept) {

  /** A process that works on a run. */
  public record Owner(long pid, Instant since) {}

  public Examination {
    risks = List.copyOf(risks);
    kept = List.copyOf(kept);
  }

  /** Whether it needs nobody: it can be resumed as it is. */
  public boolean sound() {
    return !remains.damaged() && remains.newer().isEmpty() && moved.isEmpty();
  }
}
