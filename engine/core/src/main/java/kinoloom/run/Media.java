package kinoloom.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Local work on pictures and clips: the port that {@code kinoloom-media} implements with ffmpeg.
 *
 * <p>Every method may block for as long as the work takes and is called from a worker thread; an
 * interrupt ends the work and its processes. A target is written whole or not at all.
 */
public interface Media {

  /** What a picture or clip is. A picture has a zero duration and no sound. */
  record Info(String mediaType, int width, int height, Duration duration, boolean sound) {}

  /** How two clips meet: {@code "cut"} (the default) or {@code "fade"}, which overlaps them. */
  record Transition(String name, Duration duration) {
    public static final Transition CUT = new Transition("cut", Duration.ZERO);
  }

  /**
   * A film to be made.
   *
   * @param clips in order, at least one; any size, frame rate, with or without sound
   * @param width of the film in pixels, 0 to take it from the first clip
   * @param height of the film in pixels, 0 to take it from the first clip
   * @param fps frames a second
   */
  record Cut(List<Path> clips, Transition transition, int width, int height, int fps) {
    public Cut {
      clips = List.copyOf(clips);
    }
  }

  /**
   * A copy of a picture that is to be made.
   *
   * @param how {@code crop} fills the frame and cuts off what stands out, in equal parts; {@code
   *     pad} shows the whole picture on black; {@code blur} shows it on its own blurred enlargement
   * @param width of the copy in pixels, exactly
   * @param height of the copy in pixels, exactly
   * @param mediaType {@code image/jpeg} or {@code image/png}
   * @param maxBytes the most the copy may have; null for no limit
   */
  record Fit(String how, int width, int height, String mediaType, Long maxBytes) {}

  /**
   * Looks at a file.
   *
   * @throws IOException when it cannot be read as a picture or clip
   */
  Info probe(Path file) throws IOException, InterruptedException;

  /**
   * Joins clips into one MP4 (H.264, AAC, yuv420p, {@code moov} first) written to {@code target}.
   */
  void cut(Cut cut, Path target) throws IOException, InterruptedException;

  /**
   * Writes a copy of a JPEG, PNG or WebP picture that has another size. The copy is upright,
   * whatever the source's Exif says, carries nothing but pixels, and has black where the source is
   * transparent. The same source and fit give the same copy.
   *
   * @throws UnfitPictureException when the source cannot be read or the copy not be made small
   *     enough
   * @throws IOException when this machine is in the way: a full disk, a program that was killed
   */
  void fit(Path source, Path target, Fit fit) throws IOException, InterruptedException;

  /** Writes a JPEG of the first frame (or of the picture), {@code width} pixels wide. */
  void thumbnail(Path source, Path target, int width) throws IOException, InterruptedException;
}
