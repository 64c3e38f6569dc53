package kinoloom.repl.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;

/** Where a run goes: a platform on the net, or the emulator in this process. */
public sealed interface PlatformChoice {
  String KEY = "KINOLOOM_API_KEY";
  String KEY_FILE = "KINOLOOM_API_KEY_FILE";

  /** Set beside a key that was typed. */
  String TYPED = "--ask-key";

  String BASE_URL = "KINOLOOM_BASE_URL";
  String TIME_SCALE = "KINOLOOM_TIME_SCALE";
  String DEFAULT_URL = "https://opencomputing.ai";
  double DEFAULT_TIME_SCALE = 0.05;

  /**
   * @param key is empty when nothing will be sent
   */
  record Remote(String url, String key) implements PlatformChoice {
    /** Without the key. */
    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * @param asked it was asked for, and not merely taken for want of a key
   */
  record BuiltIn(double timeScale, boolean asked) implements PlatformChoice {}

  /** What was said on the command line; null where nothing was. */
  record Asked(String baseUrl, boolean emulator, Double timeScale) {}

  /**
   * Chooses.
   *
   * @param paying whether anything will be sent; if not, no key is needed
   * @throws Complaint when what was asked contradicts itself, or the key is missing or unsafe
   */
  static PlatformChoice of(Asked asked, Map<String, String> env, Path cwd, boolean paying)
      throws IOException {
    if (asked.emulator && asked.baseUrl != null) {
      throw Complaint.usage("--emulator and --base-url exclude each other", "Give one of them");
    }
    Optional<String> url = url(asked, env);
    if (asked.emulator) return new BuiltIn(timeScale(asked, env), true);
    Optional<String> key =
        paying || url.isEmpty() ? KeyFile.ofEnvironment(env, cwd, KEY) : Optional.empty();
    if (key.isEmpty() && url.isEmpty()) return new BuiltIn(timeScale(asked, env), false);
    if (asked.timeScale != null) {
      throw Complaint.usage(
          "--time-scale is for the built-in emulator", "Add --emulator, or leave it out");
    }
    if (key.isEmpty() && paying) {
      throw new Complaint(
          Exit.KEY_REFUSED,
          "no API key for " + url.get(),
          "Set " + KEY + ", or " + KEY_FILE + " to a file that only you can read");
    }
    return new Remote(url.orElse(DEFAULT_URL), key.orElse(""));
  }

  private static Optional<String> url(Asked asked, Map<String, String> env) {
    if (asked.baseUrl != null) return Optional.of(BaseUrl.checked(asked.baseUrl, "--base-url"));
    return set(env, BASE_URL).map(url -> BaseUrl.checked(url, BASE_URL));
  }

  private static double timeScale(Asked asked, Map<String, String> env) {
    if (asked.timeScale != null) return checked(asked.timeScale, asked.timeScale, "--time-scale");
    Optional<String> text = set(env, TIME_SCALE);
    if (text.isEmpty()) return DEFAULT_TIME_SCALE;
    try {
      return checked(Double.parseDouble(text.get().strip()), text.get(), TIME_SCALE);
    } catch (NumberFormatException e) {
      return checked(Double.NaN, text.get(), TIME_SCALE);
    }
  }

  private static double checked(double scale, Object written, String origin) {
    if (scale >= 0 && scale <= 1000) return scale;
    throw Complaint.usage(
        "'" + written + "' (" + origin + ") is not a time scale",
        "A number from 0: 1 is real time, 0.05 twenty times as fast");
  }

  private static Optional<String> set(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }
}
