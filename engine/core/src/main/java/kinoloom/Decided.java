package kinoloom;

import kinoloom.graph.StepId;
import kinoloom.platform.TaskId;

/**
 * A decision that is on disk. The run goes on with it when it is resumed.
 *
 * @param task that was adopted, or null
 * @param told what the platform says of the task, or why it was not asked; empty without a task
 */
public record Decided(StepId step, Decision.Choice choice, TaskId task, String told) {}
