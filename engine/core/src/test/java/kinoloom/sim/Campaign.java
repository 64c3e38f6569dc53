package kinoloom.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays many scenarios: for one seed after the other each job with a crash before every effect it
 * has. Seed 0, on which nothing else goes wrong, leaves every image of the disk at each of them;
 * other seeds choose one, and have the processes that recover crash as well.
 */
public final class Campaign {
  private static final int MOST_FAILURES = 20;

  private final long most;
  private final AtomicLong nextSeed;
  private final AtomicLong played = new AtomicLong();
  private final AtomicLong crashed = new AtomicLong();
  private final AtomicLong crashes = new AtomicLong();
  private final AtomicLong doubtful = new AtomicLong();
  private final AtomicLong alarmed = new AtomicLong();
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

  /** Plays on this many threads. */
  public void play(int threads) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(this::playSeeds, "simulator-" + i);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) thread.join();
  }

  private void playSeeds() {
    while (!over()) {
      long seed = nextSeed.getAndIncrement();
      for (Job job : Job.values()) play(job, seed);
    }
  }

  private boolean over() {
    return played.get() >= most || failures.size() >= MOST_FAILURES;
  }

  private void play(Job job, long seed) {
    int effects = play(new Scenario(job, seed, List.of())).effects().get(0);
    SplittableRandom random = new SplittableRandom(seed);
    for (int effect = 1; effect <= effects && !over(); effect++) {
      if (seed == 0) {
        for (Image image : Image.values()) {
          play(new Scenario(job, seed, List.of(new Scenario.Stop(effect, image))));
        }
      } else {
        play(new Scenario(job, seed, stops(effect, effects, random)));
      }
    }
  }

  private static List<Scenario.Stop> stops(int effect, int effects, SplittableRandom random) {
    List<Scenario.Stop> stops = new ArrayList<>();
    int at = effect;
    int left = effects - effect + 20;
    do {
      stops.add(new Scenario.Stop(at, Image.values()[random.nextInt(Image.values().length)]));
      at = 1 + random.nextInt(left);
      left = Math.max(20, left - at);
    } while (stops.size() < 3 && random.nextInt(5) < 2);
    return stops;
  }

  private Simulation.Outcome play(Scenario scenario) {
    Simulation.Outcome outcome = new Simulation(scenario, null).run();
    played.incrementAndGet();
    crashes.addAndGet(outcome.crashes());
    if (outcome.crashes() > 0) crashed.incrementAndGet();
    if (outcome.doubts() > 0) doubtful.incrementAndGet();
    if (outcome.alarms() > 0) alarmed.incrementAndGet();
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

  /** The share of crash scenarios with a question about a request that nobody had accepted. */
  public double falseAlarms() {
    return crashed.get() == 0 ? 0 : (double) alarmed.get() / crashed.get();
  }

  @Override
  public String toString() {
    return String.format(
        "%d scenarios, %d with crashes, %d crashes; %d with a doubtful request, %d of them without"
            + " need (%.2f %% of those with crashes); ended %s; next seed %d",
        played.get(),
        crashed.get(),
        crashes.get(),
        doubtful.get(),
        alarmed.get(),
        100 * falseAlarms(),
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

  public static void main(String[] args) throws InterruptedException {
    if (args[0].contains(":")) {
      trace(args[0]).forEach(System.out::println);
      return;
    }
    long begin = System.nanoTime();
    Campaign campaign = new Campaign(Long.parseLong(args[1]), Long.parseLong(args[0]));
    campaign.play(Integer.parseInt(args[2]));
    campaign.failures().forEach(System.out::println);
    System.out.println(campaign + " in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
  }
}
