package kinoloom.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import kinoloom.platform.Request;

/** Pictures that are real, and clips that have an MP4's boxes; another for each request. */
final class SampleFiles {
  private static final Pattern SIZE = Pattern.compile("(\\d{2,4})\\D(\\d{2,4})");
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  private SampleFiles() {}

  static byte[] of(Request request, int number) {
    String name = request.category() + " " + request.params() + " " + number;
    if (!request.category().equals("t2i")) return mp4(name);
    Matcher size = SIZE.matcher(String.valueOf(request.params().get("size")));
    return size.matches()
        ? picture(name, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), "png")
        : picture(name, WIDTH, HEIGHT, "png");
  }

  /** One colour, the name's own. */
  static byte[] picture(String name, int width, int height, String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(Objects.hashCode(name) & 0xffffff));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] mp4(String content) {
    byte[] name = content.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + 12 + 8 + 16 + 8 + name.length);
    box(bytes, "ftyp", "isom0000isom".getBytes(StandardCharsets.US_ASCII));
    box(bytes, "moov", new byte[16]);
    box(bytes, "mdat", name);
    return bytes.array();
  }

  private static void box(ByteBuffer bytes, String type, byte[] content) {
    bytes.putInt(8 + content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
  }
}
