package kinoloom.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.artifact.Sha256;
import kinoloom.graph.StepId;
import kinoloom.journal.Counting;
import kinoloom.journal.Results;
import kinoloom.journal.Values;

/**
 * Names results by what was asked for. Equal requests of one run are takes of one another: each has
 * a number of its own. A step is given the take it had last time, else the first that nobody has.
 */
final class Keys {
  /** A result's name. */
  record Key(String value, int take) {}

  private final Results results;
  private final Map<String, Set<Integer>> taken = new HashMap<>();
  private final Map<StepId, String> given = new HashMap<>();

  Keys(Results results) {
    this.results = results;
  }

  /** Notes what a step was given by the process before. */
  void given(StepId step, Map<String, Object> described, int take) {
    String request = Values.json(described);
    taken.computeIfAbsent(hash(request, 0), it -> new HashSet<>()).add(take);
    given.put(step, request);
  }

  /** The key of a step, the same for as long as it asks for the same. */
  Key claim(StepId step, Map<String, Object> described, int formerTake) {
    String request = Values.json(described);
    Set<Integer> used = taken.computeIfAbsent(hash(request, 0), it -> new HashSet<>());
    String before = given.get(step);
    if (before != null && formerTake > 0 && before.equals(request)) {
      return new Key(hash(request, formerTake), formerTake);
    }
    int take =
        formerTake > 0 && !used.contains(formerTake) ? formerTake : choose(step, request, used);
    used.add(take);
    given.put(step, request);
    return new Key(hash(request, take), take);
  }

  /** The key of a take that nobody has made, in no run; after a restart the one it was given. */
  Key fresh(StepId step, Map<String, Object> described, int formerTake) {
    if (given.containsKey(step)) return claim(step, described, formerTake);
    String request = Values.json(described);
    Set<Integer> others = taken.computeIfAbsent(hash(request, 0), it -> new HashSet<>());
    int take = 1;
    while (others.contains(take) || results.find(hash(request, take)).isPresent()) take++;
    others.add(take);
    given.put(step, request);
    return new Key(hash(request, take), take);
  }

  /** The key of the take that a person chose; none if another step of this run has it. */
  Optional<Key> choose(StepId step, Map<String, Object> described, Counting.Pointer chosen) {
    String request = Values.json(described);
    if (!hash(request, chosen.take()).equals(chosen.key())) return Optional.empty();
    Set<Integer> others = taken.computeIfAbsent(hash(request, 0), it -> new HashSet<>());
    boolean own = request.equals(given.get(step));
    if (!others.add(chosen.take()) && !own) return Optional.empty();
    given.put(step, request);
    return Optional.of(new Key(chosen.key(), chosen.take()));
  }

  private int choose(StepId step, String request, Set<Integer> used) {
    int free = 0;
    for (int take = 1; ; take++) {
      if (used.contains(take)) continue;
      if (free == 0) free = take;
      Optional<Results.Result> result = results.find(hash(request, take));
      if (result.isEmpty()) return free;
      if (result.get().step().equals(step.value())) return take;
    }
  }

  /** The key that {@code claim} would give to the only step that asks for this. */
  static String hash(String request, int take) {
    return Sha256.of(request + "\n" + take);
  }
}
