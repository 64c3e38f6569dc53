package kinoloom.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.plan.Limits;
import kinoloom.plan.Phase;
import kinoloom.platform.Money;
import kinoloom.run.AmbiguityPolicy;
import kinoloom.run.Ending;

/** Plays one scenario to its end. */
final class Simulation {
  /** How often the user resumes a run that waits for something. */
  private static final int MOST_VISITS = 3;

  private static final Map<Job, Workflow> WORKFLOWS =
      Arrays.stream(Job.values()).collect(Collectors.toMap(it -> it, Job::workflow));

  private final Scenario scenario;
  private final List<String> trace;
  private final Weather weather;
  private final World world;
  private final SimDisk disk = new SimDisk();
  private final Service service;
  private final Judge judge;
  private final Money budget;
  private final List<Integer> effects = new ArrayList<>();
  private Process last;
  private int processes;
  private int crashes;
  private Weather.Policy policy;

  /**
   * What came of a scenario.
   *
   * @param complaint what did not hold, or null
   * @param effects of each process
   * @param status how the run ended at last
   * @param alarms how many requests were doubtful after a crash though nobody had accepted them
   */
  record Outcome(
      String complaint,
      List<Integer> effects,
      int crashes,
      Ending.Status status,
      int doubts,
      int alarms) {}

  /**
   * @param trace told of everything that happens; may be null
   */
  Simulation(Scenario scenario, List<String> trace) {
    this.scenario = scenario;
    this.trace = trace;
    this.weather = Weather.of(scenario.seed());
    this.world = new World(new SplittableRandom(scenario.seed() * 1_000_003 + 7));
    this.service = new Service(world, weather);
    this.budget = scenario.job().budget(scenario.seed());
    this.judge = new Judge(scenario.job(), budget, disk);
    this.policy = weather.policy();
    SimDisk.Node home = disk.new Node(true);
    disk.link(disk.root(), Process.HOME.substring(1), home);
    disk.force(disk.root());
  }

  Outcome run() {
    Ending ending = null;
    try {
      ending = play();
    } catch (IOException | RuntimeException e) {
      judge.blame("a process broke off: " + e + " " + List.of(e.getStackTrace()));
    }
    return outcome(ending);
  }

  private Ending play() throws IOException {
    for (int visits = 0; ; ) {
      Ending ending = process();
      if (judge.complaint() != null) return null;
      if (ending == null) continue;
      if (ending.status() == Ending.Status.DONE || ++visits > MOST_VISITS) return ending;
      if (ending.status() == Ending.Status.FAILED && world.random().nextBoolean()) return ending;
      decide();
    }
  }

  /** One process; null if it crashed. */
  private Ending process() throws IOException {
    int number = ++processes;
    Scenario.Stop stop =
        number <= scenario.stops().size() ? scenario.stops().get(number - 1) : null;
    if (trace != null) trace.add("process " + number);
    Effects count = new Effects(stop == null ? 0 : stop.effect(), trace);
    Client client = new Client(number, world, weather, service, count, judge);
    Process process = new Process(number, world, disk, count, judge, client);
    try {
      Ending ending =
          process.run(scenario.job(), WORKFLOWS.get(scenario.job()), limits(), ambiguity());
      count.end();
      world.forget(number, false);
      if (ending != null) asked(process, ending);
      last = process;
      world.pause(world.random().nextInt(60_000));
      return ending;
    } catch (Crash crash) {
      crashes++;
      if (trace != null) trace.add("crash, " + stop.image());
      world.forget(number, stop.image() != Image.KEPT);
      disk.crash(stop.image(), world.random());
      world.pause(new long[] {100, 10_000, 600_000}[world.random().nextInt(3)]);
      return null;
    } finally {
      effects.add(count.count());
    }
  }

  private Limits limits() {
    return Limits.DEFAULT.withBudget(budget);
  }

  private AmbiguityPolicy ambiguity() {
    return switch (policy) {
      case HOLD -> AmbiguityPolicy.UNSAID;
      case RESUBMIT -> new AmbiguityPolicy(processes % 4 + 1, false);
      case ABANDON -> new AmbiguityPolicy(0, true);
    };
  }

  /** What the user does about a run that waits. */
  private void decide() {
    service.recharge();
    policy = Weather.Policy.values()[world.random().nextInt(3)];
  }

  /** Whoever has to decide something is told so. */
  private void asked(Process process, Ending ending) {
    boolean doubtful =
        process.state().steps().stream().anyMatch(it -> it.phase() == Phase.AMBIGUOUS);
    boolean asked = ending.failures().stream().anyMatch(it -> it.remedy() == Ending.Remedy.DECIDE);
    if (doubtful && !asked) judge.blame("nobody is asked about a doubtful request");
  }

  private List<Entry> entries() throws IOException {
    List<RunFolder> runs = Process.runs(disk, world);
    return runs.isEmpty() ? List.of() : FileJournal.read(runs.get(0).journal());
  }

  private Outcome outcome(Ending ending) {
    List<String> doubtful = List.of();
    try {
      if (judge.complaint() == null) {
        // Whatever was promised outlives the power as well.
        disk.crash(Image.FORCED, world.random());
        List<Entry> entries = entries();
        judge.finds(entries);
        judge.settles(entries, service, last.state());
        if (scenario.hashCode() % 8 == 0) judge.noKey();
        doubtful = doubtful(entries);
      }
    } catch (IOException | RuntimeException e) {
      judge.blame("the run cannot be read: " + e);
    }
    int alarms = (int) doubtful.stream().filter(service::neverCame).count();
    Ending.Status status = ending == null ? null : ending.status();
    return new Outcome(judge.complaint(), effects, crashes, status, doubtful.size(), alarms);
  }

  /** Our numbers of the requests of which a crash has made nobody know what became. */
  private static List<String> doubtful(List<Entry> entries) {
    Map<String, String> latest = new HashMap<>();
    List<String> doubtful = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.Intent intent) {
        latest.put(intent.step().value(), intent.transno());
      } else if (entry.event() instanceof Event.Ambiguous doubt
          && doubt.message().startsWith("the process ended")) {
        doubtful.add(latest.get(doubt.step().value()));
      }
    }
    return doubtful;
  }
}
