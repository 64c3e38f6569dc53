package kinoloom.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.Sha256;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.Counting;
import kinoloom.journal.Descent;
import kinoloom.journal.Results;
import kinoloom.journal.Values;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

/**
 * Finds what requests follow from, and with that the takes that count: a choice made in one run
 * holds in the next, and what was made of another take is used as it is, not paid again unasked.
 */
final class Descents {
  private final RunState state;
  private final Results results;
  private final boolean remakes;
  private final Function<StepState, Descent> known;
  private final Predicate<StepState> decidedBefore;

  /**
   * @param remakes whether what was made of other takes is made anew
   * @param known what a step follows from that is done
   * @param decidedBefore whether the take of a gate was chosen in a run before
   */
  Descents(
      RunState state,
      Results results,
      boolean remakes,
      Function<StepState, Descent> known,
      Predicate<StepState> decidedBefore) {
    this.state = state;
    this.results = results;
    this.remakes = remakes;
    this.known = known;
    this.decidedBefore = decidedBefore;
  }

  /** What a request follows from; whether a choice made before has to do with it. */
  Descent of(StepId step, Map<String, Object> described) {
    Map<String, String> lineages = new HashMap<>();
    boolean chosen = false;
    for (String name : state.uses(step)) {
      StepState used = state.step(StepId.of(name));
      chosen |= decidedBefore.test(used) || of(used.current()).takes() != Descent.Takes.FIRST;
      state.takes(used.id()).values().forEach(it -> gather(it, lineages));
      gather(used.current(), lineages);
    }
    String lineage = Sha256.of(Values.json(replaced(described, lineages)));
    return new Descent(lineage, chosen ? Descent.Takes.CHOSEN : Descent.Takes.FIRST);
  }

  private Descent of(StepState step) {
    Descent descent = known.apply(step);
    return descent == null ? Descent.UNKNOWN : descent;
  }

  private void gather(StepState step, Map<String, String> lineages) {
    Descent descent = of(step);
    if (!descent.known() || step.value() == null) return;
    int place = 0;
    for (String file : Inspection.hashes(step.value())) {
      lineages.putIfAbsent(file, place == 0 ? descent.lineage() : descent.lineage() + "/" + place);
      place++;
    }
  }

  private static Object replaced(Object value, Map<String, String> lineages) {
    if (value instanceof Artifact file) {
      String lineage = lineages.get(file.sha256());
      return lineage == null ? file : lineage;
    }
    if (value instanceof String text) return lineages.getOrDefault(text, text);
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>(list);
      all.replaceAll(it -> replaced(it, lineages));
      return all;
    }
    if (!(value instanceof Map<?, ?> map)) return value;
    Map<String, Object> all = new LinkedHashMap<>();
    map.forEach((name, it) -> all.put(String.valueOf(name), replaced(it, lineages)));
    return all;
  }

  /**
   * The take that was chosen of a step, where it asks for this. Not of a chat: its answer makes
   * other steps, and those would be paid.
   */
  Optional<Counting.Pointer> chosen(StepState step, Map<String, Object> described) {
    if (step.info().kind() == Kind.CHAT || settled(step)) return Optional.empty();
    return Counting.chosen(results, step.id(), described)
        .filter(it -> results.find(it.key()).isPresent());
  }

  /** What it has made of other takes of the same steps, if its own are not the first. */
  private Optional<Counting.Pointer> madeOfOthers(StepState step, Descent descent) {
    if (descent.takes() == Descent.Takes.FIRST || settled(step)) return Optional.empty();
    return Counting.made(results, step.id(), descent)
        .filter(it -> results.find(it.key()).isPresent());
  }

  /** The result that counts where it is not the step's own: made of other takes, or chosen so. */
  Optional<Counting.Pointer> given(
      StepState step, String own, Descent descent, Optional<Counting.Pointer> chosen) {
    if (remakes) return Optional.empty();
    boolean there = chosen.isPresent() || results.find(own).isPresent();
    return (there ? chosen : madeOfOthers(step, descent)).filter(it -> !it.key().equals(own));
  }

  /** Whether it was begun, or is to be made whatever there is. */
  private static boolean settled(StepState step) {
    return step.base() != null || step.attempt() > 0 || step.remake();
  }
}
