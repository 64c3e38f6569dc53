package kinoloom.run;

/**
 * What to do when nobody knows whether a paid request was accepted.
 *
 * @param resubmissions how often a step may be sent again at the risk of paying twice
 * @param abandon whether to give the step up instead of waiting for a person
 */
public record AmbiguityPolicy(int resubmissions, boolean abandon) {
  /** The highest number that {@link #parse} takes. */
  static final int MOST_RESUBMISSIONS = 9;

  /** Wait for a person. Other branches go on. */
  public static final AmbiguityPolicy HOLD = new AmbiguityPolicy(0, false);

  /**
   * @param text {@code hold}, {@code resubmit}, {@code resubmit:N} or {@code abandon}
   * @throws IllegalArgumentException for anything else
   */
  public static AmbiguityPolicy parse(String text) {
    if (text.equals("hold")) return HOLD;
    if (text.equals("abandon")) return new AmbiguityPolicy(0, true);
    if (text.equals("resubmit")) return new AmbiguityPolicy(1, false);
    if (text.matches("resubmit:[1-" + MOST_RESUBMISSIONS + "]")) {
      return new AmbiguityPolicy(text.charAt(text.length() - 1) - '0', false);
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no policy for unclear requests; use hold, resubmit:N (N from 1 to "
            + MOST_RESUBMISSIONS
            + ") or abandon");
  }
}
