package kinoloom.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ffmpeg with the ffprobe beside it, and how to start them. */
record Programs(Path ffmpeg, Path ffprobe, Optional<Path> libraries) {

  private static final Pattern VERSION =
      Pattern.compile("^ffmpeg version (\\S+)", Pattern.MULTILINE);

  /** What a program file said of itself, so that it is asked once. */
  private static final ConcurrentMap<Path, Abilities> KNOWN = new ConcurrentHashMap<>();

  /** The version and, if the build can write H.264 at all, its encoder. */
  record Abilities(String version, Optional<Encoder> encoder) {}

  /** Programs installed on this computer. */
  static Programs installed(Path ffmpeg) {
    Path absolute = ffmpeg.toAbsolutePath().normalize();
    return new Programs(
        absolute, absolute.resolveSibling(Platform.program("ffprobe")), Optional.empty());
  }

  /** Programs that bring their libraries with them. */
  static Programs unpacked(Path home) {
    return new Programs(
        home.resolve(Platform.program("ffmpeg")),
        home.resolve(Platform.program("ffprobe")),
        Optional.of(home));
  }

  ProcessBuilder command(Path program, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    libraries.ifPresent(
        home -> {
          builder.environment().put("LD_LIBRARY_PATH", home.toString());
          builder.environment().put("DYLD_LIBRARY_PATH", home.toString());
        });
    return builder;
  }

  /**
   * Asks ffmpeg what it is.
   *
   * @throws IOException when one of the programs is not there or does not run
   */
  Abilities abilities() throws IOException {
    for (Path program : List.of(ffmpeg, ffprobe)) {
      if (!Files.isExecutable(program)) {
        throw new IOException("there is no program " + program);
      }
    }
    Abilities known = KNOWN.get(ffmpeg);
    if (known == null) {
      known = ask();
      KNOWN.put(ffmpeg, known);
    }
    return known;
  }

  private Abilities ask() throws IOException {
    try {
      String listing = ask(ffmpeg, "-encoders");
      ask(ffprobe, "-version");
      Matcher version = VERSION.matcher(ask(ffmpeg, "-version"));
      return new Abilities(version.find() ? version.group(1) : "?", Encoder.bestOf(listing));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while looking for ffmpeg.");
    }
  }

  private String ask(Path program, String question) throws IOException, InterruptedException {
    ProcessBuilder builder = command(program, List.of("-hide_banner", question));
    try (Job job = Job.start(program + " does not run", builder, Duration.ofSeconds(20))) {
      job.input().close();
      return String.join("\n", job.await());
    }
  }
}
