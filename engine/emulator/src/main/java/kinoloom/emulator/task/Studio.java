package kinoloom.emulator.task;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.FileRule;
import kinoloom.emulator.paint.Painter;
import kinoloom.emulator.paint.Subject;
import kinoloom.emulator.store.FileStore;
import kinoloom.emulator.store.StoredFile;

/** Makes the picture or clip an order asks for. Thread-safe; may take seconds. */
public final class Studio {
  private static final int STILL_WIDTH = 1280;
  private static final int STILL_HEIGHT = 720;

  /** A still of the smallest scale has 400 lines: no vendor that takes pictures wants more. */
  private static final double LEAST_STILL = 400.0 / STILL_HEIGHT;

  private static final double[] MOMENTS = {0, 0.5, 1};

  private final FileStore files;
  private final long seed;
  private final double pixelScale;
  private final Clips clips;

  /**
   * @param pixelScale 1 for real sizes; specs draw smaller
   * @param ffmpeg the ffmpeg program; null to look for one
   */
  public Studio(FileStore files, long seed, double pixelScale, Path ffmpeg) {
    this.files = files;
    this.seed = seed;
    this.pixelScale = pixelScale;
    this.clips = new Clips(ffmpeg);
  }

  Outcome.Made make(Order order) throws IOException, InterruptedException {
    if (order.model().category() == Category.T2I) {
      double scale = Math.max(pixelScale, LEAST_STILL);
      FrameSize size = FrameSize.scaled(STILL_WIDTH, STILL_HEIGHT, scale);
      Painter painter = new Painter(subject(order), size.width(), size.height());
      return new Outcome.Made(publish(painter.still(), "png", "image.png", "image/png"), "");
    }
    List<Path> given = pictures(order);
    return given.isEmpty() ? paintedClip(order) : clipOf(order, given);
  }

  private Outcome.Made paintedClip(Order order) throws IOException, InterruptedException {
    FrameSize size = FrameSize.asked(order.settings(), null, pixelScale);
    Painter painter = new Painter(subject(order), size.width(), size.height());
    List<Path> moments = new ArrayList<>();
    try {
      for (double moment : MOMENTS) {
        moments.add(write(painter.frame(moment), "png"));
      }
      return film(order, moments, size, painter.frame(0));
    } finally {
      for (Path moment : moments) {
        Files.deleteIfExists(moment);
      }
    }
  }

  private Outcome.Made clipOf(Order order, List<Path> given)
      throws IOException, InterruptedException {
    BufferedImage first = Inspection.decode(given.get(0));
    FrameSize size = FrameSize.asked(order.settings(), first, pixelScale);
    List<Path> turned = new ArrayList<>();
    try {
      List<Path> seen = new ArrayList<>();
      for (Path picture : given) {
        seen.add(upright(picture, turned));
      }
      return film(order, seen, size, filled(first, size));
    } finally {
      for (Path copy : turned) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /**
   * The picture, or a copy of one that is to be turned: not every ffmpeg turns it.
   *
   * @param copies where the copy is noted
   */
  private Path upright(Path picture, List<Path> copies) throws IOException {
    if (Orientation.of(picture) == Orientation.UPRIGHT) {
      return picture;
    }
    Path copy = write(Inspection.decode(picture), "jpeg");
    copies.add(copy);
    return copy;
  }

  private Outcome.Made film(Order order, List<Path> pictures, FrameSize size, BufferedImage cover)
      throws IOException, InterruptedException {
    Path clip = files.scratch(".mp4");
    long seconds = Long.parseLong(order.settings().get("duration"));
    clips.render(pictures, clip, size, Duration.ofSeconds(seconds));
    StoredFile video = files.publish(clip, "video.mp4", "video/mp4");
    return new Outcome.Made(publish(cover, "jpeg", "cover.jpeg", "image/jpeg"), video.key());
  }

  private List<Path> pictures(Order order) throws IOException {
    List<Path> pictures = new ArrayList<>();
    for (FileRule rule : order.model().files()) {
      if ("image".equals(rule.kind())) {
        for (String key : order.files(rule.name())) {
          pictures.add(
              files.find(key).orElseThrow(() -> new IOException("lost the file " + key)).path());
        }
      }
    }
    return pictures;
  }

  private Subject subject(Order order) {
    return new Subject(
        order.text("prompt"), order.text("negative_prompt"), order.model().id(), seed);
  }

  private String publish(BufferedImage image, String format, String name, String type)
      throws IOException {
    return files.publish(write(image, format), name, type).key();
  }

  private Path write(BufferedImage image, String format) throws IOException {
    Path target = files.scratch("." + format);
    if (!ImageIO.write(image, format, target.toFile())) {
      throw new IOException("no writer for " + format);
    }
    return target;
  }

  /** The picture, cropped to fill the frame. */
  private static BufferedImage filled(BufferedImage image, FrameSize size) {
    BufferedImage frame =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    double zoom =
        Math.max(
            (double) size.width() / image.getWidth(), (double) size.height() / image.getHeight());
    int width = (int) Math.ceil(image.getWidth() * zoom);
    int height = (int) Math.ceil(image.getHeight() * zoom);
    Graphics2D g = frame.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int x = (size.width() - width) / 2;
    int y = (size.height() - height) / 2;
    g.drawImage(image, x, y, width, height, null);
    g.dispose();
    return frame;
  }
}
