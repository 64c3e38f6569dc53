package kinoloom.plan;

/**
 * How far a step has come, in order. A step only moves forward, except that a request which is
 * known not to have been accepted goes back to {@link #PREPARED}, a resumed run tries failed steps
 * again, and work of this machine may be wanted again.
 */
public enum Phase {
  /** Waits for the values it uses. */
  WAITING,
  /** All it uses is known. */
  READY,
  /** Its request is known and is not answered by the workspace. */
  PREPARED,
  /** About to be sent. */
  INTENT,
  /** All but the last bytes are sent. */
  BARRIER,
  /** Answered; the raw answer is on disk. */
  ANSWERED,
  /** A task of the platform. */
  ACCEPTED,
  /** The task is done; its files are not here yet. */
  SUCCEEDED,
  /** Nobody knows whether the request was accepted, or what became of the task. */
  AMBIGUOUS,
  /** A person is asked. */
  OPEN,
  FAILED,
  DONE;

  /** Whether money may be charged for the step at this moment. */
  public boolean spending() {
    return this == INTENT
        || this == BARRIER
        || this == ANSWERED
        || this == ACCEPTED
        || this == SUCCEEDED;
  }
}
