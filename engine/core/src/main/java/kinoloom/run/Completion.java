package kinoloom.run;

import java.util.List;
import java.util.Optional;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.Room;
import kinoloom.graph.Schema;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.journal.Results;
import kinoloom.plan.Phase;
import kinoloom.plan.StepState;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Money;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a step its value: the event first, then the entry that later runs find. */
final class Completion {
  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  private final Desk desk;
  private final Catalogue catalogue;
  private final Results results;

  Completion(Desk desk, Catalogue catalogue, Results results) {
    this.desk = desk;
    this.catalogue = catalogue;
    this.results = results;
  }

  /** A chat has answered. */
  void said(StepId step, Submitted.Text text) {
    StepState state = desk.state().step(step);
    Schema shape = state.step() == null ? null : state.step().returns();
    try {
      Object value = ChatAnswer.value(text.text(), shape);
      done(step, value, cost(state, text.usage()));
    } catch (ValueException e) {
      charged(step, text.usage());
      desk.fail(
          step,
          "The model did not answer in the shape that was asked for: " + e.getMessage(),
          "resuming the run asks again");
    }
  }

  /** Nothing of use came of an attempt; what it cost is known if it told its usage. */
  void charged(StepId step, Usage usage) {
    if (usage.values().isEmpty()) return;
    StepState state = desk.state().step(step);
    desk.record(new Event.Charged(step, state.attempt(), cost(state, usage)));
  }

  void fetched(StepId step, List<Artifact> artifacts) {
    StepState state = desk.state().step(step);
    Object value = artifacts.size() == 1 ? artifacts.get(0) : artifacts;
    done(step, value, state.paidBefore() ? Money.ZERO : cost(state, state.usage()));
  }

  private Money cost(StepState state, Usage usage) {
    if (state.prepared() == null) return state.reserved();
    Request request = Preparation.again(state);
    return catalogue
        .find(request.category(), request.model())
        .map(spec -> spec.settle(request.params(), usage))
        .orElse(state.reserved());
  }

  void done(StepId step, Object value, Money cost) {
    desk.record(new Event.Done(step, value, cost));
    Event.Prepared prepared = desk.state().step(step).prepared();
    if (prepared == null) {
      desk.idle(step);
      return;
    }
    keep(step, value, cost);
  }

  /** Keeps what the process before had made and had no time to keep: it would be paid again. */
  void keepAll() {
    for (StepState state : desk.state().steps()) {
      boolean made = state.phase() == Phase.DONE && state.prepared() != null && !state.reused();
      if (!made || state.keys().stream().allMatch(it -> results.find(it).isPresent())) continue;
      desk.state().begin(state.id());
      keep(state.id(), state.value(), state.cost());
    }
  }

  private void keep(StepId step, Object value, Money cost) {
    String key = desk.state().step(step).prepared().key();
    String run = desk.state().started().run();
    Optional<Results.Result> known = results.find(key);
    if (cost.equals(Money.ZERO) && known.filter(it -> it.value().equals(value)).isPresent()) {
      // Fetched again: who made it, and what it cost, is kept already.
      desk.idle(step);
      return;
    }
    Results.Result result = new Results.Result(key, step.value(), run, desk.now(), value, cost);
    StepState state = desk.state().step(step);
    String fallback = state.fallback();
    List<String> others = state.keys().stream().filter(it -> !it.equals(key)).toList();
    desk.afterCommit(
        step,
        () ->
            desk.work(
                step,
                () -> {
                  results.put(result);
                  for (String other : others) results.put(result.madeBy(fallback).under(other));
                  return null;
                },
                (nothing, error) -> {
                  if (error != null) LOG.warn("The result of {} is not kept", step, error);
                  if (Room.lacking(error)) desk.halt(Halt.diskFull());
                  desk.idle(step);
                }));
  }
}
