package kinoloom.plan;

import kinoloom.graph.StepId;

/** Something to do next. Performing it leads to events, and those to a new state. */
public sealed interface Action {

  /** An action of one step. */
  sealed interface OfStep extends Action {
    StepId step();
  }

  /** Make the steps that a known value calls for. */
  record Expand(StepId step) implements OfStep {}

  /** Run a local step. */
  record Work(StepId step) implements OfStep {}

  /** Ask a person. */
  record Ask(StepId step) implements OfStep {}

  /** Wait for a person until a deadline. */
  record Await(StepId step) implements OfStep {}

  /**
   * Find out the request of a remote step, to the letter, and whether its result is there already.
   */
  record Prepare(StepId step) implements OfStep {}

  /** Send a paid request. */
  record Submit(StepId step) implements OfStep {}

  /** Note that a request begun by a process that is gone was never sent whole. */
  record Requeue(StepId step) implements OfStep {}

  /** Decide about a request whose fate nobody knows. */
  record Settle(StepId step) implements OfStep {}

  /** Read a raw answer that nobody has understood yet. */
  record Read(StepId step) implements OfStep {}

  /** Ask for a task until it ends. */
  record Watch(StepId step) implements OfStep {}

  /** Download and verify a result. */
  record Fetch(StepId step) implements OfStep {}

  /** Nothing is left to do. */
  record Finish() implements Action {}
}
