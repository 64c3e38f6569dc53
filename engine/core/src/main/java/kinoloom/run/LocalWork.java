package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.Room;
import kinoloom.graph.Fragment;
import kinoloom.graph.Input;
import kinoloom.graph.Kind;
import kinoloom.graph.Missing;
import kinoloom.graph.Problem;
import kinoloom.graph.Resolver;
import kinoloom.graph.Step;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.journal.Values;
import kinoloom.plan.StepState;
import kinoloom.platform.Money;

/** Steps that this machine does itself: expansions, computations, frames of clips and the cut. */
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
    Input source = source(step, desk.state().knownTo(step, "source"), files);
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
    else if (step.kind() == Kind.FRAME) frame(step, values);
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
    Map<Missing, Duration> lengths = new HashMap<>();
    for (Object clip : Preparation.flat(values.get(Cutting.CLIPS))) {
      if (clip instanceof Missing missing)
        length(missing).ifPresent(it -> lengths.put(missing, it));
    }
    desk.work(
        step.id(),
        () -> {
          Media.Cut cut =
              new Cutting(step, values)
                  .cut(store::path, it -> Optional.ofNullable(lengths.get(it)));
          return made(film -> subtitles(step, cut, film), "video");
        },
        (film, error) -> ended(step.id(), film, error, "The cut failed: "));
  }

  private String subtitles(Step step, Media.Cut cut, Path film)
      throws IOException, InterruptedException {
    return media.cut(cut, film, (done, speed) -> desk.progress(step.id(), done, speed));
  }

  /** How long a clip would have been that was not made. */
  private Optional<Duration> length(Missing missing) {
    return Optional.ofNullable(desk.state().step(StepId.of(missing.step())))
        .map(StepState::prepared)
        .map(it -> it.request().get("params"))
        .map(it -> it instanceof Map<?, ?> params ? params.get("duration") : null)
        .filter(Number.class::isInstance)
        .map(it -> Duration.ofMillis(Math.round(((Number) it).doubleValue() * 1000)));
  }

  private void frame(Step step, Map<String, Object> values) {
    ClipFrames frames = new ClipFrames(step, values);
    desk.work(
        step.id(),
        () -> frames.of(values.get("clip"), clip -> frame(clip, frames.last())),
        (frame, error) -> ended(step.id(), frame, error, "No frame could be taken: "));
  }

  private Artifact frame(Artifact clip, boolean last) throws IOException, InterruptedException {
    return made(
        picture -> {
          media.frame(store.path(clip), picture, last);
          return "";
        },
        "image");
  }

  /** Writes a file and gives the text that goes with it, or an empty one. */
  private interface Work {
    String write(Path file) throws IOException, InterruptedException;
  }

  private Artifact made(Work work, String kind) throws IOException, InterruptedException {
    Path file = store.newTemporary();
    try {
      String text = work.write(file);
      Artifact artifact = store.adopt(file, kind);
      if (!text.isEmpty()) Captions.keep(store, artifact, text);
      return artifact;
    } catch (IOException e) {
      throw Room.told(e, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void ended(StepId id, Object value, Throwable error, String failed) {
    if (error == null) completion.done(id, value, Money.ZERO);
    else if (!desk.outOfRoom(id, error)) desk.fail(id, failed + error.getMessage(), "");
  }
}
