package kinoloom.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kinoloom.Kinoloom;
import kinoloom.Plan;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.emulator.Emulator;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Ref;
import kinoloom.graph.Scope;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.media.Ffmpeg;
import kinoloom.media.FfmpegMedia;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.platform.http.HttpPlatform;

/**
 * The engine inside a program: a film described in Java, its price, its progress, a budget, an
 * orderly end on Ctrl-C, and going on after it.
 *
 * <pre>
 * EmbeddingApp 'a whale above a city'    makes a film
 * EmbeddingApp                           goes on with the latest one
 * </pre>
 *
 * <p>{@code KINOLOOM_API_KEY} chooses the real platform; without it an emulator is started.
 */
public final class EmbeddingApp {
  private static final int SHOTS = 3;

  private final Platform platform;
  private final Path folder;
  private final PrintStream out;
  private volatile boolean stopping;
  private volatile Run running;

  /**
   * @param platform is closed by {@link #make} and {@link #goOn}
   * @param folder for the workspace and the films
   */
  public EmbeddingApp(Platform platform, Path folder, PrintStream out) {
    this.platform = platform;
    this.folder = folder;
    this.out = out;
  }

  /**
   * @param args the theme of a new film, or nothing
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of("embedding");
    if (args.length == 0 && !Files.exists(folder.resolve("theme.txt"))) {
      System.err.println("There is no film to go on with. Give a theme: 'a whale above a city'");
      System.exit(2);
    }
    String key = System.getenv("KINOLOOM_API_KEY");
    CountDownLatch ended = new CountDownLatch(1);
    boolean made = false;
    try (Emulator emulator = key == null ? emulator(folder) : null) {
      HttpPlatform platform =
          emulator == null
              ? HttpPlatform.builder().apiKey(() -> key).build()
              : HttpPlatform.builder()
                  .baseUrl(emulator.url().toString())
                  .apiKey(emulator::key)
                  .build();
      EmbeddingApp app = new EmbeddingApp(platform, folder, System.out);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> app.stopAndAwait(ended)));
      RunResult result = args.length > 0 ? app.make(args[0]) : app.goOn();
      made = result.status() == RunResult.Status.DONE;
    } catch (InvalidWorkflowException e) {
      System.err.println(e.getMessage());
    } finally {
      ended.countDown();
    }
    if (!made) System.exit(1);
  }

  /** It keeps what it knows, so that the tasks of a film that was stopped are there next time. */
  private static Emulator emulator(Path folder) throws IOException {
    return Emulator.builder()
        .dataDir(folder.resolve("emulator"))
        .key("sk-embedding")
        .balance("100.00")
        .timeScale(0.05)
        .start();
  }

  /** The machine ends when this returns: the run has to have let go of its folder by then. */
  private void stopAndAwait(CountDownLatch ended) {
    stop();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes a film. The engine keeps the run, and this program what it needs to describe the film
   * again; a run of a script has that in its own folder.
   */
  public RunResult make(String theme) throws IOException {
    try (Kinoloom kinoloom = engine()) {
      Workflow film = halloween(theme, SHOTS);
      Plan plan = kinoloom.plan(film);
      out.println(film.title() + " costs " + plan.low() + " to " + plan.high() + " yuan");
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("theme.txt"), theme);
      return await(kinoloom.run(film));
    }
  }

  /** Goes on with the film that was begun last: what is made or under way is not paid again. */
  public RunResult goOn() throws IOException {
    try (Kinoloom kinoloom = engine()) {
      String theme = Files.readString(folder.resolve("theme.txt"));
      return await(kinoloom.resume(kinoloom.status(null).id(), halloween(theme, SHOTS)));
    }
  }

  /** Stops the film in order, from any thread: what was submitted is kept. Returns at once. */
  public void stop() {
    stopping = true;
    Run run = running;
    if (run != null) run.cancel();
  }

  private Kinoloom engine() throws IOException {
    return Kinoloom.builder()
        .platform(platform)
        .media(new FfmpegMedia(Ffmpeg.find()))
        .workspace(folder.resolve(".kinoloom"))
        .out(folder.resolve("out"))
        .budget(Money.fen(2500))
        .listener(this::tell)
        .build();
  }

  private RunResult await(Run run) {
    try (run) {
      running = run;
      if (stopping) run.cancel();
      RunResult result = run.result().join();
      tell(result);
      return result;
    }
  }

  /** What {@code 02-halloween.groovy} describes. */
  public static Workflow halloween(String theme, int shots) {
    Workflow.Builder film =
        Workflow.builder("Halloween").param("theme", theme).param("shots", shots);
    Ref board =
        film.chat("board")
            .model("qwen3-max")
            .system("You are a film director.")
            .prompt("A storyboard of " + shots + " shots about: " + theme)
            .returns(storyboard())
            .add();
    Ref scenes = film.collect("board.shots*", board.get("shots"), EmbeddingApp::scene);
    Ref passage =
        film.ref2v("passage")
            .model("happyhorse-1.0-r2v")
            .images(scenes.get("frame"))
            .prompt("A smooth passage through the pictures, in order")
            .resolution("720p")
            .duration(5)
            .add();
    Ref cut = film.cut("film").clips(scenes.get("clip"), passage).transition("fade", 0.5).add();
    return film.output("film", cut)
        .output("storyboard", board)
        .output("frames", scenes.get("frame"))
        .output("clips", scenes.get("clip"))
        .output("passage", passage)
        .build();
  }

  /** In the order of the script: a model is told the shape as it is written. */
  private static Map<String, Object> storyboard() {
    Map<String, Object> shot = new LinkedHashMap<>();
    shot.put("scene", String.class);
    shot.put("motion", String.class);
    Map<String, Object> board = new LinkedHashMap<>();
    board.put("title", String.class);
    board.put("shots", List.of(shot));
    return board;
  }

  private static Object scene(Ref shot, Scope scope) {
    Ref frame =
        scope
            .t2i("frame")
            .model("wan2.2-t2i-plus")
            .prompt(Ref.text(shot.get("scene"), ", film still, 35mm"))
            .negativePrompt("blur, text, watermark")
            .add();
    Ref clip =
        scope
            .i2v("clip")
            .model("happyhorse-1.0-i2v")
            .firstFrame(frame)
            .prompt(shot.get("motion"))
            .resolution("720p")
            .duration(5)
            .add();
    return Map.of("frame", frame, "clip", clip);
  }

  /** Called on the run's thread: quick, and never waiting for anything. */
  private void tell(Entry entry) {
    Event event = entry.event();
    if (event instanceof Event.Accepted it) out.println(it.step() + ": task " + it.task().value());
    if (event instanceof Event.Done it) out.println(it.step() + ": done, " + it.cost() + " yuan");
    if (event instanceof Event.Reused it) out.println(it.step() + ": made before");
    if (event instanceof Event.Failed it) out.println(it.step() + ": " + it.message());
  }

  private void tell(RunResult result) {
    out.println(result.run() + ": " + result.status() + ", " + result.spent() + " yuan");
    if (!result.reason().isEmpty()) out.println(result.reason());
    result.failures().forEach(it -> out.println("  " + it.place() + ": " + it.message()));
    result.files().forEach((output, files) -> out.println("  " + output + ": " + files));
  }
}
