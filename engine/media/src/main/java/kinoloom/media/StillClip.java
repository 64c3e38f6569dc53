package kinoloom.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes a clip out of still pictures. */
public final class StillClip {

  private StillClip() {}

  /** Renders the pictures, cross-faded, as one clip with a silent sound track. */
  public static void render(
      Ffmpeg ffmpeg,
      List<Path> pictures,
      Path target,
      int width,
      int height,
      int fps,
      Duration duration)
      throws IOException, InterruptedException {
    throw new IOException("Still clips cannot be rendered yet.");
  }
}
