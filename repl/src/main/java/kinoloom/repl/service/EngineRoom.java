package kinoloom.repl.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kinoloom.Kinoloom;
import kinoloom.graph.Budget;
import kinoloom.media.Ffmpeg;
import kinoloom.media.FfmpegMedia;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Platform;
import kinoloom.platform.http.HttpPlatform;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.run.Listeners;
import kinoloom.run.RescueLog;

/** An engine and all it stands on, put together in this one place and taken down in order. */
public final class EngineRoom implements AutoCloseable {
  private static final String OWN_MODELS = "kinoloom.json";

  /** Its tasks are not known to any other emulator. */
  private static final String BUILT_IN = "built-in emulator";

  private static final String NOBODY = "http://127.0.0.1:9";

  /** What the platform calls the five kinds of paid steps. */
  public static final List<String> CATEGORIES = List.of("t2t", "t2i", "t2v", "i2v", "ref2v");

  private final Kinoloom engine;
  private final BuiltInEmulator emulator;

  private EngineRoom(Kinoloom engine, BuiltInEmulator emulator) {
    this.engine = engine;
    this.emulator = emulator;
  }

  /**
   * Where a person's files are.
   *
   * @param state what outlives a workspace; null to keep nothing there
   */
  public record Places(Path folder, Path workspace, Path out, Path state) {
    public Places(Path folder, Path workspace, Path out) {
      this(folder, workspace, out, null);
    }
  }

  /**
   * @param budget what is said of it here
   * @param onAmbiguous null for the engine's own policy
   */
  public record Rules(Budget budget, String onAmbiguous) {
    public static final Rules NONE = new Rules(Budget.UNSAID, null);
  }

  /** The models that are known, those of the folder's {@code kinoloom.json} among them. */
  public static Catalogue catalogue(Path folder) {
    Path own = folder.resolve(OWN_MODELS);
    return Catalogue.load(Files.exists(own) ? own : null);
  }

  /** An engine that tells of runs; it cannot send anything. */
  public static EngineRoom reading(Places places) {
    return planning(new PlatformChoice.Remote(NOBODY, ""), places, Rules.NONE);
  }

  /** An engine that rehearses; it cannot send anything. */
  public static EngineRoom planning(PlatformChoice choice, Places places, Rules rules) {
    String url = choice instanceof PlatformChoice.Remote remote ? remote.url() : NOBODY;
    String scope = choice instanceof PlatformChoice.BuiltIn ? BUILT_IN : null;
    return new EngineRoom(builder(platform(url, "", scope, places), places, rules).build(), null);
  }

  /** An engine that pays, or that runs on the emulator started with it. */
  public static EngineRoom running(
      PlatformChoice choice, Places places, Rules rules, Listeners listeners, Console console)
      throws IOException {
    if (choice instanceof PlatformChoice.Remote remote) {
      return new EngineRoom(engine(remote, null, places, rules, listeners, console), null);
    }
    var builtIn = (PlatformChoice.BuiltIn) choice;
    BuiltInEmulator emulator =
        BuiltInEmulator.start(places.workspace().resolve("emulator"), builtIn.timeScale());
    try {
      var remote = new PlatformChoice.Remote(emulator.url(), emulator.key());
      return new EngineRoom(engine(remote, BUILT_IN, places, rules, listeners, console), emulator);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static Kinoloom engine(
      PlatformChoice.Remote remote,
      String scope,
      Places places,
      Rules rules,
      Listeners listeners,
      Console console) {
    console.hide(remote.key());
    Platform platform = platform(remote.url(), remote.key(), scope, places);
    Kinoloom.Builder builder =
        builder(platform, places, rules)
            .listener(listeners.entries())
            .onText(listeners.speech())
            .onProgress(listeners.progress())
            .rescue(RescueLog.standard(System.getenv(), console::note));
    try {
      builder.media(new FfmpegMedia(Ffmpeg.find()));
    } catch (IOException e) {
      console.note("No film can be cut and no picture fitted: " + e.getMessage());
    }
    return builder.build();
  }

  private static Platform platform(String url, String key, String scope, Places places) {
    return platform(HttpPlatform.builder().scope(scope), url, key, places.folder());
  }

  /** A client with the folder's models; what is wrong with the address is told as a complaint. */
  static HttpPlatform platform(HttpPlatform.Builder builder, String url, String key, Path folder) {
    try {
      return builder.baseUrl(url).apiKey(() -> key).catalogue(catalogue(folder)).build();
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(e.getMessage(), "");
    }
  }

  private static Kinoloom.Builder builder(Platform platform, Places places, Rules rules) {
    Kinoloom.Builder builder =
        Kinoloom.builder()
            .platform(platform)
            .workspace(places.workspace())
            .out(places.out())
            .allow(rules.budget());
    if (places.state() != null) builder.marks(places.state().resolve("runs"));
    return rules.onAmbiguous() == null ? builder : builder.onAmbiguous(rules.onAmbiguous());
  }

  public Kinoloom engine() {
    return engine;
  }

  /** Whether its money is the built-in emulator's. */
  public boolean emulated() {
    return emulator != null;
  }

  /** The engine first, and with it its platform. */
  @Override
  public void close() throws IOException {
    try (emulator) {
      engine.close();
    }
  }
}
