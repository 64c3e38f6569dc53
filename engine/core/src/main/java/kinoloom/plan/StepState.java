package kinoloom.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.answer.Repair;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.journal.Descent;
import kinoloom.journal.Event;
import kinoloom.platform.Answer;
import kinoloom.platform.Counts;
import kinoloom.platform.Money;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;
import kinoloom.platform.Usage;

/** What is known of one step. Changed by {@link RunState} alone. */
public final class StepState {
  /** The word of a prepared cut that names what it is made without. */
  public static final String MISSING = "missing";

  private final StepId id;
  Step step;
  Event.StepInfo info;
  Phase phase = Phase.WAITING;
  boolean busy;
  boolean parked;
  boolean adrift;
  boolean reused;
  int blockers;
  Set<StepId> waitsFor = Set.of();
  int attempt;
  int resubmissions;
  int retries;
  int refusedRetries;
  String fallback = "";

  /** How many answers could not be used as they were, until it was tried again. */
  int unfit;

  /** What was asked of the model that failed, where another is asked now; else null. */
  Event.Prepared primary;

  boolean abandoned;
  boolean unusable;
  boolean remake;
  Event.LostOutput lost;
  boolean mayDoBetter;
  Event.Prepared prepared;
  String transno = "";
  Counts counts = Counts.ZERO;
  Attempt.Sent next = Attempt.Sent.FIRST;

  /** The one whose cost is not settled yet, or null. */
  Attempt open;

  private List<Attempt> attempts = List.of();
  Money cost = Money.ZERO;
  Asking asking;
  List<Repair> repairs = List.of();
  boolean supplied;
  Answer answer;
  TaskId task;
  String word = "";
  Event.TaskSucceeded success;
  Object value;
  Input structure;
  Event.GateOpened opened;
  Event.GateDecided decided;
  final Versions versions = new Versions(this);

  /** The step that it is another take of, or null. */
  StepState base;

  /** Whether nobody wants it any more. */
  boolean withdrawn;

  /** Whether it is to be made even if the same was made before. */
  boolean anew;

  /** The expansion that made it, or null. */
  StepId by;

  /** The number of the event that prepared its request, or asked about it. */
  long preparedAt;

  String message = "";
  String hint = "";

  StepState(StepId id) {
    this.id = id;
  }

  public StepId id() {
    return id;
  }

  /** The step, or null while the expansion that makes it has not been run again after a restart. */
  public Step step() {
    return step;
  }

  /** The step as it is asked for now: of the fallback, once that is its turn. */
  public Step asked() {
    return fallback.isEmpty() ? step : step.withModel(fallback);
  }

  /** How often its request was sent again after its task failed. */
  public int retries() {
    return retries;
  }

  /** How often its request was sent again after what it made was refused. */
  public int refusedRetries() {
    return refusedRetries;
  }

  /** The model that is asked instead of its own; empty where that is not so. */
  public String fallback() {
    return fallback;
  }

  /** What names its result in the workspace: its request and, behind it, what that stood in for. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(requests().stream().map(Event.Prepared::key).toList());
    Collections.reverse(keys);
    return keys;
  }

  /** What it asks for now, behind what that stands in for. */
  public List<Event.Prepared> requests() {
    if (prepared == null) return List.of();
    return primary == null ? List.of(prepared) : List.of(primary, prepared);
  }

  public Event.StepInfo info() {
    return info;
  }

  public Phase phase() {
    return phase;
  }

  /** Whether somebody is working on it in this process. */
  public boolean busy() {
    return busy;
  }

  /** Whether this process has given up waiting for its task. */
  public boolean parked() {
    return parked;
  }

  /** Whether its result was in the workspace already. */
  public boolean reused() {
    return reused;
  }

  /** The number of the latest attempt, from 1; 0 before the first. */
  public int attempt() {
    return attempt;
  }

  /** How often its request was sent again although nobody knew what became of the one before. */
  public int resubmissions() {
    return resubmissions;
  }

  /** The request, or null while it is not known. */
  public Event.Prepared prepared() {
    return prepared;
  }

  public String transno() {
    return transno;
  }

  /** What may still be charged for its latest attempt. */
  public Money reserved() {
    return open == null ? Money.ZERO : open.worst().money();
  }

  /** All paid requests of it that arrived or may have, the first one first. */
  public List<Attempt> attempts() {
    return Collections.unmodifiableList(attempts);
  }

  /** What its prepared request may cost, and makes, at most. */
  public Amounts worst() {
    return new Amounts(prepared.estimate(), counts);
  }

  /** The latest attempt, or null. */
  Attempt last() {
    return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
  }

  void begin(Attempt attempt) {
    if (attempts.isEmpty()) attempts = new ArrayList<>(1);
    attempts.add(attempt);
    open = attempt;
  }

  /** It did not arrive, or was refused: there was no attempt. */
  void forget() {
    attempts.remove(open);
    open = null;
  }

  /** What was charged for it, earlier attempts included. */
  public Money cost() {
    return cost;
  }

  /** What it is to be asked because its answers could not be used, or null. */
  public Asking asking() {
    return asking;
  }

  /** How many answers could not be used as they were; by its fallback, too. */
  public int unfit() {
    return unfit;
  }

  /**
   * Whether it is a take that nobody wants any more. What was paid for it is fetched all the same,
   * and nothing more is paid.
   */
  public boolean withdrawn() {
    return withdrawn;
  }

  /** Whether a choice goes on without it. */
  boolean hopeless() {
    return phase == Phase.FAILED || leftOut();
  }

  /** What was put right in its last answer. */
  public List<Repair> repairs() {
    return repairs;
  }

  /** Whether a person gave its value. */
  public boolean supplied() {
    return supplied;
  }

  public Answer answer() {
    return answer;
  }

  public TaskId task() {
    return task;
  }

  /** The platform's latest word for its task. */
  public String word() {
    return word;
  }

  public List<TaskStatus.Media> media() {
    return success == null ? List.of() : success.media();
  }

  public Usage usage() {
    return success == null ? Usage.NONE : success.usage();
  }

  /** What it has made itself; see {@link #current}. */
  public Object value() {
    return value;
  }

  /** The take of it that counts: itself, as long as no other was made or chosen. */
  public StepState current() {
    return versions.current();
  }

  /** The step that it is another take of, or null. */
  public StepState base() {
    return base;
  }

  /** The expansion that made it, or null. */
  public StepId by() {
    return by;
  }

  /** Whether it is to be made even if the same was made before. */
  public boolean anew() {
    return anew;
  }

  /** Whether its take was chosen, is made of one that was, or was made anew. */
  boolean isChosen() {
    boolean descends = prepared != null && prepared.descent().takes() != Descent.Takes.FIRST;
    return descends || base != null || decided != null || versions.current() != this;
  }

  /** Whether it is a take that nobody wants any more, and that was not sent. */
  boolean leftOut() {
    return withdrawn && !phase.spending() && phase != Phase.AMBIGUOUS;
  }

  /** What a person was asked; null before. */
  public Event.GateOpened opened() {
    return opened;
  }

  /** What was decided, or null. */
  public Event.GateDecided decided() {
    return decided;
  }

  /** Whether its value is one of several takes that are steps of their own. */
  public boolean isChoice() {
    if (step != null) return step.body() instanceof Step.Body.Gate gate && !gate.takes().isEmpty();
    return info != null && info.kind() == Kind.GATE && (opened == null || opened.value() == null);
  }

  /** The steps that what it has made follows from. */
  List<String> uses() {
    if (opened != null) return opened.uses();
    return prepared == null ? List.of() : prepared.uses();
  }

  /** Which of their takes it follows from: those of the moment of this event. */
  long usedAt() {
    return preparedAt;
  }

  /** Whether a person has said no; resuming the run changes nothing about it. */
  public boolean rejected() {
    return decided != null && decided.decision().equals("reject");
  }

  /** Why it failed or nobody knows what became of it. */
  public String message() {
    return abandoned ? "given up: " + message : message;
  }

  /** Whether it was given up although nobody knew what became of its request. */
  public boolean abandoned() {
    return abandoned;
  }

  /** Whether the same request may have another end: a task failed, a model answered badly. */
  public boolean mayDoBetter() {
    return mayDoBetter;
  }

  /** Why it needs a decision, or needed one and was given up; null if it does not. */
  public Doubt doubt() {
    if (phase != Phase.AMBIGUOUS && !abandoned) return null;
    if (lost != null) return Doubt.OUTPUT_DAMAGED;
    if (success != null) return unusable ? Doubt.OUTPUT_UNUSABLE : Doubt.OUTPUT_EXPIRED;
    return task != null ? Doubt.LOST_TASK : Doubt.UNCLEAR_REQUEST;
  }

  /** Whether what is fetched for it now was paid for before, here or in another run. */
  public boolean paidBefore() {
    return lost != null;
  }

  /** Whether somebody wants it made again though the workspace has (or had) a result of it. */
  public boolean remake() {
    return remake;
  }

  /** What it was made without: the names of steps. */
  public List<String> missing() {
    Object params = prepared == null ? null : prepared.request().get("params");
    boolean some = params instanceof Map<?, ?> map && map.get(MISSING) instanceof List<?>;
    if (!some) return List.of();
    return ((List<?>) ((Map<?, ?>) params).get(MISSING)).stream().map(String::valueOf).toList();
  }

  /** Whether its value is there, but is made without something. */
  public boolean draft() {
    return phase == Phase.DONE && !missing().isEmpty();
  }

  /** {@code 1 of 9 shots missing}. */
  public String lack() {
    Map<?, ?> params = (Map<?, ?>) prepared.request().get("params");
    int all = params.get("clips") instanceof List<?> clips ? clips.size() : 0;
    int gone = missing().size();
    return gone + " of " + Math.max(all, gone) + (all == 1 ? " shot" : " shots") + " missing";
  }

  public String hint() {
    return hint;
  }

  /** What others are given of it. */
  Resolver.Knowledge knowledge() {
    return versions.awaited() == null ? current().made() : Resolver.Knowledge.UNKNOWN;
  }

  Resolver.Knowledge made() {
    if (phase != Phase.DONE) return Resolver.Knowledge.UNKNOWN;
    return structure != null
        ? new Resolver.Knowledge.Structure(structure)
        : new Resolver.Knowledge.Value(value);
  }

  boolean actionable() {
    if (busy || parked || leftOut()) return false;
    if (step == null) return adrift && (phase == Phase.ACCEPTED || phase == Phase.SUCCEEDED);
    if (phase == Phase.OPEN) return opened.until() != null;
    return phase != Phase.WAITING && phase != Phase.DONE && phase != Phase.FAILED;
  }
}
