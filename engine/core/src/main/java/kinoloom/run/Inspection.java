package kinoloom.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.journal.Results;
import kinoloom.plan.Phase;
import kinoloom.plan.StepState;

/**
 * Checks that files are on disk as they were made before they are used, sent or published. What was
 * made by a step and is damaged is lost to it: it has to be fetched or made again, and what uses it
 * waits.
 */
final class Inspection {
  /** A file that is nobody's result is copied in anew; a disk that fails again fails for good. */
  private static final int TRIES = 2;

  private final Desk desk;
  private final ArtifactStore store;
  private final Results results;
  private final LocalFiles files;
  private final Map<String, Integer> found = new HashMap<>();

  Inspection(Desk desk, ArtifactStore store, Results results, LocalFiles files) {
    this.desk = desk;
    this.store = store;
    this.results = results;
    this.files = files;
  }

  /** Reads the files in a value, off the runner's thread, and tells which are damaged. */
  void inspect(StepId step, Object value, Consumer<Set<String>> told) {
    Set<String> hashes = hashes(value);
    if (hashes.isEmpty()) {
      told.accept(Set.of());
      return;
    }
    desk.work(
        step,
        () -> damaged(hashes),
        (damaged, error) -> {
          if (error == null) told.accept(damaged);
          else desk.park(step, unchecked(error));
        });
  }

  private static String unchecked(Throwable error) {
    return "its files cannot be checked: " + error.getMessage();
  }

  /**
   * Reads in any case what is about to be sent.
   *
   * @param failed told why that is not possible
   */
  void reread(
      StepId step, List<String> hashes, Consumer<Set<String>> told, Consumer<String> failed) {
    desk.work(
        step,
        () -> {
          Set<String> damaged = new LinkedHashSet<>(hashes);
          damaged.removeIf(store::reread);
          return damaged;
        },
        (damaged, error) -> {
          if (error == null) told.accept(damaged);
          else failed.accept(unchecked(error));
        });
  }

  /**
   * Those that are not on disk as they were made. Blocks while it reads.
   *
   * @throws java.io.UncheckedIOException when the disk does not give one of them
   */
  Set<String> damaged(Collection<String> hashes) {
    Set<String> damaged = new LinkedHashSet<>(hashes);
    damaged.removeIf(store::intact);
    return damaged;
  }

  /** The files in a value. */
  static Set<String> hashes(Object value) {
    Set<String> hashes = new LinkedHashSet<>();
    collect(value, hashes);
    return hashes;
  }

  private static void collect(Object value, Set<String> hashes) {
    if (value instanceof Artifact artifact) hashes.add(artifact.sha256());
    else if (value instanceof Map<?, ?> map) map.values().forEach(it -> collect(it, hashes));
    else if (value instanceof Collection<?> list) list.forEach(it -> collect(it, hashes));
  }

  /**
   * Writes down that files are lost to the steps that made them.
   *
   * @return false when that has been tried, and there is nothing else that could help
   */
  boolean lost(Set<String> damaged) {
    boolean hope = false;
    for (String file : damaged) {
      int times = found.merge(file, 1, Integer::sum);
      Optional<StepState> maker = maker(file);
      if (maker.isPresent() && (maker.get().info().kind().remote() || times <= TRIES)) {
        StepState state = maker.get();
        lost(state.id(), file, origin(state));
        hope = true;
      } else {
        files.forget(file);
        hope |= times <= TRIES;
      }
    }
    return hope;
  }

  /** A result of another run (or of this one) that is damaged. */
  void lost(StepId step, String file, Results.Origin origin) {
    String message = "its file " + file.substring(0, 12) + "… is gone from the disk or was changed";
    desk.record(new Event.LostOutput(step, file, origin.task(), origin.transno(), message));
  }

  private Results.Origin origin(StepState state) {
    if (!state.reused() || state.prepared() == null) {
      return new Results.Origin(state.task(), state.transno());
    }
    return results.find(state.prepared().key()).map(results::origin).orElse(Results.Origin.UNKNOWN);
  }

  /** The step whose result a file is: one that was paid before one that merely passes it on. */
  private Optional<StepState> maker(String file) {
    StepState passing = null;
    for (StepState state : desk.state().steps()) {
      if (state.phase() != Phase.DONE || state.info() == null) continue;
      if (!hashes(state.value()).contains(file)) continue;
      if (state.info().kind().remote()) return Optional.of(state);
      if (passing == null) passing = state;
    }
    return Optional.ofNullable(passing);
  }
}
