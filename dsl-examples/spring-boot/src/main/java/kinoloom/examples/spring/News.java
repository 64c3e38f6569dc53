package kinoloom.examples.spring;

import java.util.Optional;
import kinoloom.journal.Event;

/** What has become of a step. */
record News(String step, String what, String detail) {

  static Optional<News> of(Event event) {
    if (event instanceof Event.Barrier it) return of(it, "submitted", "");
    if (event instanceof Event.TaskChanged it) return of(it, "under way", it.word());
    if (event instanceof Event.Reused it) return of(it, "made before", "in " + it.fromRun());
    if (event instanceof Event.Done it) return of(it, "done", it.cost() + " yuan");
    if (event instanceof Event.Ambiguous it) return of(it, "unclear", it.message());
    if (event instanceof Event.Failed it) return of(it, "failed", it.message());
    return Optional.empty();
  }

  private static Optional<News> of(Event.OfStep event, String what, String detail) {
    return Optional.of(new News(event.step().value(), what, detail));
  }
}
