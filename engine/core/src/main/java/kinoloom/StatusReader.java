package kinoloom;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kinoloom.graph.Kind;
import kinoloom.journal.Entry;
import kinoloom.journal.FileJournal;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.plan.Doubt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;

/** Tells a run from its journal, without taking part in it. */
final class StatusReader {
  private StatusReader() {}

  static RunStatus read(RunFolder folder) throws IOException {
    RunState state = new RunState();
    List<Entry> entries = FileJournal.read(folder.journal());
    entries.forEach(state::apply);
    Instant started = entries.isEmpty() ? Instant.EPOCH : entries.get(0).at();
    List<RunStatus.StepStatus> steps = new ArrayList<>();
    for (StepState step : state.steps()) {
      boolean shown =
          step.info() != null
              && (step.info().kind() != Kind.EXPAND || step.phase() == Phase.FAILED);
      if (shown) steps.add(step(step));
    }
    List<String> published = new ArrayList<>();
    state.published().values().forEach(published::addAll);
    return new RunStatus(
        folder.id(),
        state.started() == null ? "" : state.started().title(),
        word(state, folder),
        started,
        RunStatus.Spending.of(state, state.allowance()),
        steps,
        published);
  }

  /** All that can be said of a run whose journal cannot be read. */
  static RunStatus damaged(RunFolder folder) {
    RunStatus.Spending nothing = new RunStatus.Spending(Money.ZERO, Money.ZERO);
    return new RunStatus(folder.id(), "", "damaged", Instant.EPOCH, nothing, List.of(), List.of());
  }

  private static String word(RunState state, RunFolder folder) {
    if (RunLock.isHeld(folder)) return "running";
    return state.ended() == null ? "interrupted" : state.ended().status();
  }

  private static RunStatus.StepStatus step(StepState step) {
    String state =
        switch (step.phase()) {
          case WAITING, READY, PREPARED -> "waiting";
          case INTENT, BARRIER, ANSWERED -> "submitting";
          case ACCEPTED -> "running";
          case SUCCEEDED -> "fetching";
          case AMBIGUOUS ->
              step.doubt() == Doubt.OUTPUT_EXPIRED ? "output expired" : "needs a decision";
          case FAILED -> "failed";
          case DONE -> step.reused() ? "reused" : "done";
        };
    String detail =
        switch (step.phase()) {
          case FAILED -> step.message();
          case AMBIGUOUS -> step.doubt() + ": " + step.message();
          case ACCEPTED, SUCCEEDED ->
              step.task() + (step.word().isEmpty() ? "" : " " + step.word());
          default -> "";
        };
    return new RunStatus.StepStatus(
        step.id(),
        step.info().kind(),
        step.info().model(),
        state,
        detail,
        step.cost(),
        step.info().place());
  }
}
