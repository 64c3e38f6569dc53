package kinoloom.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kinoloom.Kinoloom;
import kinoloom.Plan;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.run.Media;
import kinoloom.run.Rescue;

/**
 * Runs scripts in a test: with a {@link ScriptedPlatform} in place of the real one, in {@link
 * VirtualTime}, in a folder of the test's own. A call returns when the run has ended.
 *
 * <p>What it makes is kept in the folder: a second run of the same pipeline finds it, and one of
 * another pipeline with the same folder too.
 *
 * <pre>{@code
 * void example(Path folder) {
 *   Pipeline pipeline = Pipeline.in(folder);
 *   pipeline.on("board").answers(Map.of("title", "Foxes", "shots", List.of()));
 *   PipelineRun film = pipeline.run(Path.of("film.groovy"), Map.of("shots", 3));
 *   if (!film.done()) throw new AssertionError(film.failures());
 * }
 * }</pre>
 */
public final class Pipeline {
  private final Path folder;
  private final VirtualTime time = new VirtualTime();
  private final ScriptedPlatform platform = new ScriptedPlatform(time);
  private Media media = new TinyMedia();
  private UnaryOperator<Kinoloom.Builder> settings = UnaryOperator.identity();

  private Pipeline(Path folder) {
    this.folder = folder;
  }

  /** With its workspace and its outputs in a folder, such as Spock's or JUnit's temporary one. */
  public static Pipeline in(Path folder) {
    return new Pipeline(folder);
  }

  public ScriptedPlatform platform() {
    return platform;
  }

  public VirtualTime time() {
    return time;
  }

  /** A rule for a step, see {@link ScriptedPlatform#on}. */
  public Rule on(String step) {
    return platform.on(step);
  }

  /** Cuts and fits with these tools and not with a stand-in. */
  public Pipeline media(Media tools) {
    media = tools;
    return this;
  }

  /** Changes how the engine is made: {@code it.budget(…)}, {@code it.onAmbiguous(…)}. */
  public Pipeline settings(UnaryOperator<Kinoloom.Builder> change) {
    UnaryOperator<Kinoloom.Builder> before = settings;
    settings = builder -> change.apply(before.apply(builder));
    return this;
  }

  /** A script of the test's own, as a file in its folder. */
  public Path script(String text) {
    try {
      return Files.writeString(folder.resolve("film.groovy"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Plan plan(Path script) {
    return plan(script, Map.of());
  }

  public Plan plan(Path script, Map<String, Object> params) {
    return engine(kinoloom -> kinoloom.plan(script, params));
  }

  public Plan plan(Workflow workflow) {
    return engine(kinoloom -> kinoloom.plan(workflow));
  }

  public PipelineRun run(Path script) {
    return run(script, Map.of());
  }

  /**
   * Runs a script to its end.
   *
   * @throws kinoloom.graph.InvalidWorkflowException with all its mistakes
   */
  public PipelineRun run(Path script, Map<String, Object> params) {
    return attend(kinoloom -> kinoloom.run(script, params));
  }

  public PipelineRun run(Workflow workflow) {
    return attend(kinoloom -> kinoloom.run(workflow));
  }

  /** Goes on with a run that did not end well. */
  public PipelineRun resume(PipelineRun run) {
    return attend(kinoloom -> kinoloom.resume(run.result().run()));
  }

  /** Anything else an engine does, with what the runs before have left. */
  public <T> T engine(Work<T> work) {
    return engine(new ArrayList<>(), work);
  }

  /** What is done with an engine. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Kinoloom kinoloom) throws IOException;
  }

  private PipelineRun attend(Work<Run> start) {
    List<Entry> heard = new ArrayList<>();
    int before = platform.sent().size();
    RunResult result =
        engine(
            heard,
            kinoloom -> {
              try (Run run = start.with(kinoloom)) {
                return run.result().join();
              }
            });
    List<SentRequest> sent = platform.sent();
    return new PipelineRun(result, heard, sent.subList(before, sent.size()));
  }

  private <T> T engine(List<Entry> heard, Work<T> work) {
    Function<Kinoloom.Builder, Kinoloom> build = builder -> settings.apply(builder).build();
    try (Kinoloom kinoloom = build.apply(builder(heard))) {
      return work.with(kinoloom);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      time.forget();
    }
  }

  private Kinoloom.Builder builder(List<Entry> heard) {
    return Kinoloom.builder()
        .platform(platform)
        .time(time)
        .media(media)
        .rescue(Rescue.NONE)
        .listener(
            entry -> {
              platform.accept(entry);
              heard.add(entry);
            })
        .workspace(folder.resolve(".kinoloom"))
        .out(folder.resolve("out"));
  }
}
