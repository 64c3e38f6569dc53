package kinoloom;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;

/**
 * One take of a step.
 *
 * @param step it is itself a step
 * @param state as {@link RunStatus.StepStatus#state} has it
 * @param picked whether it is the one that counts
 * @param cost what was charged for it in this run
 * @param made when; null while it is not, or where that is not known
 * @param value null while it is not known
 * @param files where its files are kept
 */
public record Take(
    int number, StepId step, String state, boolean picked, Money cost, Instant made, Made content) {

  /** What it is. */
  public record Made(Object value, List<Path> files) {
    public Made {
      files = List.copyOf(files);
    }
  }
}
