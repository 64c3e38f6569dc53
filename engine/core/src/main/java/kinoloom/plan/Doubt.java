package kinoloom.plan;

/** Why a step needs a person's decision: what nobody knows of it, or what of it cannot be had. */
public enum Doubt {
  /** Nobody knows whether its request was accepted. */
  UNCLEAR_REQUEST,
  /** The platform has lost sight of its task. */
  LOST_TASK,
  /** Its result is made and paid, and cannot be fetched any more. */
  OUTPUT_EXPIRED,
  /** Its result is made and paid, and what is fetched as it is no good file, again and again. */
  OUTPUT_UNUSABLE,
  /** Its result was made and paid, is damaged on this disk, and cannot be fetched again. */
  OUTPUT_DAMAGED;

  /** Why nobody knows of a request that its process left behind. */
  public static final String PROCESS_GONE =
      "the process ended after the request was sent and before its answer was written down";
}
