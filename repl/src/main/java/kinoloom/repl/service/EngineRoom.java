package kinoloom.repl.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import kinoloom.Kinoloom;
import kinoloom.journal.Entry;
import kinoloom.media.Ffmpeg;
import kinoloom.media.FfmpegMedia;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.platform.http.HttpPlatform;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;

/** An engine and all it stands on, put together in this one place and taken down in order. */
public final class EngineRoom implements AutoCloseable {
  private static final String OWN_MODELS = "kinoloom.json";
  private static final String NOBODY = "http://127.0.0.1:9";

  private final Kinoloom engine;
  private final Platform platform;
  private final BuiltInEmulator emulator;

  private EngineRoom(Kinoloom engine, Platform platform, BuiltInEmulator emulator) {
    this.engine = engine;
    this.platform = platform;
    this.emulator = emulator;
  }

  /** Where a person's files are. */
  public record Places(Path folder, Path workspace, Path out) {}

  /**
   * @param budget null for no limit
   * @param onAmbiguous null for the engine's own policy
   */
  public record Rules(Money budget, String onAmbiguous) {
    public static final Rules NONE = new Rules(null, null);
  }

  /** The models that are known, those of the folder's {@code kinoloom.json} among them. */
  public static Catalogue catalogue(Path folder) {
    Path own = folder.resolve(OWN_MODELS);
    return Catalogue.load(Files.exists(own) ? own : null);
  }

  /** An engine that tells of runs; it cannot send anything. */
  public static EngineRoom reading(Places places) throws IOException {
    return planning(new PlatformChoice.Remote(NOBODY, ""), places, Rules.NONE);
  }

  /** An engine that rehearses; it cannot send anything. */
  public static EngineRoom planning(PlatformChoice choice, Places places, Rules rules)
      throws IOException {
    String url = choice instanceof PlatformChoice.Remote remote ? remote.url() : NOBODY;
    Platform platform = platform(url, "", places);
    return new EngineRoom(builder(platform, places, rules).build(), platform, null);
  }

  /** An engine that pays, or that runs on the emulator started with it. */
  public static EngineRoom running(
      PlatformChoice choice, Places places, Rules rules, Consumer<Entry> listener, Console console)
      throws IOException {
    BuiltInEmulator emulator =
        choice instanceof PlatformChoice.BuiltIn builtIn
            ? BuiltInEmulator.start(places.workspace().resolve("emulator"), builtIn.timeScale())
            : null;
    PlatformChoice.Remote remote =
        emulator == null
            ? (PlatformChoice.Remote) choice
            : new PlatformChoice.Remote(emulator.url(), emulator.key());
    console.hide(remote.key());
    Platform platform = platform(remote.url(), remote.key(), places);
    Kinoloom.Builder builder = builder(platform, places, rules).listener(listener);
    return new EngineRoom(
        builder.media(new FfmpegMedia(Ffmpeg.find())).build(), platform, emulator);
  }

  private static Platform platform(String url, String key, Places places) {
    try {
      return HttpPlatform.builder()
          .baseUrl(url)
          .apiKey(() -> key)
          .catalogue(catalogue(places.folder()))
          .build();
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
            .budget(rules.budget());
    return rules.onAmbiguous() == null ? builder : builder.onAmbiguous(rules.onAmbiguous());
  }

  public Kinoloom engine() {
    return engine;
  }

  /** Whether its money is the built-in emulator's. */
  public boolean emulated() {
    return emulator != null;
  }

  @Override
  public void close() throws IOException {
    try (emulator;
        platform;
        engine) {
      // Closed in reverse order: the engine first.
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
