package kinoloom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import kinoloom.graph.Budget;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Quantity;
import kinoloom.plan.Limits;
import kinoloom.platform.Money;

/**
 * One script and many rows of values, each a film with a run of its own. All rows are rehearsed and
 * priced when it is made; then they are run one after another. What one has made, the next does not
 * pay for again.
 *
 * <p>Made again with the same script and rows it makes only what is missing: rows that are done
 * stay, and runs that did not end well are gone on with.
 *
 * <pre>{@code
 * void example(Kinoloom kinoloom) throws Exception {
 *   List<BatchRow> rows = List.of(BatchRow.of(Map.of("hero", "a fox")), BatchRow.of(Map.of()));
 *   BatchResult result = kinoloom.batch(Path.of("film.groovy"), rows).run(new Batch.Watch() {});
 *   System.out.println(result.count(BatchResult.Outcome.DONE) + " done, " + result.spent() + " yuan");
 * }
 * }</pre>
 */
public final class Batch {
  /** How many rows may fail for one reason before the others are left out. */
  public static final int STOP_AFTER = 3;

  private final Start start;
  private final List<Planned> rows;
  private final Money most;
  private final Map<Integer, Money> committed = new HashMap<>();
  private final Map<String, Integer> reasons = new HashMap<>();
  private volatile Run current;
  private volatile boolean cancelled;
  private int stopAfter = STOP_AFTER;
  private String stopped = "";

  /**
   * A row before it is run.
   *
   * @param number from 1
   * @param plan what is still to be made
   * @param own the script's budget for each run
   * @param before the run it had before; null if none
   */
  record Planned(int number, BatchRow row, Plan plan, Budget own, BatchRuns.Earlier before) {
    boolean done() {
      return before != null && before.done();
    }
  }

  /** A row, and what it is going to need. */
  public record Row(int number, BatchRow row, Plan plan, boolean done, String run) {}

  /** Begins runs. */
  interface Start {
    Run begin(Planned row, Limits limits) throws IOException;

    Limits limits();
  }

  /** Hears of each row. */
  public interface Watch {
    /** A row's turn has come. */
    default void begins(Row row) {}

    default void ended(BatchResult.Row row) {}
  }

  /**
   * @param most that all rows together may cost; null for no limit
   */
  Batch(Start start, List<Planned> rows, Money most) {
    this.start = start;
    this.rows = List.copyOf(rows);
    this.most = most;
    for (Planned row : rows) {
      if (row.before() != null) committed.put(row.number(), row.before().committed());
    }
  }

  public List<Row> rows() {
    return rows.stream().map(Batch::shown).toList();
  }

  private static Row shown(Planned row) {
    String run = row.before() == null ? "" : row.before().folder().id();
    return new Row(row.number(), row.row(), row.plan(), row.done(), run);
  }

  /** What is still to be paid at least, where no two rows ask for the same. */
  public Money low() {
    return Batching.sum(rows, plan -> plan.low());
  }

  /** What is still to be paid at most. */
  public Money high() {
    return Batching.sum(rows, plan -> plan.high());
  }

  /** What all rows together may cost, in earlier goes too; null for no limit. */
  public Money budget() {
    return most;
  }

  /** After how many failures for one reason the rest is left out; three where nothing is said. */
  public Batch stopAfter(int failures) {
    stopAfter = failures;
    return this;
  }

  /**
   * Runs the rows that are not done, on this thread, until all had their turn or the batch stops.
   *
   * @throws IOException when the engine cannot go on, such as with a disk that cannot be written
   */
  public BatchResult run(Watch watch) throws IOException {
    List<BatchResult.Row> results = new ArrayList<>();
    for (Planned row : rows) {
      BatchResult.Row result;
      if (row.done()) result = result(row, BatchResult.Outcome.DONE_BEFORE, "", null);
      else if (cancelled || !stopped.isEmpty()) result = leftOut(row);
      else {
        watch.begins(shown(row));
        result = make(row);
      }
      results.add(result);
      watch.ended(result);
    }
    return new BatchResult(results, stopped, spent());
  }

  private BatchResult.Row leftOut(Planned row) {
    return result(row, BatchResult.Outcome.LEFT_OUT, "left out", null);
  }

  private BatchResult.Row result(
      Planned row, BatchResult.Outcome outcome, String reason, RunResult result) {
    String run = result != null ? result.run() : shown(row).run();
    return new BatchResult.Row(row.number(), row.row(), outcome, run, reason, result);
  }

  private BatchResult.Row make(Planned row) throws IOException {
    Run begun;
    try {
      begun = start.begin(row, limits(row));
    } catch (InvalidWorkflowException e) {
      // The rehearsal was well: what has become too little is what is left of the budget.
      stopped = "The budget of the batch (" + most + " yuan) is not enough for row " + row.number();
      return result(row, BatchResult.Outcome.LEFT_OUT, e.problems().get(0).message(), null);
    } catch (IOException e) {
      // Somebody is working on its run, or it was copied or set back.
      count(String.valueOf(e.getMessage()));
      return result(row, BatchResult.Outcome.NEEDS_A_PERSON, e.getMessage(), null);
    }
    try (Run run = begun) {
      current = run;
      if (cancelled) run.cancel();
      return judged(row, run.result().join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      current = null;
    }
  }

  private BatchResult.Row judged(Planned row, RunResult result) {
    RunStatus.Spending spending = result.spending();
    committed.put(
        row.number(), spending.spent().plus(spending.reserved()).plus(spending.inDoubt()));
    BatchResult.Outcome outcome =
        switch (result.status()) {
          case DONE -> BatchResult.Outcome.DONE;
          case FAILED -> BatchResult.Outcome.FAILED;
          case CANCELLED -> BatchResult.Outcome.CANCELLED;
          default -> BatchResult.Outcome.NEEDS_A_PERSON;
        };
    String reason = outcome == BatchResult.Outcome.DONE ? "" : reason(result);
    switch (result.status()) {
      case DONE -> {}
      case KEY_REFUSED, UNAVAILABLE, DISK_FULL -> stopped = reason;
      case CANCELLED -> stopped = "It was stopped";
      case PAUSED -> {
        if (!asks(result)) count(reason);
      }
      default -> count(reason);
    }
    return result(row, outcome, reason, result);
  }

  /** Whether nothing has failed: a person is to look at something. */
  private static boolean asks(RunResult result) {
    return !result.failures().isEmpty()
        && result.failures().stream().allMatch(it -> it.remedy() == RunResult.Remedy.APPROVE);
  }

  private static String reason(RunResult result) {
    boolean told = result.failures().isEmpty();
    return told ? result.reason() : result.failures().get(0).message();
  }

  private void count(String reason) {
    int times = reasons.merge(Batching.kind(reason), 1, Integer::sum);
    if (times >= stopAfter) stopped = times + " rows failed for one reason: " + reason;
  }

  /** What is left for a row, and no more than its script allows a run. */
  private Limits limits(Planned row) {
    if (most == null) return start.limits();
    Money others = Money.ZERO;
    for (Map.Entry<Integer, Money> entry : committed.entrySet()) {
      if (entry.getKey() != row.number()) others = others.plus(entry.getValue());
    }
    long left = Math.max(0, most.fen() - others.fen());
    OptionalLong own = row.own().most(Quantity.MONEY);
    return start.limits().allowing(Budget.fen(Math.min(left, own.orElse(left))));
  }

  private Money spent() {
    return committed.values().stream().reduce(Money.ZERO, Money::plus);
  }

  /** Stops the row that is being made, as {@link Run#cancel} does, and begins no other. */
  public void cancel() {
    cancelled = true;
    Run run = current;
    if (run != null) run.cancel();
  }
}
