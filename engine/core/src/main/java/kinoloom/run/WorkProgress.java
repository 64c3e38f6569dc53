package kinoloom.run;

import kinoloom.graph.StepId;

/**
 * How far a step is that this machine works on. Nothing of it is journaled.
 *
 * @param done from 0 to 1
 * @param speed seconds of film made in a second, 0 where that is not known
 */
public record WorkProgress(String run, StepId step, double done, double speed) {}
