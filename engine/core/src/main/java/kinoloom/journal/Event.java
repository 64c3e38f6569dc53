package kinoloom.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.answer.Fault;
import kinoloom.answer.Repair;
import kinoloom.graph.Budget;
import kinoloom.graph.Kind;
import kinoloom.graph.Place;
import kinoloom.graph.StepId;
import kinoloom.platform.Answer;
import kinoloom.platform.Money;
import kinoloom.platform.Refusal;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;
import kinoloom.platform.Usage;

/**
 * Something that happened in a run. The journal holds these and nothing else; everything a run
 * knows is their fold.
 *
 * <p>A value is a string, number, boolean, null, list, map with string keys, or {@link
 * kinoloom.artifact.Artifact}.
 */
public sealed interface Event {

  /** An event of one step. */
  sealed interface OfStep extends Event {
    StepId step();
  }

  /**
   * The first event of every run.
   *
   * @param scope of the platform; a run goes on only where it began
   * @param script the file name of the script; empty for a workflow made in Java
   */
  record RunStarted(
      String run,
      String title,
      String scope,
      String address,
      String script,
      Map<String, Object> params)
      implements Event {
    public RunStarted {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
  }

  /**
   * A process took the run up again.
   *
   * @param salvaging on a damaged journal: it submits nothing, and what it prepares says nothing of
   *     what was done before
   */
  record RunResumed(String address, boolean salvaging) implements Event {
    public RunResumed(String address) {
      this(address, false);
    }
  }

  /**
   * What the run may spend from here on, of each quantity that the budget mentions.
   *
   * @param by who says so: {@code default}, {@code script} or {@code caller}
   */
  record BudgetSet(Budget budget, String by) implements Event {}

  /**
   * @param status {@code done}, {@code failed}, {@code paused}, {@code cancelled} or {@code
   *     damaged}
   * @param unmade what cannot be made, and because of which step
   */
  record RunEnded(String status, String reason, Money spent, Map<StepId, StepId> unmade)
      implements Event {
    public RunEnded {
      unmade = Collections.unmodifiableMap(new LinkedHashMap<>(unmade));
    }

    public RunEnded(String status, String reason, Money spent) {
      this(status, reason, spent, Map.of());
    }
  }

  /** A process opened the run to work on it. */
  record WorkspaceOpened(long pid, Whereabouts where) implements Event {}

  /**
   * A person wants a run that was copied or set back to go on here: a recorded consent, since what
   * was sent from elsewhere is not known here.
   *
   * @param last the highest number of an event that is known to have been written anywhere
   */
  record WorkspaceAccepted(String reason, long last) implements Event {}

  /**
   * A person wants a run to go on though its journal was damaged: a recorded consent, since what
   * was sent then is not known any more.
   *
   * @param kept the name of the damaged file
   * @param missing the numbers in it of the events that are lost: {@code 7, 9-12}
   * @param lost how many they are
   * @param last the highest number in it
   * @param steps that may have been sent; those that nothing before names any more are meant, too
   * @param worst what that may have cost; stays reserved
   */
  record LossAccepted(
      String kept, String missing, long lost, long last, List<String> steps, Money worst)
      implements Event {
    public LossAccepted {
      steps = List.copyOf(steps);
    }
  }

  /** A value of the workflow's outputs was put where the user looks for it. */
  record Published(String output, List<String> paths) implements Event {
    public Published {
      paths = List.copyOf(paths);
    }
  }

  /** Steps came into being: all of a workflow ({@code by} is null), or those of one expansion. */
  record StepsAdded(StepId by, List<StepInfo> steps) implements Event {
    public StepsAdded {
      steps = List.copyOf(steps);
    }
  }

  record StepInfo(StepId id, Kind kind, String model, Place place) {
    /** The same of another step. */
    public StepInfo named(StepId other) {
      return new StepInfo(other, kind, model, place);
    }
  }

  /**
   * The request of a step is known, to the letter.
   *
   * @param key names the result in the workspace
   * @param request what the key was taken of, for people and for telling why a key differs
   * @param uses the steps that it follows from, directly or through work of this machine
   * @param descent the same, whichever takes of those count
   */
  record Prepared(
      StepId step,
      String key,
      int take,
      Map<String, Object> request,
      Money estimate,
      List<String> uses,
      Descent descent)
      implements OfStep {
    public Prepared {
      request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
      uses = List.copyOf(uses);
    }

    public Prepared(
        StepId step, String key, int take, Map<String, Object> request, Money estimate) {
      this(step, key, take, request, estimate, List.of(), Descent.UNKNOWN);
    }

    /** Whether what it is given was made of other takes than count. */
    public boolean stale() {
      return descent.stale();
    }

    /** The same, given another result than its own. */
    public Prepared given(String otherKey, int otherTake) {
      Descent stale = descent.with(Descent.Takes.STALE);
      return new Prepared(step, otherKey, otherTake, request, estimate, uses, stale);
    }
  }

  /** The workspace has the result already; nothing is paid. */
  record Reused(StepId step, Object value, String fromRun) implements OfStep {}

  /**
   * A copy of a picture was made, to be sent in its place.
   *
   * @param word that the picture is given with
   * @param original the picture's SHA-256
   * @param copy the copy's SHA-256
   */
  record Fitted(StepId step, String word, String original, String copy) implements OfStep {}

  /** A paid request is about to be sent. {@code worst} stays reserved until it is settled. */
  record Intent(StepId step, int attempt, String transno, Money worst) implements OfStep {}

  /** All but the last bytes are out. From here on the request may count as made. */
  record Barrier(StepId step, int attempt) implements OfStep {}

  /** The request certainly did not arrive whole; another attempt may follow. */
  record NotSent(StepId step, int attempt, String reason) implements OfStep {}

  /** The raw answer, before anyone has tried to understand it. */
  record Answered(StepId step, int attempt, Answer answer) implements OfStep {}

  /** The platform has made a task of it. From here on the step is never submitted again. */
  record Accepted(StepId step, int attempt, TaskId task) implements OfStep {}

  record Rejected(StepId step, int attempt, Refusal refusal) implements OfStep {}

  /**
   * What an attempt has cost though nothing of use came of it: a chat that said nothing, or in the
   * wrong shape, and told its usage.
   */
  record Charged(StepId step, int attempt, Money cost) implements OfStep {}

  /**
   * Nobody knows whether the request was accepted, what became of its task, or where its result is.
   *
   * @param unusable what is fetched as its result is no good file, however often it is fetched
   */
  record Ambiguous(StepId step, int attempt, String message, boolean unusable) implements OfStep {
    public Ambiguous(StepId step, int attempt, String message) {
      this(step, attempt, message, false);
    }
  }

  /**
   * What is done about a step in doubt. To resubmit is to consent to pay again.
   *
   * @param decision {@code adopt}, {@code resubmit} or {@code abandon}
   * @param task that is adopted
   * @param by who decided: {@code lookup} (the platform knew), {@code policy} or {@code user}
   */
  record Resolved(StepId step, String decision, TaskId task, String by) implements OfStep {
    public Resolved(StepId step, String decision, TaskId task) {
      this(step, decision, task, "adopt".equals(decision) ? "lookup" : "policy");
    }
  }

  /**
   * A result that was made before is not on disk as it was made: a file of it is gone or changed.
   *
   * @param file the SHA-256 that it had
   * @param task that it came from, in this run or another; null if there was none
   * @param transno of its request; empty if nobody knows
   */
  record LostOutput(StepId step, String file, TaskId task, String transno, String message)
      implements OfStep {}

  /** The platform's word for the task changed. */
  record TaskChanged(StepId step, String word) implements OfStep {}

  record TaskSucceeded(StepId step, List<TaskStatus.Media> media, Usage usage) implements OfStep {
    public TaskSucceeded {
      media = List.copyOf(media);
    }
  }

  record TaskFailed(StepId step, Refusal refusal) implements OfStep {}

  /**
   * A request came to nothing, and the step's policy lets it be sent again.
   *
   * @param cause {@link #FAILED} or {@link #REFUSED}: each is counted by itself
   */
  record Retried(StepId step, String cause, String message) implements OfStep {
    public static final String FAILED = "failed";

    /** What was made was refused for its content. */
    public static final String REFUSED = "refused";
  }

  /** A model has failed for good, and another one is asked from here on. */
  record FellBack(StepId step, String model, String message) implements OfStep {}

  /**
   * A person is asked.
   *
   * @param value that is to be approved; null where one of several takes is to be chosen
   * @param uses the steps that it follows from
   * @param files where what is asked about can be looked at
   * @param until when it is decided without the person; null for never
   * @param otherwise what is decided then; empty without an end
   */
  record GateOpened(
      StepId step,
      String question,
      Object value,
      List<String> uses,
      List<String> files,
      Instant until,
      String otherwise)
      implements OfStep {
    public GateOpened {
      uses = List.copyOf(uses);
      files = List.copyOf(files);
    }
  }

  /**
   * A gate is decided.
   *
   * @param decision {@code approve}, {@code reject} or the number of a take
   * @param by {@code user}, {@code deadline}, or {@code before}: about the same already, also in a
   *     run before
   */
  record GateDecided(StepId step, String decision, String by) implements OfStep {}

  /**
   * Somebody wants another take of a step that is done. It is a step of its own, {@code frame~2},
   * and what it makes takes the place of what was there. Work that has no takes is done again.
   *
   * @param anew false where it is enough if it follows from what it uses now
   */
  record Redone(StepId step, int take, boolean anew) implements OfStep {}

  /** Another take of a step counts from now on. */
  record Picked(StepId step, int take) implements OfStep {}

  /** The step has its value, complete and on disk. */
  record Done(StepId step, Object value, Money cost) implements OfStep {}

  /**
   * Something in a chat's answer was put right without asking again.
   *
   * @param attempt that was answered so
   */
  record Repaired(StepId step, int attempt, List<Repair> repairs) implements OfStep {
    public Repaired {
      repairs = List.copyOf(repairs);
    }
  }

  /**
   * A chat's answer cannot be used as it is: the model is asked for what is wrong. That is paid.
   *
   * @param asked how often it was asked until now, for this value
   * @param value what could be read of its answers until now
   * @param faults what is wrong with it
   */
  record AskedAgain(StepId step, int attempt, int asked, Object value, List<Fault> faults)
      implements OfStep {
    public AskedAgain {
      faults = List.copyOf(faults);
    }
  }

  /**
   * A person gave the step's value: it is not made, and nothing is paid for it.
   *
   * @param file that it was read from
   * @param sha256 of the file as it was then
   */
  record Supplied(StepId step, Object value, String file, String sha256) implements OfStep {}

  record Failed(StepId step, String message, String hint) implements OfStep {}
}
