package kinoloom.run;

import java.util.List;
import java.util.Optional;
import kinoloom.answer.Fault;
import kinoloom.answer.Reading;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.Room;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
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
  private final Rules rules;

  Completion(Desk desk, Catalogue catalogue, Results results, Rules rules) {
    this.rules = rules;
    this.desk = desk;
    this.catalogue = catalogue;
    this.results = results;
  }

  /** A chat has answered. */
  void said(StepId id, Submitted.Text text) {
    StepState state = desk.state().step(id);
    Step step = state.step();
    Object before = state.asking() == null ? null : state.asking().value();
    Reading reading = Reading.of(text.text(), step == null ? null : step.returns(), before);
    if (!reading.repairs().isEmpty()) {
      desk.record(new Event.Repaired(id, state.attempt(), reading.repairs()));
    }
    Object value = LocalWork.kept(reading.value());
    if (!reading.fits()) {
      unfit(state, text.usage(), value, reading.faults());
      return;
    }
    rules.examine(
        step,
        value,
        (broken, error) -> {
          if (error != null) unexamined(state, text.usage(), value, error);
          else if (!broken.isEmpty()) unfit(state, text.usage(), value, broken);
          else done(id, value, cost(state, text.usage()));
        });
  }

  /** What is wrong is asked for, as often as the step allows. */
  private void unfit(StepState state, Usage usage, Object value, List<Fault> faults) {
    StepId step = state.id();
    charged(step, usage);
    int asked = state.unfit() + 1;
    if (asked < state.step().policy().asks() && desk.spends()) {
      desk.record(new Event.AskedAgain(step, state.attempt(), asked, value, faults));
      desk.idle(step);
      return;
    }
    String times = asked == 1 ? "" : ", asked " + asked + " times";
    desk.fail(
        step,
        "The model did not answer as it was asked to" + times + ": " + Reading.inWords(faults),
        "resuming the run asks again; its last answer is in the run's results");
  }

  /** A mistake of the script: the answer is kept, so that a corrected script finds it. */
  private void unexamined(StepState state, Usage usage, Object value, Throwable error) {
    StepId step = state.id();
    Money cost = cost(state, usage);
    charged(step, usage);
    desk.record(new Event.Failed(step, Rules.inWords(error), Rules.HINT));
    keep(step, value, cost);
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
