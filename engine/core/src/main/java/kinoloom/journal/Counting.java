package kinoloom.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kinoloom.artifact.Sha256;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;

/**
 * Which take of a step counts in the workspace, and what was made last of whichever take: entries
 * beside the results, with the value {@code {"key":…,"take":…}} of the result they stand for. Taken
 * out of the journals of runs in which takes were made or chosen; a later one replaces an earlier.
 */
public final class Counting {
  /** The result that an entry stands for. */
  public record Pointer(String key, int take) {
    private static Optional<Pointer> of(Results.Result entry) {
      if (!(entry.value() instanceof Map<?, ?> it)) return Optional.empty();
      boolean whole = it.get("key") instanceof String && it.get("take") instanceof Number;
      return whole
          ? Optional.of(new Pointer((String) it.get("key"), ((Number) it.get("take")).intValue()))
          : Optional.empty();
    }
  }

  private final String run;
  private final Results results;
  private final Map<StepId, Event.Prepared> prepared = new HashMap<>();
  private final Map<StepId, StepId> awaited = new HashMap<>();

  /** The steps that takes made anew belong to. */
  private final Map<StepId, StepId> bases = new HashMap<>();

  /** By the name of the entry: one for each, the last. */
  private final Map<String, Results.Result> lastMade = new LinkedHashMap<>();

  private final Map<String, Results.Result> chosenTakes = new LinkedHashMap<>();

  private boolean chosen;

  private Counting(String run, Results results) {
    this.run = run;
    this.results = results;
  }

  /** The take of a step that counts where it asks for this. */
  public static Optional<Pointer> chosen(Results results, StepId step, Map<String, Object> asked) {
    return results.find(name("chosen", step, Values.json(asked))).flatMap(Pointer::of);
  }

  /** What a step has made last of whichever takes. */
  public static Optional<Pointer> made(Results results, StepId step, Descent descent) {
    return results.find(name("made", step, descent.lineage())).flatMap(Pointer::of);
  }

  /** Takes in a run. */
  static void learn(String run, List<Entry> journal, Results results) throws IOException {
    Counting counting = new Counting(run, results);
    journal.forEach(counting::apply);
    if (!counting.chosen) return;
    // Who finds a take that was chosen must find what was made of the others: else it is paid
    // again.
    keep(counting.lastMade, results);
    keep(counting.chosenTakes, results);
  }

  private static void keep(Map<String, Results.Result> entries, Results results)
      throws IOException {
    for (Results.Result entry : entries.values()) {
      boolean later =
          results.find(entry.key()).filter(it -> it.at().isAfter(entry.at())).isPresent();
      if (!later) results.put(entry);
    }
  }

  private void apply(Entry entry) {
    if (!(entry.event() instanceof Event.OfStep event)) return;
    StepId step = event.step();
    if (event instanceof Event.Prepared e) {
      prepared.put(step, e);
      chosen |= e.descent().takes() != Descent.Takes.FIRST;
    } else if (event instanceof Event.Redone e) {
      StepId take = step.take(e.take());
      awaited.put(step, take);
      bases.put(take, step);
    } else if (event instanceof Event.Done || event instanceof Event.Reused) {
      made(entry, step);
    } else if (event instanceof Event.Picked e) {
      chosen = true;
      awaited.remove(step);
      picked(entry, step, e.take());
    } else if (event instanceof Event.GateDecided) {
      chosen = true;
    }
  }

  private void made(Entry entry, StepId step) {
    Event.Prepared it = prepared.get(step);
    if (it == null || !it.descent().known()) return;
    StepId base = bases.getOrDefault(step, step);
    String made = name("made", base, it.descent().lineage());
    lastMade.put(made, entry(made, entry, base, it));
    if (!awaited.remove(base, step) || !comparable(base)) return;
    chosen = true;
    choose(entry, base, it.request(), it);
  }

  /** It counts for whatever one of the takes was asked for. */
  private void picked(Entry entry, StepId step, int number) {
    Event.Prepared take = prepared.get(number == 1 ? step : step.take(number));
    if (take == null || !comparable(step)) return;
    Set<StepId> takes = new LinkedHashSet<>(List.of(step));
    bases.forEach(
        (of, base) -> {
          if (base.equals(step)) takes.add(of);
        });
    for (StepId other : takes) {
      Event.Prepared asked = prepared.get(other);
      if (asked == null) continue;
      choose(entry, step, asked.request(), take);
    }
  }

  /** What was made of it could not be told as stale, otherwise, and would be paid again. */
  private boolean comparable(StepId step) {
    Event.Prepared first = prepared.get(step);
    return first != null && first.descent().known();
  }

  private void choose(Entry entry, StepId step, Map<String, Object> asked, Event.Prepared take) {
    String name = name("chosen", step, Values.json(asked));
    chosenTakes.put(name, entry(name, entry, step, take));
  }

  private Results.Result entry(String name, Entry from, StepId step, Event.Prepared result) {
    Map<String, Object> pointer = new LinkedHashMap<>();
    pointer.put("key", result.key());
    pointer.put("take", result.take());
    return new Results.Result(name, step.value(), run, from.at(), pointer, Money.ZERO);
  }

  private static String name(String what, StepId step, String asked) {
    return Sha256.of(Values.json(new ArrayList<>(List.of(what, step.value(), asked))));
  }
}
