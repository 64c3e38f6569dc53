package kinoloom.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import kinoloom.artifact.Room;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.plan.RunState;

/**
 * What the runner's helpers work with. Everything but {@code post} belongs to the runner's thread.
 */
interface Desk {

  RunState state();

  /** Appends an event and folds it into the state. It is durable only after this turn. */
  void record(Event event);

  /** Runs once everything recorded so far is on disk, still in this turn. */
  void afterCommit(StepId step, Runnable effect);

  /**
   * Hands work on a step over to the runner's thread. Any thread may call it.
   *
   * @param lost is done instead when nothing can be written down any more, on any thread
   */
  void post(StepId step, Runnable work, Runnable lost);

  default void post(StepId step, Runnable work) {
    post(step, work, () -> {});
  }

  /** Calls back on the runner's thread, later. */
  void later(StepId step, Duration delay, Runnable work);

  /** Does blocking work on another thread and comes back with its value or what it threw. */
  <T> void work(StepId step, Callable<T> work, BiConsumer<T, Throwable> done);

  /** Fits pictures, one at a time, on another thread and comes back with what was made. */
  <T> void darkroom(StepId step, Callable<T> work, BiConsumer<T, Throwable> done);

  /** Runs a closure of the script on the script's own thread and comes back with its value. */
  <T> void script(StepId step, Callable<T> work, BiConsumer<T, Throwable> done);

  Instant now();

  /** How often in a row a step was not accepted, for pacing attempts. */
  Map<StepId, Integer> failures();

  /** Takes what chats say while they say it; null if nobody listens. */
  Speech speech();

  /** Tells how far local work on a step is; any thread may call it. */
  default void progress(StepId step, double done, double speed) {}

  /** Nothing more is submitted in this process. */
  void halt(Halt halt);

  /** Whether this process may decide to pay at all; not on a damaged journal. */
  boolean spends();

  /** Nobody works on the step any more. */
  void idle(StepId step);

  /** This process does nothing more about the step; a resumed run will. */
  void park(StepId step, String why);

  /** If there is no room on the disk, the step waits for a resumed run, and no other begins. */
  default boolean outOfRoom(StepId step, Throwable error) {
    if (!Room.lacking(error)) return false;
    halt(Halt.diskFull());
    park(step, "there is no room on the disk for its result");
    return true;
  }

  /** The step failed, for good in this run. */
  default void fail(StepId step, String message, String hint) {
    record(new Event.Failed(step, message, hint));
    idle(step);
  }
}
