package kinoloom.journal;

import java.util.List;
import kinoloom.graph.StepId;
import kinoloom.platform.TaskId;

/** Finds in a run's events the task that a result came from. */
final class OriginReader {
  private StepId step;
  private TaskId task;
  private String transno = "";

  private OriginReader() {}

  static Results.Origin read(List<Entry> entries, String key) {
    OriginReader reader = new OriginReader();
    for (Entry entry : entries) {
      Event event = entry.event();
      if (event instanceof Event.Prepared prepared && prepared.key().equals(key)) {
        reader.step = prepared.step();
      } else if (event instanceof Event.OfStep it && it.step().equals(reader.step)) {
        reader.hear(event);
      }
    }
    return new Results.Origin(reader.task, reader.transno);
  }

  private void hear(Event event) {
    if (event instanceof Event.Intent intent) {
      transno = intent.transno();
      task = null;
    } else if (event instanceof Event.Accepted accepted) {
      task = accepted.task();
    } else if (event instanceof Event.Resolved resolved && resolved.task() != null) {
      task = resolved.task();
    } else if (event instanceof Event.LostOutput lost) {
      transno = lost.transno();
      task = lost.task();
    }
  }
}
