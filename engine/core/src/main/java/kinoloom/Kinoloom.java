package kinoloom;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import kinoloom.graph.Budget;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.ScriptLanguage;
import kinoloom.graph.ScriptLanguage.Description;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.graph.Workflow;
import kinoloom.journal.DamagedJournalException;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.FormerRequests;
import kinoloom.journal.RunBusyException;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.journal.UnknownRunException;
import kinoloom.journal.Watermarks;
import kinoloom.journal.Workspace;
import kinoloom.plan.Allowance;
import kinoloom.plan.Limits;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.run.AmbiguityPolicy;
import kinoloom.run.Answers;
import kinoloom.run.ChatText;
import kinoloom.run.Collaborators;
import kinoloom.run.Listeners;
import kinoloom.run.Media;
import kinoloom.run.Publisher;
import kinoloom.run.Rescue;
import kinoloom.run.RescueLog;
import kinoloom.run.Timer;
import kinoloom.run.Verdict;
import kinoloom.run.WorkProgress;

/**
 * The engine: describes, rehearses, runs and resumes workflows. Thread-safe; several runs may go on
 * at once. Closing it cancels them, closes the platform and leaves no thread behind.
 *
 * <pre>{@code
 * try (Kinoloom kinoloom =
 *         Kinoloom.builder()
 *             .platform(HttpPlatform.builder().apiKey(() -> System.getenv("KINOLOOM_API_KEY")).build())
 *             .media(new FfmpegMedia(Ffmpeg.find()))
 *             .build();
 *     Run run = kinoloom.run(Path.of("film.groovy"), Map.of("shots", 3))) {
 *   RunResult result = run.result().join();
 * }
 * }</pre>
 */
public final class Kinoloom implements AutoCloseable {
  private final Settings settings;
  private final Workspace workspace;
  private final Watermarks marks;
  private final Engine engine;
  private final Set<RunInProgress> inProgress = ConcurrentHashMap.newKeySet();

  private record Settings(
      Platform platform,
      Media media,
      ScriptLanguage language,
      Path out,
      Limits limits,
      AmbiguityPolicy ambiguity,
      Function<String, Listeners> listeners,
      Rescue rescue) {}

  private Kinoloom(Settings settings, Workspace workspace, Watermarks marks, Engine engine) {
    this.settings = settings;
    this.workspace = workspace;
    this.marks = marks;
    this.engine = engine;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Evaluates a script. Nothing is sent.
   *
   * @throws InvalidWorkflowException with all mistakes of its words; {@link #plan} finds the others
   */
  public Workflow describe(Path script, Map<String, Object> params) throws IOException {
    return checked(settings.language.describe(RunSource.load(script), params));
  }

  private static Workflow checked(Description description) {
    if (!description.problems().isEmpty())
      throw new InvalidWorkflowException(description.problems(), description.texts());
    return description.workflow();
  }

  /**
   * Rehearses a script: every closure runs, every request is checked, nothing is sent.
   *
   * @throws InvalidWorkflowException with all mistakes, of the script's words and of its requests
   */
  public Plan plan(Path script, Map<String, Object> params) throws IOException {
    return plan(script, Given.params(params));
  }

  /** The same. */
  public Plan plan(Path script, Given given) throws IOException {
    Script source = RunSource.load(script);
    Description description = describe(source, given);
    Supplies supplies = Supplies.read(description.workflow(), given.uses());
    return planned(description, source.name(), limits(given), supplies);
  }

  /**
   * Looks for mistakes in a script, as {@link #plan} does; for what is no mistake but may not be
   * meant; and for the params that it takes.
   *
   * @throws InvalidWorkflowException with all mistakes
   */
  public Description check(Path script, Given given) throws IOException {
    Description description = describe(RunSource.load(script), given);
    rehearse(description, Supplies.read(description.workflow(), given.uses()));
    return description;
  }

  /** Rehearses a workflow. */
  public Plan plan(Workflow workflow) {
    return planned(new Description(workflow, List.of()), "", settings.limits, Supplies.NONE);
  }

  /**
   * Rehearses the script of a run as it was when the run began: what it would still make.
   *
   * @param run its id or a unique beginning; null for the latest
   */
  public Plan plan(String run) throws IOException {
    RunSource source = RunSource.read(folder(run));
    Script script = source.script();
    return planned(describe(source), script.name(), settings.limits, Supplies.read(folder(run)));
  }

  private Plan planned(Description description, String script, Limits limits, Supplies supplies) {
    Planning.History history = steps -> FormerRequests.of(known(), script, steps);
    return rehearse(description, limits, history, supplies).plan();
  }

  private Description describe(Script script, Given given) {
    return settings.language.describe(script, given.params(), given.profile());
  }

  private Description describe(RunSource source) {
    return settings.language.describe(source.script(), source.params(), source.profile());
  }

  /** The runs as far as they can be listed: why something is made is not worth failing for. */
  private List<RunFolder> known() {
    try {
      return workspace.runs();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Planning rehearse(
      Description description, Limits limits, Planning.History history, Supplies supplies) {
    Collaborators with = collaborators(null, precedents(null));
    return Planning.of(description, with, limits, history, supplies.values());
  }

  private Planning rehearse(Description description) {
    return rehearse(description, Supplies.NONE);
  }

  private Planning rehearse(Description description, Supplies supplies) {
    return rehearse(description, settings.limits, Planning.History.NONE, supplies);
  }

  /**
   * Starts a script. It is rehearsed first.
   *
   * @throws InvalidWorkflowException with all mistakes, before anything is paid
   */
  public Run run(Path script, Map<String, Object> params) throws IOException {
    return run(script, Given.params(params));
  }

  /** The same. */
  public Run run(Path script, Given given) throws IOException {
    return run(RunSource.load(script), given, "", limits(given));
  }

  private Limits limits(Given given) {
    return settings.limits.remakingStale(given.remakesStale());
  }

  /**
   * @param suffix of the name of the run's folder, after the film's title
   */
  private Run run(Script source, Given given, String suffix, Limits limits) throws IOException {
    Description description = describe(source, given);
    Supplies supplies = Supplies.read(description.workflow(), given.uses());
    startable(rehearse(description, limits, Planning.History.NONE, supplies));
    // Described anew: what the rehearsal's closures did to variables of the script is forgotten.
    Script same = RunSource.asRead(source, description.sources());
    Workflow workflow = checked(describe(same, given));
    RunFolder folder = workspace.newRun(workflow.title() + suffix);
    RunSource with = new RunSource(same, workflow.params(), given.profile());
    RunSource.write(folder, source, description.sources(), with);
    supplies.write(folder);
    return start(folder, workflow, source.name(), limits);
  }

  /** Starts a workflow made in Java. It is rehearsed first. */
  public Run run(Workflow workflow) throws IOException {
    startable(rehearse(new Description(workflow, List.of())));
    return start(workspace.newRun(workflow.title()), workflow, "", settings.limits);
  }

  private void startable(Planning planning) {
    planning.startable(settings.media != NoMedia.INSTANCE);
  }

  /**
   * Describes, rehearses and prices a script with each of many rows of values. Nothing is sent
   * until it is run.
   *
   * @throws InvalidWorkflowException with the mistakes of all rows
   */
  public Batch batch(Path script, List<BatchRow> rows) throws IOException {
    return batch(script, rows, "");
  }

  /**
   * The same.
   *
   * @param profile which of the script's profiles holds; empty for none
   */
  public Batch batch(Path script, List<BatchRow> rows, String profile) throws IOException {
    Script source = RunSource.load(script);
    BatchStart start = new BatchStart(source, profile);
    List<Batch.Planned> planned =
        new Batching(source, start).rows(rows, BatchRuns.of(workspace, source, profile));
    Money most = Batching.most(settings.limits, settings.platform.local());
    Batching.affordable(planned, most);
    return new Batch(start, planned, most);
  }

  /** What a batch has of its engine. */
  private final class BatchStart implements Batch.Start, Batching.Rehearse {
    private final Script script;
    private final String profile;

    BatchStart(Script script, String profile) {
      this.script = script;
      this.profile = profile;
    }

    @Override
    public Description describe(Script source, Map<String, Object> params) {
      return Kinoloom.this.describe(source, Given.params(params).profile(profile));
    }

    @Override
    public Plan plan(Description description) {
      Planning planning = rehearse(description);
      startable(planning);
      return planning.plan();
    }

    @Override
    public Run begin(Batch.Planned row, Limits limits) throws IOException {
      String suffix = " row " + row.number();
      if (row.before() == null || row.before().status().state().equals("done")) {
        return run(script, Given.params(row.row().params()).profile(profile), suffix, limits);
      }
      RunFolder folder = row.before().folder();
      RunSource source = RunSource.read(folder);
      Workflow workflow = checked(describe(source.script(), source.params()));
      return resume(folder, workflow, source.script().name(), limits);
    }

    @Override
    public Limits limits() {
      return settings.limits;
    }
  }

  private Run start(RunFolder folder, Workflow workflow, String script, Limits limits)
      throws IOException {
    workspace.sweep();
    marks.sweep(engine.clock().instant());
    return track(RunInProgress.start(it -> begin(it, limits), folder, workflow, script));
  }

  /**
   * Goes on with a run of a script; what has been written down is not done again. If its journal is
   * damaged, nothing is submitted: what was accepted is fetched, and the run ends {@code DAMAGED}.
   *
   * @param run its id, or the beginning of just one
   * @throws MovedRunException when it was copied or set back; see {@link #acceptCopy}
   * @throws kinoloom.journal.NewerJournalException when a newer version has written in it
   * @throws DamagedJournalException when its journal does not even tell how it began
   * @throws kinoloom.journal.RunBusyException when somebody is working on it
   * @throws UnknownRunException when there is no such run
   */
  public Run resume(String run) throws IOException {
    RunFolder folder = workspace.run(run);
    RunSource source = RunSource.read(folder);
    return resume(folder, checked(describe(source)), source.script().name(), settings.limits);
  }

  /** Goes on with a run of a workflow made in Java; give the same workflow. */
  public Run resume(String run, Workflow workflow) throws IOException {
    return resume(workspace.run(run), workflow, "", settings.limits);
  }

  private Run resume(RunFolder folder, Workflow workflow, String script, Limits limits)
      throws IOException {
    workspace.sweep();
    return track(RunInProgress.resume(it -> begin(it, limits), folder, workflow, script));
  }

  private RunInProgress.Begin begin(RunFolder folder, Limits limits) {
    return new RunInProgress.Begin(
        engine,
        collaborators(
            new Publisher(workspace.objects(), settings.out.resolve(folder.id())),
            FileAnswers.of(folder, precedents(folder.id()))),
        limits,
        settings.ambiguity,
        marks,
        settings.listeners.apply(folder.id()),
        workspace.ballast());
  }

  private Run track(RunInProgress run) {
    inProgress.add(run);
    run.result().whenComplete((result, error) -> inProgress.remove(run));
    return run;
  }

  private Collaborators collaborators(Publisher publisher, Answers answers) {
    return new Collaborators(
        settings.platform,
        settings.media,
        workspace.objects(),
        workspace.results(),
        publisher,
        settings.rescue,
        answers);
  }

  private Precedents precedents(String except) {
    return new Precedents(workspace, except);
  }

  /** All runs of the workspace, newest first, as far as their journals can be read. */
  public List<RunStatus> runs() throws IOException {
    List<RunStatus> runs = new ArrayList<>();
    for (RunFolder folder : workspace.runs()) runs.add(StatusReader.read(folder));
    return runs;
  }

  /**
   * One run, as far as its journal can be read.
   *
   * @param run its id or a unique beginning; null for the latest
   */
  public RunStatus status(String run) throws IOException {
    return StatusReader.read(folder(run));
  }

  /**
   * The steps of a run that need a person's decision, those that were given up among them.
   *
   * @param run its id or a unique beginning; null for the latest
   */
  public List<Unclear> unclear(String run) throws IOException {
    RunFolder folder = folder(run);
    return new UnclearReader(FileJournal.read(folder.journal())).all(RunLock.isHeld(folder));
  }

  /** Takes one decision; see {@link #resolve(String, Map)}. */
  public Decided resolve(String run, StepId step, Decision decision) throws IOException {
    return resolve(run, Map.of(step, decision)).get(0);
  }

  /**
   * Writes decisions about steps in doubt into the run's journal: all of them, or none. No script
   * is needed. The run goes on with them when it is resumed. A task that is adopted is asked for
   * once, if the platform is the one where the run began.
   *
   * @param run its id or a unique beginning; null for the latest
   * @throws DecisionException when a step is not in doubt, or a task cannot be its
   * @throws MovedRunException when the run was copied or set back; see {@link #acceptCopy}
   * @throws kinoloom.journal.RunBusyException when somebody is working on the run
   */
  public List<Decided> resolve(String run, Map<StepId, Decision> decisions) throws IOException {
    RunFolder folder = folder(run);
    try (RunLock lock = RunLock.acquire(folder, engine.clock());
        FileJournal journal = FileJournal.open(folder.journal(), engine.clock())) {
      journal.guardedBy(lock);
      return new Deciding(folder, workspace, settings.platform, journal, marks).take(decisions);
    }
  }

  /**
   * The takes of a step, by number.
   *
   * @param run its id or a unique beginning; null for the latest
   * @throws DecisionException when there is no such step
   */
  public List<Take> takes(String run, StepId step) throws IOException {
    RunFolder folder = folder(run);
    return new Takes(folder.id(), FileJournal.examine(folder.journal()).entries())
        .of(step, workspace.objects()::path);
  }

  /**
   * Decides at a gate, or chooses the take of a step that counts from now on. The run goes on with
   * it when it is resumed, or at once where a process is working on it.
   *
   * @param run its id or a unique beginning; null for the latest
   * @return whether it is written down; else it was handed to the process that works on the run
   * @throws DecisionException when it cannot be decided so
   * @throws MovedRunException when the run was copied or set back; see {@link #acceptCopy}
   */
  public boolean decide(String run, StepId step, Verdict verdict) throws IOException {
    RunFolder folder = folder(run);
    try (RunLock lock = RunLock.acquire(folder, engine.clock());
        FileJournal journal = FileJournal.open(folder.journal(), engine.clock())) {
      journal.guardedBy(lock);
      Takes takes = new Takes(folder.id(), journal.entries());
      new Opening(journal, takes.state(), null).here(folder, marks);
      journal.append(decided(takes, step, verdict));
      journal.commit();
      RunInProgress.learn(folder, workspace.results());
      return true;
    } catch (RunBusyException e) {
      Takes takes = new Takes(folder.id(), FileJournal.examine(folder.journal()).entries());
      if (!(decided(takes, step, verdict) instanceof Event.GateDecided)
          || takes.step(step).phase() != Phase.OPEN) throw e;
      FileAnswers.of(folder, precedents(folder.id())).put(step, verdict, engine.clock());
      return false;
    }
  }

  private static Event decided(Takes takes, StepId step, Verdict verdict) {
    takes.step(step);
    try {
      return verdict.at(takes.state(), step);
    } catch (ValueException e) {
      throw new DecisionException(e.getMessage(), "");
    }
  }

  /**
   * What {@link #redo} would make, and what that may cost. Nothing is done.
   *
   * @param run its id or a unique beginning; null for the latest
   * @throws DecisionException when a step is not made yet, or nothing is stale
   */
  public Remake remake(String run, List<StepId> steps, Remake.Reach reach) throws IOException {
    RunFolder folder = folder(run);
    Takes takes = new Takes(folder.id(), FileJournal.read(folder.journal()));
    Map<StepId, Event.Redone> events = takes.again(steps, reach);
    if (events.isEmpty()) {
      throw new DecisionException("Nothing is stale in run " + folder.id(), "");
    }
    return new Remake(
        folder.id(),
        List.copyOf(events.keySet()),
        takes.most(events.keySet()),
        !settings.platform.local());
  }

  /**
   * Makes another take of steps, and goes on with the run. What is made counts from then on; the
   * old takes are kept, and what was made of them is stale.
   *
   * @param run its id or a unique beginning; null for the latest
   * @throws DecisionException when a step is not made yet
   * @throws kinoloom.journal.RunBusyException when somebody is working on the run
   */
  public Run redo(String run, List<StepId> steps, Remake.Reach reach) throws IOException {
    RunFolder folder = folder(run);
    // Read before anything is written: a run that cannot go on here is left as it is.
    RunSource.read(folder);
    write(folder, steps, reach);
    return resume(folder.id());
  }

  /** The same for a workflow made in Java; give the same workflow. */
  public Run redo(String run, Workflow workflow, List<StepId> steps, Remake.Reach reach)
      throws IOException {
    RunFolder folder = folder(run);
    write(folder, steps, reach);
    return resume(folder, workflow, "", settings.limits);
  }

  private void write(RunFolder folder, List<StepId> steps, Remake.Reach reach) throws IOException {
    try (RunLock lock = RunLock.acquire(folder, engine.clock());
        FileJournal journal = FileJournal.open(folder.journal(), engine.clock())) {
      journal.guardedBy(lock);
      Takes takes = new Takes(folder.id(), journal.entries());
      new Opening(journal, takes.state(), null).here(folder, marks);
      here(takes.state());
      takes.again(steps, reach).values().forEach(journal::append);
      journal.commit();
    }
  }

  /** What could not go on here is not wished for. */
  private void here(RunState state) throws IOException {
    Event.RunStarted began = state.started();
    if (began == null || began.scope().equals(settings.platform.scope())) return;
    throw new OtherServiceException(began.address(), settings.platform.address());
  }

  private RunFolder folder(String run) throws IOException {
    return run != null
        ? workspace.run(run)
        : workspace.latest().orElseThrow(() -> new NoSuchFileException("There is no run yet"));
  }

  /**
   * What is wrong with a run's journal and with where it is, if anything. Changes nothing.
   *
   * @param run its id or a unique beginning; null for the latest
   */
  public Examination examine(String run) throws IOException {
    return new Examiner(folder(run), marks, engine.clock()).examine();
  }

  /**
   * Lets a run go on though its journal is damaged. The damaged file is kept beside a new one with
   * all events that are left, and the decision is written down: steps that were sent without a word
   * of it left are sent again, and may be paid twice.
   *
   * @return what was wrong
   * @throws IllegalStateException when its journal is not damaged
   * @throws kinoloom.journal.RunBusyException when somebody is working on it
   */
  public Examination acceptLoss(String run) throws IOException {
    return new Examiner(folder(run), marks, engine.clock()).acceptLoss();
  }

  /**
   * Lets a run go on that was copied or set back. The decision is written down: steps that were
   * sent from elsewhere since are sent again, and may be paid twice.
   *
   * @return what was wrong
   * @throws IllegalStateException when it is where it was
   * @throws kinoloom.journal.RunBusyException when somebody is working on it
   */
  public Examination acceptCopy(String run) throws IOException {
    return new Examiner(folder(run), marks, engine.clock()).acceptCopy();
  }

  @Override
  public void close() {
    inProgress.forEach(RunInProgress::close);
    engine.close();
    settings.platform.close();
  }

  /** Everything but the platform has a default. */
  public static final class Builder {
    private Platform platform;
    private Path workspace = Path.of(".kinoloom");
    private Path out = Path.of("out");
    private Media media = NoMedia.INSTANCE;
    private ScriptLanguage language;
    private Limits limits = Limits.DEFAULT;
    private AmbiguityPolicy ambiguity = AmbiguityPolicy.UNSAID;
    private BiConsumer<String, Entry> listener = (run, entry) -> {};
    private Consumer<ChatText> speech;
    private Consumer<WorkProgress> progress;
    private Watermarks marks = Watermarks.NONE;
    private InstantSource clock = InstantSource.system();
    private Timer timer;
    private Rescue rescue = RescueLog.standard(System.getenv(), System.err::println);

    private Builder() {}

    /** Where the paid work is done. The engine closes it. */
    public Builder platform(Platform service) {
      platform = service;
      return this;
    }

    /** What the engine keeps: runs, results and files. {@code .kinoloom} by default. */
    public Builder workspace(Path folder) {
      workspace = folder;
      return this;
    }

    /**
     * Where to note how far each run has got, outside the workspace: so it is noticed when a
     * workspace was put back from a backup. By default nothing is noted.
     */
    public Builder marks(Path folder) {
      marks = Watermarks.in(folder);
      return this;
    }

    /** Where outputs are published, in a folder for each run. {@code out} by default. */
    public Builder out(Path folder) {
      out = folder;
      return this;
    }

    /** What cuts films and fits pictures. Without one {@code cut} and {@code fit} are refused. */
    public Builder media(Media tools) {
      media = tools;
      return this;
    }

    /** How scripts are written; by default the language that is on the class path. */
    public Builder language(ScriptLanguage scripts) {
      language = scripts;
      return this;
    }

    /** Hears of each event once it is on disk, in order, on the run's thread; must be quick. */
    public Builder listener(Consumer<Entry> hears) {
      return onEvent((run, entry) -> hears.accept(entry));
    }

    /** Instead of a {@link #listener}: one that is also told the run's id, for several at once. */
    public Builder onEvent(BiConsumer<String, Entry> hears) {
      listener = hears;
      return this;
    }

    /**
     * Hears what chats say while they say it, piece by piece, in order, on the run's thread; must
     * be quick. Chats are sent to be streamed then. Nothing of it is journaled, and an attempt that
     * broke off is followed by another that begins anew: the result counts, not the pieces.
     */
    public Builder onText(Consumer<ChatText> hears) {
      speech = hears;
      return this;
    }

    /**
     * Hears how far films in the making are, on the run's thread; must be quick. Nothing of it is
     * journaled.
     */
    public Builder onProgress(Consumer<WorkProgress> hears) {
      progress = hears;
      return this;
    }

    /**
     * The most money a run may spend, reservations included. It is kept with the run. Null, or
     * nothing, leaves it to what was said when the run began, to its script, and then to {@link
     * Allowance#WHERE_NONE_IS_GIVEN}; {@code allow(Budget.NO_LIMIT)} lifts every limit of money.
     */
    public Builder budget(Money most) {
      limits = limits.withBudget(most);
      return this;
    }

    /**
     * The most a run may spend, in money and in counts; what it does not mention stays as it is.
     */
    public Builder allow(Budget most) {
      limits = limits.allowing(most);
      return this;
    }

    public Builder limits(Limits most) {
      limits = most;
      return this;
    }

    /**
     * What to do when nobody knows whether a paid request was accepted. By default a chat is sent
     * once more, and all else waits for a person.
     */
    public Builder onAmbiguous(AmbiguityPolicy policy) {
      ambiguity = policy;
      return this;
    }

    /**
     * @param policy as {@link AmbiguityPolicy#parse} reads it
     */
    public Builder onAmbiguous(String policy) {
      return onAmbiguous(AmbiguityPolicy.parse(policy));
    }

    /**
     * Where answers go that were paid for and cannot be written down. By default to stderr and to a
     * file in the user's state directory, see {@link RescueLog}.
     */
    public Builder rescue(Rescue place) {
      rescue = place;
      return this;
    }

    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    /**
     * A time of the caller's own, for tests: {@link kinoloom.testing.VirtualTime}. Each run does
     * everything on its own thread then, and the platform must answer before its methods return.
     */
    public <T extends InstantSource & Timer> Builder time(T time) {
      clock = time;
      timer = time;
      return this;
    }

    public Kinoloom build() {
      Objects.requireNonNull(platform, "platform: Kinoloom.builder().platform(HttpPlatform…)");
      ScriptLanguage scripts =
          language != null
              ? language
              : ServiceLoader.load(ScriptLanguage.class, Kinoloom.class.getClassLoader())
                  .findFirst()
                  .orElseThrow(
                      () -> new IllegalStateException("No script language is on the class path"));
      Settings settings =
          new Settings(
              platform,
              media,
              scripts,
              out,
              limits,
              ambiguity,
              run -> new Listeners(entry -> listener.accept(run, entry), speech, progress),
              rescue);
      Engine engine = timer == null ? new Engine(clock) : new Engine(clock, timer);
      return new Kinoloom(settings, Workspace.open(workspace, clock), marks, engine);
    }
  }

  InstantSource clock() {
    return engine.clock();
  }
}
