package kinoloom;

import java.io.IOException;
import java.nio.file.Path;
import kinoloom.run.Media;

/** Stands in for local media tools where an embedder gives none. */
enum NoMedia implements Media {
  INSTANCE;

  private static IOException none() {
    return new IOException(
        "There is nothing to work on clips and pictures with: give Kinoloom.builder().media(new FfmpegMedia(…))");
  }

  @Override
  public Info probe(Path file) throws IOException {
    throw none();
  }

  @Override
  public void cut(Cut cut, Path target) throws IOException {
    throw none();
  }

  @Override
  public void frame(Path clip, Path target, boolean last) throws IOException {
    throw none();
  }

  @Override
  public void fit(Path source, Path target, Fit fit) throws IOException {
    throw none();
  }

  @Override
  public void thumbnail(Path source, Path target, int width) throws IOException {
    throw none();
  }
}
