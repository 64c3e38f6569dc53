package kinoloom.repl;

import java.util.function.ToIntFunction;
import kinoloom.Batch;
import kinoloom.BatchResult;
import kinoloom.BatchResult.Outcome;
import kinoloom.Kinoloom;
import kinoloom.RunResult;
import kinoloom.repl.console.Exit;
import kinoloom.repl.show.BatchView;
import kinoloom.run.Listeners;

/** Tells of a batch row by row, each as a run of its own is told of. */
final class BatchWatch implements AutoCloseable {
  private final Shell shell;
  private final ProgressOption progress;
  private volatile ProgressOption.Telling telling;

  BatchWatch(Shell shell, ProgressOption progress) {
    this.shell = shell;
    this.progress = progress;
    this.telling = progress.telling(shell);
  }

  /** Of whichever row is being made. */
  Listeners listeners() {
    return new Listeners(
        entry -> telling.listeners().entries().accept(entry),
        telling.listeners().speech() == null
            ? null
            : text -> telling.listeners().speech().accept(text));
  }

  Batch.Watch of(Kinoloom engine) {
    return new Batch.Watch() {
      @Override
      public void begins(Batch.Row row) {
        telling.close();
        telling = progress.telling(shell);
        String place = row.row().place().toString();
        String where = place.isEmpty() ? "" : " (" + place + ")";
        String values = BatchView.values(row.row());
        shell.console().note("\nrow " + row.number() + where + ": " + values);
        before(engine, row.run());
      }

      @Override
      public void ended(BatchResult.Row row) {
        if (row.result() != null && !row.done()) shell.console().note(row.reason());
      }
    };
  }

  private void before(Kinoloom engine, String run) {
    if (run.isEmpty()) return;
    try {
      telling.before(engine.status(run));
    } catch (java.io.IOException e) {
      // Only what was told before is not known; the run itself says what is wrong.
    }
  }

  @Override
  public void close() {
    telling.close();
  }

  /** Of rows that ended in several ways, the one that a person must see to first. */
  static int exit(BatchResult result, ToIntFunction<RunResult.Status> of) {
    if (result.done()) return Exit.DONE;
    if (result.count(Outcome.CANCELLED) > 0) return Exit.INTERRUPTED;
    if (result.count(Outcome.FAILED) + result.count(Outcome.LEFT_OUT) == 0) {
      return Exit.NEEDS_A_PERSON;
    }
    return result.rows().stream()
        .filter(row -> row.outcome() == Outcome.NEEDS_A_PERSON && row.result() != null)
        .mapToInt(row -> of.applyAsInt(row.result().status()))
        .filter(code -> code != Exit.NEEDS_A_PERSON)
        .findFirst()
        .orElse(result.count(Outcome.FAILED) > 0 ? Exit.FAILED : Exit.NEEDS_A_PERSON);
  }
}
