package kinoloom.run;

import kinoloom.graph.StepId;

/**
 * A piece of what a chat says, while it is saying it. All pieces of one attempt that are no
 * reasoning, joined, are the answer, if it comes to its end; another attempt begins anew. The text
 * is the model's, raw: take the control characters out before a terminal sees it.
 *
 * @param attempt of the step, from 1
 * @param reasoning whether the model is thinking aloud; that is no part of its answer
 */
public record ChatText(String run, StepId step, int attempt, String text, boolean reasoning) {}
