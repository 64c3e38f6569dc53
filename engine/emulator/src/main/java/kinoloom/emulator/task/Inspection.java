package kinoloom.emulator.task;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kinoloom.emulator.model.FileRule;
import kinoloom.emulator.model.Rejection;

/** What an uploaded file really is, whatever it is called. */
public final class Inspection {
  private static final long MOST_PIXELS = 64_000_000;

  private Inspection() {}

  /**
   * Checks that a file is what its field takes.
   *
   * @return its media type
   */
  public static String require(FileRule rule, Path file) throws Rejection, IOException {
    String type = sniff(file);
    if (!type.startsWith(rule.kind() + "/")) {
      throw new Rejection(
          "InvalidParameter: " + rule.name() + " is not a readable " + rule.kind() + " file");
    }
    if ("image".equals(rule.kind())) {
      BufferedImage image = picture(rule, file);
      rule.picture()
          .check(rule.name(), type, image.getWidth(), image.getHeight(), Files.size(file));
    }
    return type;
  }

  private static BufferedImage picture(FileRule rule, Path file) throws Rejection {
    try {
      return decode(file);
    } catch (IOException | RuntimeException e) {
      throw new Rejection("InvalidParameter: " + rule.name() + " is a damaged image file");
    }
  }

  /** Reads a picture as it is seen; one of absurd size is refused before its pixels are read. */
  static BufferedImage decode(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("no reader for this picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw new IOException("more than " + MOST_PIXELS + " pixels");
        }
        return Orientation.upright(reader.read(0), Orientation.of(file));
      } finally {
        reader.dispose();
      }
    }
  }

  private static String sniff(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(16);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n")) {
      return "image/png";
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (text.startsWith("GIF8")) {
      return "image/gif";
    }
    if (text.startsWith("BM")) {
      return "image/bmp";
    }
    if (text.startsWith("RIFF") && text.length() >= 12) {
      return text.startsWith("WEBP", 8) ? "image/webp" : "audio/wav";
    }
    if (text.startsWith("ftyp", 4)) {
      return text.startsWith("M4A", 8) ? "audio/mp4" : "video/mp4";
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return "video/webm";
    }
    if (text.startsWith("OggS")) {
      return "audio/ogg";
    }
    boolean mp3 = text.startsWith("ID3") || text.startsWith("\u00ff\u00fb");
    return mp3 ? "audio/mpeg" : "application/octet-stream";
  }
}
