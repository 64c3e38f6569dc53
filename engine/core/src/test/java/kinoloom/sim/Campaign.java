package kinoloom.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Plays many scenarios: for one seed after the other each job with a crash before every effect it
 * has. On calm days that is the only thing that goes wrong, and the image of the disk is another on
 * each: after 21 seeds all images were left at all effects. On other days the image is chosen, and
 * the processes that recover crash as well.
 */
public final class Campaign {
  private static final Image[] IMAGES = Image.values();
  private static final int MOST_FAILURES = 20;
  private static final int SEEDS_BETWEEN_NEWS = 50;

  private final long most;
  private final AtomicLong nextSeed;
  private final AtomicLong played = new AtomicLong();
  private final AtomicLong crashed = new AtomicLong();
  private final AtomicLong crashes = new AtomicLong();
  private final AtomicLong doubtful = new AtomicLong();
  private final AtomicLong once = new AtomicLong();
  private final AtomicLong onceAlarmed = new AtomicLong();
  private final Map<String, Long> endings = new TreeMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param first the seed to begin with
   * @param most how many scenarios
   */
  public Campaign(long first, long most) {
    this.most = most;
    this.nextSeed = new AtomicLong(first);
  }

  /**
   * Plays on this many threads.
   *
   * @param progress told now and then how far it has come
   */
  public void play(int threads, Consumer<String> progress) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> playSeeds(progress), "simulator-" + i);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) thread.join();
  }

  private void playSeeds(Consumer<String> progress) {
    while (!over()) {
      long seed = nextSeed.getAndIncrement();
      for (Job job : Job.values()) if (due(job, seed)) play(job, seed);
      if (seed % SEEDS_BETWEEN_NEWS == 0) progress.accept(toString());
    }
  }

  /** The longest have their turn less often. */
  private static boolean due(Job job, long seed) {
    if (job == Job.MIXED) return seed % 2 == 1;
    return job != Job.TAKES || seed % 2 == 0;
  }

  private boolean over() {
    return played.get() >= most || failures.size() >= MOST_FAILURES;
  }

  private void play(Job job, long seed) {
    int effects = play(new Scenario(job, seed, List.of())).effects().get(0);
    SplittableRandom random = new SplittableRandom(seed);
    for (int effect = 1; effect <= effects && !over(); effect++) {
      play(new Scenario(job, seed, stops(seed, effect, effects, random)));
    }
  }

  private static List<Scenario.Stop> stops(
      long seed, int effect, int effects, SplittableRandom random) {
    if (Weather.calm(seed)) {
      Image image = IMAGES[(int) ((effect + seed / 3) % IMAGES.length)];
      return List.of(new Scenario.Stop(effect, image));
    }
    List<Scenario.Stop> stops = new ArrayList<>();
    int at = effect;
    int left = effects - effect + 20;
    do {
      stops.add(new Scenario.Stop(at, IMAGES[random.nextInt(IMAGES.length)]));
      at = 1 + random.nextInt(left);
      left = Math.max(20, left - at);
    } while (stops.size() < 3 && random.nextInt(5) < 2);
    return stops;
  }

  private Simulation.Outcome play(Scenario scenario) {
    Simulation.Outcome outcome = new Simulation(scenario, null).run();
    played.incrementAndGet();
    crashes.addAndGet(outcome.crashes());
    if (outcome.crashes() == 1) {
      once.incrementAndGet();
      if (outcome.alarms() > 0) onceAlarmed.incrementAndGet();
    }
    if (outcome.crashes() > 0) crashed.incrementAndGet();
    if (outcome.doubts() > 0) doubtful.incrementAndGet();
    synchronized (endings) {
      endings.merge(String.valueOf(outcome.status()), 1L, Long::sum);
    }
    if (outcome.complaint() != null) failures.add(scenario + "  " + outcome.complaint());
    return outcome;
  }

  public long played() {
    return played.get();
  }

  /** What did not hold, one line a scenario that shows it. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * The share of scenarios with one crash in which somebody is asked about a request that nobody
   * had accepted.
   */
  public double falseAlarms() {
    return once.get() == 0 ? 0 : (double) onceAlarmed.get() / once.get();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d scenarios, %d crashes in %d of them; after these %d requests were doubtful at least;"
            + " false alarms in %.2f %% of the %d with one crash; ended %s; next seed %d",
        played.get(),
        crashes.get(),
        crashed.get(),
        doubtful.get(),
        100 * falseAlarms(),
        once.get(),
        endings,
        nextSeed.get());
  }

  /** What happens in a scenario, effect by effect. */
  public static List<String> trace(String scenario) {
    List<String> trace = new ArrayList<>();
    Simulation.Outcome outcome = new Simulation(Scenario.parse(scenario), trace).run();
    trace.add(outcome.toString());
    return trace;
  }
}
