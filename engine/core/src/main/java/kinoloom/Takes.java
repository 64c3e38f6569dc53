package kinoloom;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kinoloom.artifact.Artifact;
import kinoloom.graph.Kind;
import kinoloom.graph.Names;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.plan.Phase;
import kinoloom.plan.RunState;
import kinoloom.plan.Standing;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;

/** The takes of a run's steps: tells of them, and says which events make more. */
final class Takes {
  private final String run;
  private final List<Entry> entries;
  private final RunState state;

  Takes(String run, List<Entry> entries) {
    this.run = run;
    this.entries = entries;
    this.state = RunState.of(entries);
  }

  RunState state() {
    return state;
  }

  /**
   * @throws DecisionException when there is no such step
   */
  StepState step(StepId id) {
    Optional<StepState> found =
        state.steps().stream().filter(it -> it.id().equals(id) && it.info() != null).findFirst();
    List<String> names = state.steps().stream().map(it -> it.id().value()).toList();
    String near =
        Names.nearest(id.value(), names).map(it -> "did you mean '" + it + "'?").orElse("");
    return found.orElseThrow(
        () -> new DecisionException("There is no step '" + id + "' in run " + run, near));
  }

  List<Take> of(StepId id, Function<Artifact, Path> place) {
    StepState step = step(id);
    Map<StepId, Instant> made = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.Done done) made.put(done.step(), entry.at());
    }
    boolean chosen = step.phase() == Phase.DONE;
    List<Take> takes = new ArrayList<>();
    state
        .takes(id)
        .forEach(
            (number, take) ->
                takes.add(
                    new Take(
                        number,
                        take.id(),
                        StatusReader.state(take, false),
                        chosen && step.current() == take,
                        take.cost(),
                        made.get(take.id()),
                        new Take.Made(take.value(), files(take.value(), place)))));
    return takes;
  }

  private static List<Path> files(Object value, Function<Artifact, Path> place) {
    if (value instanceof Artifact artifact) return List.of(place.apply(artifact));
    Collection<?> parts =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof Collection<?> list ? list : List.of();
    return parts.stream().flatMap(it -> files(it, place).stream()).toList();
  }

  // --- another take
  // --------------------------------------------------------------------------------

  /** By step; those of which there is another take come with its event, others are done again. */
  Map<StepId, Event.Redone> again(Collection<StepId> named, Remake.Reach reach) {
    Set<StepId> steps = new LinkedHashSet<>();
    for (StepId id : named) steps.add(whole(id));
    if (reach == Remake.Reach.WITH_DEPENDENTS) dependents(steps);
    if (reach == Remake.Reach.STALE) stale(steps);
    Map<StepId, Event.Redone> events = new LinkedHashMap<>();
    for (StepId id : steps) {
      boolean anew = named.contains(id);
      if (!anew) local(id, steps, events);
      events.put(id, new Event.Redone(id, state.takes(id).size() + 1, anew));
    }
    return events;
  }

  /** The most that it may cost. */
  Money most(Collection<StepId> steps) {
    Money most = Money.ZERO;
    for (StepId id : steps) {
      Event.Prepared before = state.step(id).current().prepared();
      if (before != null) most = most.plus(before.estimate());
    }
    return most;
  }

  private StepId whole(StepId id) {
    StepState step = step(id);
    StepState chooser = state.chooser(id);
    if (chooser != null) {
      throw new DecisionException(
          "'" + id + "' is a take of '" + chooser.id() + "'", "kino redo " + chooser.id());
    }
    if (step.info().kind() == Kind.EXPAND) {
      throw new DecisionException("'" + id + "' makes other steps: name those", "");
    }
    if (step.supplied() && step.current() == step) {
      throw new DecisionException(
          "'" + id + "' of run " + run + " was given by a person, and never asked for",
          "edit the file and run the script with it, or without it");
    }
    if (step.phase() == Phase.DONE || step.isChoice() && step.phase() == Phase.OPEN) return id;
    throw new DecisionException(
        "'" + id + "' of run " + run + " is not made yet, so there is nothing to make again",
        "kino resume " + run + " goes on with it");
  }

  private void dependents(Set<StepId> steps) {
    boolean more = true;
    while (more) {
      more = false;
      for (StepState step : state.steps()) {
        if (remade(step) && uses(step).stream().anyMatch(it -> steps.contains(StepId.of(it)))) {
          more |= steps.add(step.id());
        }
      }
    }
  }

  private void stale(Set<StepId> steps) {
    Standing standing = new Standing(state);
    for (StepState step : state.steps()) {
      if (remade(step) && standing.of(step.id()) == Standing.State.STALE) steps.add(step.id());
    }
  }

  /** Whether it is one whose takes are told of: done, and not itself a take. */
  private boolean remade(StepState step) {
    return step.info() != null
        && step.phase() == Phase.DONE
        && !uses(step).isEmpty()
        && state.chooser(step.id()) == null;
  }

  private static List<String> uses(StepState step) {
    StepState take = step.current();
    if (take.opened() != null) return take.opened().uses();
    return take.prepared() == null ? List.of() : take.prepared().uses();
  }

  /**
   * The work of this machine that it went through costs nothing and is done again: computations,
   * and the expansion that made it if that was given something else.
   */
  private void local(StepId id, Set<StepId> remade, Map<StepId, Event.Redone> events) {
    for (String name : uses(state.step(id))) {
      if (kind(StepId.of(name)) == Kind.COMPUTE) again(StepId.of(name), events);
    }
    if (!otherSource(id, remade)) return;
    for (StepId by = state.step(id).by(); by != null; by = state.step(by).by()) again(by, events);
  }

  private static void again(StepId local, Map<StepId, Event.Redone> events) {
    events.putIfAbsent(local, new Event.Redone(local, 2, false));
  }

  private Kind kind(StepId id) {
    return state.steps().stream()
        .filter(it -> it.id().equals(id) && it.info() != null)
        .findFirst()
        .map(it -> it.info().kind())
        .orElse(null);
  }

  /** Whether something is another now, or will be, that was not made beside it. */
  private boolean otherSource(StepId id, Set<StepId> remade) {
    StepId by = state.step(id).by();
    if (by == null) return false;
    Standing standing = new Standing(state);
    for (String name : uses(state.step(id))) {
      StepId used = StepId.of(name);
      if (kind(used) == null || by.equals(state.step(used).by())) continue;
      if (remade.contains(used) || standing.changed(id, used)) return true;
    }
    return false;
  }
}
