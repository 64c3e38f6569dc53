package kinoloom.emulator.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kinoloom.media.Ffmpeg;
import kinoloom.media.StillClip;

/** Turns pictures into clips. Looks for ffmpeg when the first clip is wanted, not before. */
final class Clips {
  private static final int FPS = 24;

  private final Path configured;
  private Ffmpeg ffmpeg;

  /**
   * @param configured the ffmpeg program; null to look for one
   */
  Clips(Path configured) {
    this.configured = configured;
  }

  void render(List<Path> pictures, Path target, FrameSize size, Duration duration)
      throws IOException, InterruptedException {
    StillClip.render(ffmpeg(), pictures, target, size.width(), size.height(), FPS, duration);
  }

  private synchronized Ffmpeg ffmpeg() throws IOException {
    if (ffmpeg == null) {
      ffmpeg = Ffmpeg.find(configured);
    }
    return ffmpeg;
  }
}
