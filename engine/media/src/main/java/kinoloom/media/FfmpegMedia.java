package kinoloom.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kinoloom.graph.Names;
import kinoloom.run.Media;

/**
 * Core's media port, by way of ffmpeg. Immutable; any number of threads may work at once.
 *
 * <p>A film is exactly as long, in frames, as its clips less the fades: lengths are rounded to
 * whole frames, sound is cut or filled up to the picture, and a fade is shortened to half of its
 * shorter neighbour. Odd sizes lose a row or column, as H.264 wants pairs.
 */
public final class FfmpegMedia implements Media {

  private final Ffmpeg ffmpeg;

  public FfmpegMedia(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  @Override
  public Info probe(Path file) throws IOException, InterruptedException {
    requireContent(file);
    Optional<Picture> picture = Picture.of(file);
    if (picture.isEmpty()) {
      var clip = kinoloom.media.Clip.of(file, ffmpeg);
      Duration duration = Duration.ofNanos(Math.round(clip.seconds() * 1e9));
      return new Info(clip.mediaType(), clip.width(), clip.height(), duration, clip.hasSound());
    }
    Optional<int[]> size = Picture.size(file);
    if (size.isEmpty()) {
      var clip = kinoloom.media.Clip.of(file, ffmpeg);
      size = Optional.of(new int[] {clip.width(), clip.height()});
    }
    return new Info(picture.get().mediaType(), size.get()[0], size.get()[1], Duration.ZERO, false);
  }

  @Override
  public void cut(Cut cut, Path target) throws IOException, InterruptedException {
    cut(cut, target, Progress.NONE);
  }

  @Override
  public String cut(Cut cut, Path target, Progress progress)
      throws IOException, InterruptedException {
    if (cut.pieces().isEmpty()) {
      throw new IllegalArgumentException("A film needs at least one clip.");
    }
    if (cut.frame().fps() < 0) {
      throw new IllegalArgumentException(
          "A film cannot have " + cut.frame().fps() + " frames a second.");
    }
    for (Transition transition : cut.transitions()) requireKnown(transition);
    try (Draft draft = new Draft(target);
        Production production = new Production(ffmpeg, cut, draft.path())) {
      String srt = production.write(progress);
      draft.publish();
      return srt;
    }
  }

  private static void requireKnown(Transition transition) {
    if (Transition.NAMES.contains(transition.name())) return;
    throw new IllegalArgumentException(
        "There is no transition '"
            + transition.name()
            + "'"
            + Names.offer(transition.name(), Transition.NAMES));
  }

  @Override
  public void frame(Path clip, Path target, boolean last) throws IOException, InterruptedException {
    requireContent(clip);
    try (Draft draft = new Draft(target)) {
      new FrameTaker(ffmpeg, clip).write(draft.path(), last);
      draft.publish();
    }
  }

  @Override
  public Optional<String> undrawable(String text) {
    return Lettering.undrawable(CleanLines.of(text));
  }

  @Override
  public void fit(Path source, Path target, Fit fit) throws IOException, InterruptedException {
    requireContent(source);
    try (Draft draft = new Draft(target)) {
      new Fitting(ffmpeg, source, fit).write(draft.path());
      draft.publish();
    }
  }

  @Override
  public void thumbnail(Path source, Path target, int width)
      throws IOException, InterruptedException {
    requireContent(source);
    List<String> arguments =
        new ArrayList<>(
            Picture.of(source).isPresent() ? Picture.input(source) : Ffmpeg.input(source));
    arguments.addAll(List.of("-map", "0:V:0", "-frames:v", "1", "-map_metadata", "-1"));
    arguments.addAll(
        List.of(
            "-vf", "scale=" + width + ":-2:out_range=pc:out_color_matrix=bt601,format=yuvj420p"));
    try (Draft draft = new Draft(target)) {
      arguments.addAll(List.of("-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg"));
      arguments.add(Ffmpeg.url(draft.path()));
      ffmpeg.run("Cannot make a thumbnail of " + source, arguments);
      draft.publish();
    }
  }

  static void requireContent(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (Files.size(file) == 0) {
      throw new IOException("Cannot read " + file + " as a picture or clip: it is empty.");
    }
  }
}
