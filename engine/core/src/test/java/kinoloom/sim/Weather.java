package kinoloom.sim;

import java.util.SplittableRandom;

/**
 * What a scenario's seed says of the service, the network and the user. Every third seed is a day
 * on which nothing goes wrong; elsewhere every kind of fault is rarer or more frequent, or away.
 */
record Weather(Wire wire, Tasks tasks, Records records, Policy policy, long balance) {

  /**
   * Shares of requests.
   *
   * @param eager whether the last bytes leave at the very moment they may
   */
  record Wire(
      boolean eager,
      double unconnected,
      double tailLost,
      double answerLost,
      double answerCut,
      double unavailable,
      double throttled,
      double late) {}

  /** Shares of tasks, polls and downloads. */
  record Tasks(
      boolean picturesAtOnce,
      double failed,
      double moderated,
      double unclear,
      double lost,
      double expired,
      double cut,
      double broken) {}

  /** When the service shows its records of a request. */
  enum Records {
    ALWAYS,
    LATE,
    NEVER
  }

  /** What the user has decided about requests of unknown fate. */
  enum Policy {
    HOLD,
    RESUBMIT,
    ABANDON
  }

  static final long PLENTY = 1_000_000;

  static boolean calm(long seed) {
    return seed % 3 == 0;
  }

  static Weather of(long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + 17);
    double scale = calm(seed) ? 0 : new double[] {0.3, 1, 1, 2.5}[random.nextInt(4)];
    Wire wire =
        new Wire(
            seed % 2 == 1,
            share(random, scale, 0.05),
            share(random, scale, 0.01),
            share(random, scale, 0.03),
            share(random, scale, 0.01),
            share(random, scale, 0.01),
            share(random, scale, 0.03),
            share(random, scale, 0.05));
    Tasks tasks =
        new Tasks(
            !calm(seed) && random.nextInt(4) == 0,
            share(random, scale, 0.03),
            share(random, scale, 0.01),
            share(random, scale, 0.05),
            share(random, scale, 0.02),
            share(random, scale, 0.05),
            share(random, scale, 0.04),
            share(random, scale, 0.04));
    Records records = Records.values()[calm(seed) ? 0 : random.nextInt(3)];
    Policy policy = Policy.values()[calm(seed) ? 0 : random.nextInt(3)];
    long balance = !calm(seed) && random.nextInt(6) == 0 ? 200 + random.nextInt(1200) : PLENTY;
    return new Weather(wire, tasks, records, policy, balance);
  }

  private static double share(SplittableRandom random, double scale, double usual) {
    return random.nextInt(3) == 0 ? 0 : scale * usual;
  }
}
