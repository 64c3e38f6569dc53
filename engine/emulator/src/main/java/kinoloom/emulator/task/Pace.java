package kinoloom.emulator.task;

import java.time.Duration;
import java.util.Random;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.quirk.Faults;

/**
 * How things go. They take log-normal around each category's usual length, from a seed.
 *
 * @param timeScale 1 for real lengths, 0.05 for twenty times faster
 * @param faults what is odd and what goes wrong
 */
public record Pace(ModelTable models, long seed, double timeScale, Faults faults) {
  /** How many standard deviations lie between the median and the ninetieth percentile. */
  private static final double P90 = 1.2816;

  private static final double WIDEST = 2.5;

  /**
   * @param salt what it is for; the same seed, category and salt give the same length
   */
  public Duration of(Category category, long salt) {
    ModelTable.Typical typical = models.typical(category);
    double middle = typical.p50().toMillis();
    double sigma = Math.log(typical.p90().toMillis() / middle) / P90;
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + salt * 31 + category.ordinal());
    random.nextLong();
    double drawn = Math.max(-WIDEST, Math.min(WIDEST, random.nextGaussian()));
    return Duration.ofMillis(Math.round(middle * Math.exp(drawn * sigma) * timeScale));
  }
}
