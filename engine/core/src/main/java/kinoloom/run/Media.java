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
   * Looks at a file.
   *
   * @throws IOException when it cannot be read as a picture or clip
   */
  Info probe(Path file) throws IOException, InterruptedException;

  /**
   * Joins clips into one MP4 (H.264, AAC, yuv420p, {@code moov} first) written to {@code target}.
   */
  void cut(Cut cut, Path target) throws IOException, InterruptedException;

  /** Writes a JPEG of the first frame (or of the picture), {@code width} pixels wide. */
  void thumbnail(Path source, Path target, int width) throws IOException, InterruptedException;
}
