package kinoloom.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import kinoloom.graph.Workflow;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.Workspace;
import kinoloom.plan.Limits;
import kinoloom.plan.RunState;
import kinoloom.run.AmbiguityPolicy;
import kinoloom.run.Collaborators;
import kinoloom.run.Ending;
import kinoloom.run.Listeners;
import kinoloom.run.Media;
import kinoloom.run.Publisher;
import kinoloom.run.Runner;

/**
 * One process that begins or resumes the run, with the engine's own journal, store and runner on
 * the simulated disk. It has no thread: whatever would happen on one is an event of the world.
 */
final class Process {
  static final String HOME = "/home";
  static final String WORKSPACE = HOME + "/.kinoloom";
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_POLLS = 1_500;

  private final int number;
  private final World world;
  private final Effects effects;
  private final Judge judge;
  private final SimFileSystem files;
  private final Client client;
  private final RunState state = new RunState();
  private FileJournal journal;
  private Runner runner;

  Process(int number, World world, SimDisk disk, Effects effects, Judge judge, Client client) {
    this.number = number;
    this.world = world;
    this.effects = effects;
    this.judge = judge;
    this.client = client;
    this.files = new SimFileSystem(disk, effects);
  }

  RunState state() {
    return state;
  }

  /**
   * Runs until the run has ended in this process.
   *
   * @throws Crash when the process does
   */
  Ending run(Job job, Workflow workflow, Limits limits, AmbiguityPolicy ambiguity)
      throws IOException {
    Workspace workspace = Workspace.open(files.getPath(WORKSPACE), world);
    RunFolder folder = workspace.latest().orElse(null);
    if (folder == null) {
      judge.findsNothing();
      folder = workspace.newRun(workflow.title());
      journal = FileJournal.create(folder.journal(), folder.id(), world);
    } else {
      journal = FileJournal.open(folder.journal(), world);
      judge.finds(journal.entries());
    }
    journal.entries().forEach(entry -> state.apply(entry.event()));
    if (state.started() != null) wish(job);
    Path out = files.getPath(HOME + "/out").resolve(folder.id());
    runner =
        new Runner(
            workflow,
            state,
            journal,
            limits,
            tools(workspace, ambiguity, out),
            new Listeners(entry -> judge.hears(entry, state), null));
    runner.begin(first(folder, workflow));
    return turn();
  }

  /** What the user has decided while no process worked on the run. */
  private void wish(Job job) throws IOException {
    for (Event event : job.wishes(state, world.random())) state.apply(journal.append(event));
    journal.commit();
  }

  private Event first(RunFolder folder, Workflow workflow) {
    return state.started() != null
        ? new Event.RunResumed(client.address())
        : new Event.RunStarted(
            folder.id(), workflow.title(), client.scope(), client.address(), "", Map.of());
  }

  private Runner.Tools tools(Workspace workspace, AmbiguityPolicy ambiguity, Path out) {
    Executor hand = work -> world.after(number, world.random().nextInt(20), work);
    return new Runner.Tools(
        new Collaborators(
            client,
            new Cutter(),
            workspace.objects(),
            workspace.results(),
            new Publisher(workspace.objects(), out)),
        ambiguity,
        world.timer(number),
        new Runner.Hands(hand, hand, hand),
        world,
        new SplittableRandom(world.random().nextLong()));
  }

  private Ending turn() throws IOException {
    settle();
    for (int events = 0; !runner.ending().isDone(); events++) {
      if (!world.step() || events > MOST_EVENTS || client.polls() > MOST_POLLS) {
        judge.blame("the run does not come to an end: " + Judge.dump(state));
        return null;
      }
      checkAlive();
      if (judge.complaint() != null) return null;
      // Now and then the runner is slow, and finds several things in its inbox at once.
      if (!(world.soon(2) && world.chance(0.3))) settle();
    }
    journal.close();
    try {
      return runner.ending().join();
    } catch (RuntimeException e) {
      judge.blame("the run broke off: " + e.getCause());
      return null;
    }
  }

  /** Turns the runner until it would wait. */
  private void settle() {
    for (int idle = 0; idle < 2 && !runner.ending().isDone(); ) {
      long before = judge.told() + world.scheduled();
      try {
        runner.turn(false);
      } catch (InterruptedException e) {
        throw new IllegalStateException("It was not to wait", e);
      }
      checkAlive();
      idle = judge.told() + world.scheduled() == before ? idle + 1 : 0;
    }
  }

  /** A future or a hand may have caught the crash. */
  private void checkAlive() {
    effects.alive();
  }

  /** Cuts films without looking at them. */
  private static final class Cutter implements Media {
    @Override
    public Info probe(Path file) {
      return new Info("video/mp4", 8, 8, Duration.ofSeconds(1), false);
    }

    @Override
    public void cut(Cut cut, Path target) throws IOException {
      StringBuilder all = new StringBuilder();
      for (Path clip : cut.clips()) all.append(Files.readString(clip));
      Files.write(target, Samples.clip("film of " + all));
    }

    @Override
    public void fit(Path source, Path target, Fit fit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void thumbnail(Path source, Path target, int width) {
      throw new UnsupportedOperationException();
    }
  }

  /** The run's folders on a disk, as anybody may read them. */
  static List<RunFolder> runs(SimDisk disk, World world) throws IOException {
    SimFileSystem files = new SimFileSystem(disk, new Effects(0, null));
    return Workspace.open(files.getPath(WORKSPACE), world).runs();
  }
}
