package kinoloom.run;

/** Why nothing more is submitted in this process, though the run is not over. */
record Halt(Ending.Status status, String reason) {

  static Halt unavailable(String reason) {
    return new Halt(Ending.Status.UNAVAILABLE, "The platform cannot be reached: " + reason);
  }

  static Halt damaged(String reason) {
    return new Halt(Ending.Status.DAMAGED, reason);
  }

  static Halt keyRefused(String reason) {
    return new Halt(Ending.Status.KEY_REFUSED, "The platform refused the key: " + reason);
  }
}
