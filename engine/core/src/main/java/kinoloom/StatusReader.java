package kinoloom;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.FileJournal;
import kinoloom.journal.Remains;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.plan.Doubt;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
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
    List<RunStatus.StepStatus> steps = new ArrayList<>();
    for (StepState step : state.steps()) {
      boolean shown =
          step.info() != null
              && (step.info().kind() != Kind.EXPAND || step.phase() == Phase.FAILED);
      if (shown) steps.add(step(step, held, state.unmade().get(step.id())));
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

  private static RunStatus.StepStatus step(StepState step, boolean held, StepId cause) {
    boolean left = step.phase() == Phase.BARRIER && !held;
    String state =
        switch (step.phase()) {
          case WAITING, READY, PREPARED -> cause == null ? "waiting" : "cannot be made";
          case INTENT, ANSWERED -> "submitting";
          case BARRIER -> left ? "needs a decision" : "submitting";
          case ACCEPTED -> "running";
          case SUCCEEDED -> "fetching";
          case AMBIGUOUS ->
              step.doubt() == Doubt.OUTPUT_EXPIRED ? "output expired" : "needs a decision";
          case FAILED -> "failed";
          case DONE -> step.draft() ? "draft" : step.reused() ? "reused" : "done";
        };
    String detail =
        switch (step.phase()) {
          case FAILED -> step.message();
          case WAITING -> cause == null ? "" : cause + " failed";
          case DONE -> step.draft() ? step.lack() + ": " + String.join(", ", step.missing()) : "";
          case AMBIGUOUS -> step.doubt() + ": " + step.message();
          case BARRIER -> left ? Doubt.UNCLEAR_REQUEST + ": " + Doubt.PROCESS_GONE : "";
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
