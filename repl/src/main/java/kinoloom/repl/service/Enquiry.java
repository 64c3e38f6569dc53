package kinoloom.repl.service;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import kinoloom.platform.http.Account;
import kinoloom.platform.http.HttpPlatform;
import kinoloom.repl.console.Console;

/** A client for questions that cost nothing, and the built-in emulator if that is to be asked. */
public final class Enquiry implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HttpPlatform platform;
  private final BuiltInEmulator emulator;

  private Enquiry(HttpPlatform platform, BuiltInEmulator emulator) {
    this.platform = platform;
    this.emulator = emulator;
  }

  /**
   * @param clock what the platform's is compared with
   */
  public static Enquiry of(
      PlatformChoice.Remote remote,
      EngineRoom.Places places,
      Console console,
      InstantSource clock) {
    console.hide(remote.key());
    return new Enquiry(client(remote, places, clock), null);
  }

  /** Starts the built-in emulator where that was chosen. */
  public static Enquiry open(PlatformChoice choice, EngineRoom.Places places, Console console)
      throws IOException {
    if (choice instanceof PlatformChoice.Remote remote) {
      return of(remote, places, console, InstantSource.system());
    }
    var builtIn = (PlatformChoice.BuiltIn) choice;
    BuiltInEmulator emulator =
        BuiltInEmulator.start(places.workspace().resolve("emulator"), builtIn.timeScale());
    try {
      console.hide(emulator.key());
      var remote = new PlatformChoice.Remote(emulator.url(), emulator.key());
      return new Enquiry(client(remote, places, InstantSource.system()), emulator);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static HttpPlatform client(
      PlatformChoice.Remote remote, EngineRoom.Places places, InstantSource clock) {
    var builder = HttpPlatform.builder().timeouts(CONNECT, ANSWER, ANSWER).clock(clock);
    return EngineRoom.platform(builder, remote.url(), remote.key(), places.folder());
  }

  public Account account() {
    return platform.account();
  }

  /** Where it asks, as shown to people. */
  public String address() {
    return emulated() ? "the built-in emulator" : platform.address();
  }

  public boolean emulated() {
    return emulator != null;
  }

  @Override
  public void close() throws IOException {
    try (emulator) {
      platform.close();
    }
  }
}
