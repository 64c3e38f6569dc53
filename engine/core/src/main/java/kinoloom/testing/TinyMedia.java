package kinoloom.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import kinoloom.run.Media;

/**
 * Media without ffmpeg. A film is a file that names its clips, for tests that ask what was cut and
 * not how it looks; a fitted picture has its size and one colour. Give {@code kinoloom-media}'s to
 * {@link Pipeline#media} where the films are to be real.
 */
final class TinyMedia implements Media {

  @Override
  public Info probe(Path file) {
    return new Info("video/mp4", 1280, 720, Duration.ofSeconds(5), false);
  }

  @Override
  public void cut(Cut cut, Path target) throws IOException {
    Files.write(target, SampleFiles.mp4(String.valueOf(cut)));
  }

  @Override
  public void fit(Path source, Path target, Fit fit) throws IOException {
    String format = fit.mediaType().equals("image/png") ? "png" : "jpg";
    String name = source.getFileName() + " " + fit;
    Files.write(target, SampleFiles.picture(name, fit.width(), fit.height(), format));
  }

  @Override
  public void thumbnail(Path source, Path target, int width) throws IOException {
    String name = String.valueOf(source.getFileName());
    Files.write(target, SampleFiles.picture(name, width, width * 9 / 16, "jpg"));
  }
}
