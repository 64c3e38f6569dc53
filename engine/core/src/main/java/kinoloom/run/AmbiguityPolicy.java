package kinoloom.run;

import kinoloom.graph.Kind;

/**
 * What to do when nobody knows whether a paid request was accepted.
 *
 * @param resubmissions how often a step may be sent again at the risk of paying twice
 * @param ofChats the same for chats, which cost little
 * @param abandon whether to give the step up instead of waiting for a person
 */
public record AmbiguityPolicy(int resubmissions, int ofChats, boolean abandon) {
  private static final int MOST_RESUBMISSIONS = 9;

  /** Where nobody says anything: ask a chat once more, and for the others wait for a person. */
  public static final AmbiguityPolicy UNSAID = new AmbiguityPolicy(0, 1, false);

  /** Wait for a person. Other branches go on. */
  public static final AmbiguityPolicy HOLD = new AmbiguityPolicy(0, false);

  public AmbiguityPolicy(int resubmissions, boolean abandon) {
    this(resubmissions, resubmissions, abandon);
  }

  int resubmissions(Kind kind) {
    return kind == Kind.CHAT ? ofChats : resubmissions;
  }

  /**
   * What a person can decide, as said on a command line; empty if nothing is left.
   *
   * @param resubmissions how often the request was sent again already
   * @param open whether it may be given up as well
   */
  public static String offer(int resubmissions, boolean open) {
    int next = resubmissions + 1;
    String giveUp = open ? "--on-ambiguous abandon" : "";
    if (next > MOST_RESUBMISSIONS) return giveUp;
    String again = "--on-ambiguous resubmit:" + next + " (it may be paid twice)";
    return open ? again + " or " + giveUp : again;
  }

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
