package kinoloom.run;

import kinoloom.graph.StepId;

/** The command that takes a decision about a step, as typed in a shell. */
public final class ResolveHint {
  private ResolveHint() {}

  /**
   * @param step null for all of the run that need one
   */
  public static String of(String run, StepId step) {
    return "kino resolve " + run + (step == null ? "" : " " + quoted(step.value()));
  }

  /** A shell takes brackets for a pattern. */
  static String quoted(String word) {
    return word.matches("[\\w.:-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
