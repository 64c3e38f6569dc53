package kinoloom.artifact;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a picture is, by its first bytes and its header; its pixels are not decoded.
 *
 * @param mediaType {@code image/jpeg}, {@code image/png} or {@code image/webp}
 * @param width as it is seen: a photo that is to be turned on its side is
 * @param height as it is seen
 * @param orientation of a JPEG by its Exif, 1 to 8; 1 is upright and not mirrored
 */
public record PictureFacts(String mediaType, int width, int height, int orientation) {
  static final int UPRIGHT = 1;
  private static final int FIRST_ON_ITS_SIDE = 5;

  /**
   * Reads a picture's header.
   *
   * @throws DamagedFileException when it is no JPEG, PNG or WebP, or does not tell its size
   */
  public static PictureFacts of(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.mark(16);
      String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
      in.reset();
      if (head.startsWith("\u0089PNG\r\n")) return png(in);
      if (head.startsWith("\u00ff\u00d8\u00ff")) return new JpegHeader(in).read();
      if (head.startsWith("RIFF") && head.endsWith("WEBP")) return webp(in);
    } catch (EOFException e) {
      throw new DamagedFileException("cut short: the picture ends before its size is told");
    }
    throw new DamagedFileException("not a JPEG, PNG or WebP picture");
  }

  /** The facts of a picture whose pixels are stored as {@code width} x {@code height}. */
  static PictureFacts stored(String mediaType, int width, int height, int orientation)
      throws DamagedFileException {
    if (width < 1 || height < 1) {
      throw new DamagedFileException(
          "damaged: the picture says it has " + width + " x " + height + " pixels");
    }
    boolean turned = orientation >= FIRST_ON_ITS_SIDE;
    return new PictureFacts(
        mediaType, turned ? height : width, turned ? width : height, orientation);
  }

  private static PictureFacts png(DataInputStream in) throws IOException {
    in.skipNBytes(16);
    return stored("image/png", in.readInt(), in.readInt(), UPRIGHT);
  }

  private static PictureFacts webp(DataInputStream in) throws IOException {
    in.skipNBytes(12);
    String chunk = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    in.skipNBytes(4);
    int[] size =
        switch (chunk) {
          case "VP8 " -> lossy(in);
          case "VP8L" -> lossless(in);
          case "VP8X" -> canvas(in);
          default ->
              throw new DamagedFileException(
                  "damaged: the WebP's first chunk is '" + chunk + "', not 'VP8'");
        };
    return stored("image/webp", size[0], size[1], UPRIGHT);
  }

  private static int[] lossy(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    if (little(in, 3) != 0x2a019d) throw noPicture();
    return new int[] {little(in, 2) & 0x3fff, little(in, 2) & 0x3fff};
  }

  private static int[] lossless(DataInputStream in) throws IOException {
    if (in.readUnsignedByte() != 0x2f) throw noPicture();
    int bits = little(in, 4);
    return new int[] {(bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1};
  }

  private static int[] canvas(DataInputStream in) throws IOException {
    in.skipNBytes(4);
    return new int[] {little(in, 3) + 1, little(in, 3) + 1};
  }

  private static DamagedFileException noPicture() {
    return new DamagedFileException("damaged: the WebP's first chunk holds no picture");
  }

  private static int little(DataInputStream in, int bytes) throws IOException {
    int value = 0;
    for (int i = 0; i < bytes; i++) value |= in.readUnsignedByte() << 8 * i;
    return value;
  }
}
