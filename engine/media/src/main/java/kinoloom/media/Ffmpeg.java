package kinoloom.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ffmpeg and ffprobe programs of this computer, found and tried. Immutable; any thread.
 *
 * <p>They are started with argument lists, never through a shell, and may read local files only: a
 * media file cannot make them open the network or a playlist of other files.
 */
public final class Ffmpeg {

  /** Containers of clips and single pictures; no playlist and no numbered series of files. */
  private static final String FORMATS =
      "mov,matroska,avi,mpegts,mpeg,flv,ogg,asf,ivf,gif,apng,mp3,wav,flac,aac,"
          + "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,gif_pipe";

  private static final Pattern TIME = Pattern.compile("out_time_us=(\\d{1,18})");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Programs programs;
  private final Encoder encoder;
  private final String description;
  private final Duration patience;

  Ffmpeg(Programs programs, Encoder encoder, String description) {
    this(programs, encoder, description, Job.PATIENCE);
  }

  private Ffmpeg(Programs programs, Encoder encoder, String description, Duration patience) {
    this.programs = programs;
    this.encoder = encoder;
    this.description = description;
    this.patience = patience;
  }

  /** The same programs, ended when they make no progress for so long; 60 seconds by default. */
  public Ffmpeg patience(Duration longest) {
    return new Ffmpeg(programs, encoder, description, longest);
  }

  /**
   * Finds ffmpeg: the one that {@code KINOLOOM_FFMPEG} names, else one on the PATH that can encode
   * H.264, else the one bundled on the class path, which is unpacked in the user's cache.
   *
   * @throws IOException when there is none; the message says what was looked for and what to do
   */
  public static Ffmpeg find() throws IOException {
    return find(null);
  }

  /**
   * Finds ffmpeg.
   *
   * @param configured the path of an ffmpeg program, with ffprobe beside it; null to look for one
   * @throws IOException when the configured one cannot be used, or none is found
   */
  public static Ffmpeg find(Path configured) throws IOException {
    return new Search(System.getenv(), Ffmpeg.class.getClassLoader()).find(configured);
  }

  /** One line for people: version, origin, encoder, path, and what was passed over and why. */
  public String describe() {
    return description;
  }

  Encoder encoder() {
    return encoder;
  }

  /** Runs ffmpeg to its end; an interrupt kills it. */
  void run(String what, List<String> arguments) throws IOException, InterruptedException {
    try (Job job = start(what, arguments)) {
      job.input().close();
      job.await();
    }
  }

  /** The same, telling how many seconds are made, and how many in a second. */
  void run(String what, List<String> arguments, Made hears)
      throws IOException, InterruptedException {
    try (Job job = start(what, arguments)) {
      job.input().close();
      job.await(line -> made(line).ifPresent(it -> hears.seconds(it, job.speed())));
    }
  }

  /** The same, and gives how many frames were written. */
  long frames(String what, List<String> arguments) throws IOException, InterruptedException {
    try (Job job = start(what, arguments)) {
      job.input().close();
      return job.await().stream()
          .filter(it -> it.startsWith("frame="))
          .mapToLong(it -> Long.parseLong(it.substring(6).strip()))
          .max()
          .orElse(0);
    }
  }

  /** Hears of seconds of film that are made. */
  interface Made {
    void seconds(double made, double speed);
  }

  private static OptionalDouble made(String line) {
    Matcher time = TIME.matcher(line);
    return time.matches()
        ? OptionalDouble.of(Long.parseLong(time.group(1)) / 1e6)
        : OptionalDouble.empty();
  }

  /** Starts ffmpeg; it reports progress on its output and never asks questions. */
  Job start(String what, List<String> arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of("-nostdin", "-hide_banner", "-v", "error", "-nostats", "-progress", "pipe:1"));
    line.add("-y");
    line.addAll(arguments);
    return Job.start(what, programs.command(programs.ffmpeg(), line), patience);
  }

  /** Container and streams of a file, as ffprobe's JSON. */
  JsonNode probe(Path file) throws IOException, InterruptedException {
    return probe(file, List.of());
  }

  /** The same with the packets of every stream counted, which reads the whole file. */
  JsonNode probeCounting(Path file) throws IOException, InterruptedException {
    return probe(file, List.of("-count_packets"));
  }

  private JsonNode probe(Path file, List<String> options) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("-hide_banner", "-v", "error", "-of", "json"));
    line.addAll(List.of("-show_format", "-show_streams"));
    line.addAll(options);
    line.addAll(input(file));
    String what = "Cannot read " + file + " as a picture or clip";
    ProcessBuilder builder = programs.command(programs.ffprobe(), line);
    try (Job job = Job.start(what, builder, patience)) {
      job.input().close();
      return JSON.readTree(String.join("\n", job.await()));
    }
  }

  /** Arguments that name a file to read; any name is safe. */
  static List<String> input(Path file) {
    return List.of(
        "-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS, "-i", url(file));
  }

  static String url(Path file) {
    return "file:" + file.toAbsolutePath().normalize();
  }
}
