package kinoloom.media;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for ffmpeg: the configured one, else the first good one on the PATH, else the bundled one.
 */
final class Search {

  static final String VARIABLE = "KINOLOOM_FFMPEG";

  private final Map<String, String> environment;
  private final ClassLoader loader;
  private final List<String> skipped = new ArrayList<>();

  Search(Map<String, String> environment, ClassLoader loader) {
    this.environment = Platform.environment(environment);
    this.loader = loader;
  }

  /** A configured program is used or refused, never silently replaced by another. */
  Ffmpeg find(Path configured) throws IOException {
    if (configured != null) {
      return configured(configured, "the configuration");
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    if (!variable.isBlank()) {
      return configured(Path.of(variable), VARIABLE);
    }
    Optional<Ffmpeg> found = onPath();
    if (found.isEmpty()) {
      found = bundled();
    }
    return found.orElseThrow(this::nothingFound);
  }

  private Ffmpeg configured(Path ffmpeg, String origin) throws IOException {
    return accept(Programs.installed(ffmpeg), "from " + origin)
        .orElseThrow(
            () ->
                new IOException(
                    "Cannot use ffmpeg as named by "
                        + origin
                        + ": "
                        + String.join("; ", skipped)
                        + ". Name the path of an ffmpeg program that can encode H.264, with ffprobe"
                        + " beside it, or leave it unset."));
  }

  private Optional<Ffmpeg> onPath() {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (folder.isBlank()) {
        continue;
      }
      Path program = Path.of(folder.replace("\"", ""), Platform.program("ffmpeg"));
      Optional<Ffmpeg> found =
          Files.isExecutable(program)
              ? accept(Programs.installed(program), "from the PATH")
              : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    if (skipped.isEmpty()) {
      skipped.add("no ffmpeg on the PATH");
    }
    return Optional.empty();
  }

  private Optional<Ffmpeg> bundled() throws IOException {
    Optional<Bundle> bundle = Bundle.onClassPath(loader);
    if (bundle.isEmpty()) {
      skipped.add("no org.bytedeco:ffmpeg:" + Platform.classifier() + " jar on the class path");
      return Optional.empty();
    }
    for (Path cache : Platform.caches(environment)) {
      try {
        Path home = bundle.get().unpackInto(Platform.privateDirectory(cache));
        Optional<Ffmpeg> found = accept(Programs.unpacked(home), "bundled");
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException e) {
        skipped.add("the bundled ffmpeg cannot be unpacked in " + cache + " (" + e + ")");
      }
    }
    return Optional.empty();
  }

  private Optional<Ffmpeg> accept(Programs programs, String origin) {
    try {
      Programs.Abilities abilities = programs.abilities();
      if (abilities.encoder().isPresent()) {
        return Optional.of(
            new Ffmpeg(programs, abilities.encoder().get(), describe(programs, abilities, origin)));
      }
      skipped.add(programs.ffmpeg() + " has no H.264 encoder");
    } catch (IOException e) {
      skipped.add(e.getMessage());
    }
    return Optional.empty();
  }

  private String describe(Programs programs, Programs.Abilities abilities, String origin) {
    String passedOver = skipped.isEmpty() ? "" : "; passed over: " + String.join("; ", skipped);
    return String.format(
        Locale.ROOT,
        "ffmpeg %s (%s, %s) at %s%s",
        abilities.version(),
        origin,
        abilities.encoder().map(Encoder::label).orElse("no H.264"),
        programs.ffmpeg(),
        passedOver);
  }

  private IOException nothingFound() {
    return new IOException(
        "No usable ffmpeg: "
            + String.join("; ", skipped)
            + ". Install ffmpeg so that the PATH has it, or set "
            + VARIABLE
            + " to the path of the program, or add org.bytedeco:ffmpeg with the classifier "
            + Platform.classifier()
            + " to the class path.");
  }
}
