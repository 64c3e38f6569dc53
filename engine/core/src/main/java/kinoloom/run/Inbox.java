package kinoloom.run;

import java.util.Map;
import kinoloom.graph.StepId;

/** Where a run finds what was decided while this process owns it. */
public interface Inbox {
  Inbox NONE = Map::of;

  /** What was put there since, by gate. What is taken is not there any more. */
  Map<StepId, Verdict> take();
}
