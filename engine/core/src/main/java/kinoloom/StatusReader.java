package kinoloom;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kinoloom.graph.Kind;
import kinoloom.journal.Entry;
import kinoloom.journal.FileJournal;
import kinoloom.journal.Remains;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.plan.Doubt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.Standing;
import kinoloom.plan.StepState;

/** Tells a run from its journal, without taking part in it. */
final class StatusReader {
  private StatusReader() {}

  static RunStatus read(RunFolder folder) throws IOException {
    Remains remains = FileJournal.examine(folder.journal());
    List<Entry> entries = remains.entries();
    RunState state = RunState.of(entries);
    Instant started = entries.isEmpty() ? Instant.EPOCH : entries.get(0).at();
    boolean held = RunLock.isHeld(folder);
    Standing standing = new Standing(state);
    List<RunStatus.StepStatus> steps = new ArrayList<>();
    for (StepState step : state.steps()) {
      boolean shown =
          step.info() != null
              && (step.info().kind() != Kind.EXPAND || step.phase() == Phase.FAILED);
      if (shown) steps.add(step(step, held, standing.of(step.id())));
    }
    List<String> published = new ArrayList<>();
    state.published().values().forEach(published::addAll);
    return new RunStatus(
        folder.id(),
        state.started() == null ? "" : state.started().title(),
        word(remains, state, held),
        started,
        RunStatus.Spending.of(state, state.allowance()),
        steps,
        published);
  }

  private static String word(Remains remains, RunState state, boolean held) {
    if (remains.damaged()) return "damaged";
    if (!remains.newer().isEmpty()) return "newer";
    if (held) return "running";
    return state.ended() == null ? "interrupted" : state.ended().status();
  }

  private static RunStatus.StepStatus step(StepState step, boolean held, Standing.State standing) {
    boolean left = step.phase() == Phase.BARRIER && !held;
    String state = state(step, held);
    String detail =
        switch (step.phase()) {
          case FAILED -> step.message();
          case OPEN -> step.opened().question();
          case AMBIGUOUS -> step.doubt() + ": " + step.message();
          case BARRIER -> left ? Doubt.UNCLEAR_REQUEST + ": " + Doubt.PROCESS_GONE : "";
          case ACCEPTED, SUCCEEDED ->
              step.task() + (step.word().isEmpty() ? "" : " " + step.word());
          case DONE -> told(step, standing);
          default -> "";
        };
    return new RunStatus.StepStatus(
        step.id(),
        step.info().kind(),
        step.info().model(),
        state,
        detail,
        step.cost(),
        step.info().place(),
        standing.name().toLowerCase(Locale.ROOT));
  }

  private static String told(StepState step, Standing.State standing) {
    List<String> told = new ArrayList<>();
    if (step.current() != step) told.add("the take that counts is " + step.current().id());
    if (standing == Standing.State.STALE) told.add("stale: made of what is another now");
    return String.join("; ", told);
  }

  /** A step's state in a word or two. */
  static String state(StepState step, boolean held) {
    boolean left = step.phase() == Phase.BARRIER && !held;
    return switch (step.phase()) {
      case WAITING, READY, PREPARED -> "waiting";
      case INTENT, ANSWERED -> "submitting";
      case BARRIER -> left ? "needs a decision" : "submitting";
      case ACCEPTED -> "running";
      case SUCCEEDED -> "fetching";
      case AMBIGUOUS ->
          step.doubt() == Doubt.OUTPUT_EXPIRED ? "output expired" : "needs a decision";
      case OPEN -> "asks you";
      case FAILED -> "failed";
      case DONE -> step.reused() ? "reused" : "done";
    };
  }
}
