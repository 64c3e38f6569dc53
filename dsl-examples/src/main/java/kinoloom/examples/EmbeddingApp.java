package kinoloom.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.Kinoloom;
import kinoloom.Plan;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.emulator.Emulator;
import kinoloom.graph.Ref;
import kinoloom.graph.Scope;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.media.Ffmpeg;
import kinoloom.media.FfmpegMedia;
import kinoloom.platform.Platform;
import kinoloom.platform.http.HttpPlatform;

/**
 * The engine inside a program: a film described in Java, stopped and gone on with, and a script.
 */
public final class EmbeddingApp {
  private final Platform platform;
  private final Path folder;
  private final PrintStream out;

  /**
   * @param platform is closed by {@link #make}
   * @param folder for the workspace and the films
   */
  public EmbeddingApp(Platform platform, Path folder, PrintStream out) {
    this.platform = platform;
    this.folder = folder;
    this.out = out;
  }

  /**
   * @param args the script to run after the film of this class
   */
  public static void main(String[] args) throws IOException {
    try (Emulator emulator = Emulator.builder().timeScale(0.05).balance("100.00").start()) {
      Platform platform =
          HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey(emulator::key).build();
      new EmbeddingApp(platform, Path.of("embedding"), System.out).make(Path.of(args[0]));
    }
  }

  /** Makes {@link #halloween} and the film of a script. */
  public void make(Path script) throws IOException {
    try (Kinoloom kinoloom =
        Kinoloom.builder()
            .platform(platform)
            .media(new FfmpegMedia(Ffmpeg.find()))
            .workspace(folder.resolve(".kinoloom"))
            .out(folder.resolve("out"))
            .listener(this::tell)
            .build()) {
      Workflow film = halloween("pumpkins take to the sky on Halloween night", 3);
      Plan plan = kinoloom.plan(film);
      out.println(film.title() + " costs " + plan.low() + " to " + plan.high() + " yuan");
      String stopped = stop(kinoloom, film);
      try (Run run = kinoloom.resume(stopped, film)) {
        tell(run.result().join());
      }
      try (Run run = kinoloom.run(script, Map.of("theme", "a fox crosses the snow"))) {
        tell(run.result().join());
      }
    }
  }

  /** Starts a run and stops it again; what was submitted by then is kept. */
  private String stop(Kinoloom kinoloom, Workflow film) throws IOException {
    try (Run run = kinoloom.run(film)) {
      run.cancel();
      tell(run.result().join());
      return run.id();
    }
  }

  /** What {@code 01-halloween.groovy} describes. */
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
    out.println(result.run() + ": " + result.status() + " " + result.reason());
    result.failures().forEach(it -> out.println("  " + it.place() + ": " + it.message()));
    result.files().forEach((output, files) -> out.println("  " + output + ": " + files));
  }
}
