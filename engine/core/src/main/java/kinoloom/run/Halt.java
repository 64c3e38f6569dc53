package kinoloom.run;

import kinoloom.plan.Action;

/** Why nothing more is submitted in this process, though the run is not over. */
record Halt(Ending.Status status, String reason) {

  static Halt unavailable(String reason) {
    return new Halt(Ending.Status.UNAVAILABLE, "The platform cannot be reached: " + reason);
  }

  static Halt keyRefused(String reason) {
    return new Halt(Ending.Status.KEY_REFUSED, "The platform refused the key: " + reason);
  }

  static Halt diskFull() {
    return new Halt(
        Ending.Status.DISK_FULL,
        "The disk is full. What was paid for is written down; make room, then resume");
  }

  /** Whether an action has to wait: what room is left is for what the platform says. */
  boolean parks(Action action) {
    return status == Ending.Status.DISK_FULL
        && (action instanceof Action.Prepare
            || action instanceof Action.Work
            || action instanceof Action.Expand
            || action instanceof Action.Fetch);
  }
}
