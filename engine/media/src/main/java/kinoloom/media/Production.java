package kinoloom.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import kinoloom.run.Media;

/** Everything that one film needs before it is encoded: what its pieces are, and how long. */
final class Production implements AutoCloseable {
  private static final Film.Look WITHOUT_CLIPS = new Film.Look(1280, 720, 24, "pad");

  /** Clips that tell a rate below are slide shows, and one above is more than a film needs. */
  private static final int SLOWEST = 12;

  private static final int FASTEST = 60;

  /** H.264's level 5.2, and what its encoders take. */
  private static final double MOST_PIXELS = 4096 * 2304;

  private final Ffmpeg ffmpeg;
  private final Media.Cut cut;
  private final Path film;
  private final Map<Path, Clip> clips = new HashMap<>();
  private final List<Path> scratch = new ArrayList<>();

  /**
   * @param film in the making; what is needed meanwhile is written beside it
   */
  Production(Ffmpeg ffmpeg, Media.Cut cut, Path film) {
    this.ffmpeg = ffmpeg;
    this.cut = cut;
    this.film = film;
  }

  /** Makes the film and gives its subtitles, if any, as an SRT file has them. */
  String write(Media.Progress progress) throws IOException, InterruptedException {
    for (Media.Piece piece : cut.pieces()) {
      if (piece instanceof Media.Clip clip && !clips.containsKey(clip.file())) {
        FfmpegMedia.requireContent(clip.file());
        clips.put(clip.file(), Clip.of(clip.file(), ffmpeg));
      }
    }
    Film.Look look = look();
    Timeline timeline = timeline(look.fps());
    Media.Subtitles wanted = cut.extras().subtitles();
    Subtitling subtitling =
        new Subtitling(timeline, wanted == null ? List.of() : wanted.texts(), look.fps());
    boolean burn = wanted != null && wanted.burn();
    List<Film.Shot> shots = new ArrayList<>();
    for (int i = 0; i < cut.pieces().size(); i++) {
      Film.Caption caption = burn ? caption(subtitling, i, look) : null;
      shots.add(shot(cut.pieces().get(i), look, caption));
    }
    String srt = subtitling.srt();
    Path track = srt.isEmpty() || burn ? null : beside("srt");
    if (track != null) Files.writeString(track, srt, StandardCharsets.UTF_8);
    Film.Join join = new Film.Join(timeline, transitions(), Score.of(cut.extras(), ffmpeg), track);
    new Film(ffmpeg, look, Film.AT_ONCE, progress).write(shots, join, film);
    return srt;
  }

  private Film.Look look() throws IOException {
    Media.Frame frame = cut.frame();
    int[] size = size();
    return new Film.Look(
        even(frame.width() > 0 ? frame.width() : size[0]),
        even(frame.height() > 0 ? frame.height() : size[1]),
        frame.fps() > 0 ? frame.fps() : fps(),
        frame.fit());
  }

  /** That of the first clip; of a film without clips that of its first picture, not too large. */
  private int[] size() throws IOException {
    for (Media.Piece piece : cut.pieces()) {
      if (piece instanceof Media.Clip clip) {
        Clip first = clips.get(clip.file());
        return within(first.width(), first.height(), MOST_PIXELS);
      }
    }
    for (Media.Piece piece : cut.pieces()) {
      if (piece instanceof Media.Still still) {
        var facts = kinoloom.artifact.PictureFacts.of(still.file());
        return within(facts.width(), facts.height(), 1920 * 1080);
      }
    }
    return new int[] {WITHOUT_CLIPS.width(), WITHOUT_CLIPS.height()};
  }

  private static int[] within(int width, int height, double pixels) {
    double times = Math.min(1, Math.sqrt(pixels / ((double) width * height)));
    return new int[] {(int) (width * times), (int) (height * times)};
  }

  private static int even(int size) {
    return Math.max(16, size / 2 * 2);
  }

  /** What most clips have; of two that as many have, the higher. */
  private int fps() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (Media.Piece piece : cut.pieces()) {
      if (!(piece instanceof Media.Clip clip)) continue;
      long rate = Math.round(clips.get(clip.file()).rate());
      while (rate > FASTEST) rate /= 2;
      if (rate >= SLOWEST) counts.merge((int) rate, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(WITHOUT_CLIPS.fps());
  }

  private Timeline timeline(int fps) {
    List<Integer> frames = new ArrayList<>();
    for (Media.Piece piece : cut.pieces()) {
      if (piece instanceof Media.Clip clip) frames.add(clips.get(clip.file()).frames(fps));
      else if (piece instanceof Media.Still still) frames.add(frames(still.duration(), fps));
      else if (piece instanceof Media.Slate slate) frames.add(frames(slate.duration(), fps));
      else throw new IllegalStateException("Unknown piece " + piece);
    }
    List<Integer> overlaps = new ArrayList<>();
    for (Media.Transition it : cut.transitions()) {
      boolean hard = it.name().equals("cut");
      overlaps.add(hard ? 0 : Math.max(0, (int) Math.round(it.duration().toMillis() * fps / 1e3)));
    }
    return Timeline.overlapped(frames, overlaps.isEmpty() ? List.of(0) : overlaps);
  }

  private static int frames(Duration duration, int fps) {
    return Math.max(1, (int) Math.round(duration.toMillis() * fps / 1e3));
  }

  private List<String> transitions() {
    List<String> names = new ArrayList<>();
    int given = cut.transitions().size();
    for (int i = 0; i < cut.pieces().size() - 1; i++) {
      names.add(given == 0 ? "cut" : cut.transitions().get(i % given).name());
    }
    return names;
  }

  private Film.Shot shot(Media.Piece piece, Film.Look look, Film.Caption caption)
      throws IOException, InterruptedException {
    if (piece instanceof Media.Clip clip) {
      return new Film.Shot(clip.file(), clips.get(clip.file()), false, caption);
    }
    Path png = beside("png");
    if (piece instanceof Media.Slate slate) {
      draw(Lettering.slate(look.width(), look.height(), slate.text()), png);
    } else {
      Path picture = ((Media.Still) piece).file();
      String fit = look.fit();
      var wanted = new Media.Fit(fit, look.width(), look.height(), "image/png", null);
      new Fitting(ffmpeg, picture, wanted).write(png);
    }
    Clip still = new Clip("png", look.width(), look.height(), 0, 0, 0, -1, "bt709");
    return new Film.Shot(png, still, true, caption);
  }

  private Film.Caption caption(Subtitling subtitling, int piece, Film.Look look)
      throws IOException {
    String text = subtitling.text(piece);
    if (text.isEmpty()) return null;
    Path png = beside("png");
    draw(Lettering.caption(look.width(), look.height(), text), png);
    return new Film.Caption(png, subtitling.from(piece), subtitling.to(piece));
  }

  private static void draw(BufferedImage picture, Path png) throws IOException {
    if (!ImageIO.write(picture, "png", png.toFile())) {
      throw new IOException("Java cannot write a PNG here");
    }
  }

  private Path beside(String ending) {
    String name = film.getFileName() + "." + ending + scratch.size() + ".part";
    Path file = film.resolveSibling(name);
    scratch.add(file);
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Path file : scratch) Files.deleteIfExists(file);
  }
}
