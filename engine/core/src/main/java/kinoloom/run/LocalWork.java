package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.Room;
import kinoloom.graph.Fragment;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Problem;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.graph.ValueException;
import kinoloom.journal.Event;
import kinoloom.journal.Values;
import kinoloom.platform.Money;

/** Steps that this machine does itself: expansions, computations and the cut. */
final class LocalWork {
  private final Desk desk;
  private final Words words;
  private final Media media;
  private final ArtifactStore store;
  private final LocalFiles files;
  private final Completion completion;

  LocalWork(
      Desk desk,
      Words words,
      Media media,
      ArtifactStore store,
      LocalFiles files,
      Completion completion) {
    this.desk = desk;
    this.words = words;
    this.media = media;
    this.store = store;
    this.files = files;
    this.completion = completion;
  }

  /** Makes the steps that a known value calls for. */
  void expand(StepId id) {
    Step step = desk.state().step(id).step();
    Step.Body.Expand body = (Step.Body.Expand) step.body();
    Input source = source(step, desk.state().knownTo(id), files);
    desk.script(
        id,
        () -> body.expand(source),
        (fragment, error) -> {
          if (error != null) {
            desk.fail(id, String.valueOf(error.getMessage()), "");
          } else if (!fragment.problems().isEmpty()) {
            desk.fail(id, lines(fragment.problems()), "");
          } else {
            expanded(id, fragment);
          }
        });
  }

  private void expanded(StepId id, Fragment fragment) {
    desk.record(new Event.StepsAdded(id, infos(fragment.steps())));
    desk.idle(id);
    desk.state().expanded(id, fragment);
  }

  private static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }

  /** What an expansion is given: the whole value, or a list whose elements may not be known yet. */
  static Input source(Step step, Function<StepId, Resolver.Knowledge> known, LocalFiles files) {
    Input source = step.param("source");
    return ((Step.Body.Expand) step.body()).needsValue()
        ? new Input.Literal(Resolver.value(source, known, files::get))
        : Resolver.list(source, known);
  }

  static List<Event.StepInfo> infos(List<Step> steps) {
    List<Event.StepInfo> infos = new ArrayList<>();
    for (Step step : steps) {
      infos.add(new Event.StepInfo(step.id(), step.kind(), step.model(), step.place()));
    }
    return infos;
  }

  void work(StepId id) {
    Step step = desk.state().step(id).step();
    Map<String, Object> values = words.of(step);
    if (step.kind() == Kind.COMPUTE) compute(step, values.get("values"));
    else cut(step, values);
  }

  private void compute(Step step, Object values) {
    Step.Body.Compute body = (Step.Body.Compute) step.body();
    desk.script(
        step.id(),
        () -> kept(body.compute(values)),
        (value, error) -> {
          if (error != null)
            desk.fail(step.id(), "The computation failed: " + error.getMessage(), "");
          else completion.done(step.id(), value, Money.ZERO);
        });
  }

  /** A value as the journal gives it back, so that what uses it is the same after a restart. */
  static Object kept(Object value) {
    return Values.parse(Values.inOrder(value));
  }

  private void cut(Step step, Map<String, Object> values) {
    desk.work(
        step.id(),
        () -> {
          List<Path> clips = new ArrayList<>();
          for (Object clip : Preparation.flat(values.get("clips"))) {
            if (!(clip instanceof Artifact artifact)) {
              throw new ValueException("clips wants clips, and this is '" + clip + "'");
            }
            clips.add(store.path(artifact));
          }
          if (clips.isEmpty()) throw new ValueException("there are no clips to cut");
          Path film = store.newTemporary();
          try {
            media.cut(new Media.Cut(clips, transition(values), 0, 0, 24), film);
            return store.adopt(film, "video");
          } catch (IOException e) {
            throw Room.told(e, film);
          } finally {
            Files.deleteIfExists(film);
          }
        },
        (film, error) -> {
          if (error == null) completion.done(step.id(), film, Money.ZERO);
          else if (!desk.outOfRoom(step.id(), error))
            desk.fail(step.id(), "The cut failed: " + error.getMessage(), "");
        });
  }

  private static Media.Transition transition(Map<String, Object> values) {
    Object name = values.get("transition");
    if (name == null) return Media.Transition.CUT;
    double seconds = ((Number) values.getOrDefault("transitionSeconds", 0.5)).doubleValue();
    return new Media.Transition(
        String.valueOf(name), Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
