package kinoloom.emulator.task;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a JPEG's Exif says it is to be turned; the numbers are those of the Exif standard. */
final class Orientation {
  static final int UPRIGHT = 1;

  private static final int JPEG = 0xffd8;
  private static final int EXIF = 0xffe1;
  private static final int SCAN = 0xffda;
  private static final int TAG = 0x0112;
  private static final String NAME = "Exif\0\0";

  private Orientation() {}

  /** 1 to 8; 1 for what is no JPEG, or says nothing. */
  static int of(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int marker = in.readUnsignedShort() == JPEG ? in.readUnsignedShort() : SCAN;
      while (marker >> 8 == 0xff && marker != SCAN) {
        int length = Math.max(0, in.readUnsignedShort() - 2);
        if (marker == EXIF) {
          byte[] segment = in.readNBytes(length);
          if (new String(segment, StandardCharsets.ISO_8859_1).startsWith(NAME)) {
            return read(ByteBuffer.wrap(segment, NAME.length(), length - NAME.length()).slice());
          }
        } else {
          in.skipNBytes(length);
        }
        marker = in.readUnsignedShort();
      }
    } catch (EOFException | BufferUnderflowException | IndexOutOfBoundsException e) {
      // Exif that makes no sense says nothing.
    }
    return UPRIGHT;
  }

  private static int read(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * 12;
      if (tiff.getShort(entry) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** The picture as it is to be seen. */
  static BufferedImage upright(BufferedImage stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    int width = stored.getWidth();
    int height = stored.getHeight();
    boolean onItsSide = orientation >= 5;
    BufferedImage seen =
        new BufferedImage(
            onItsSide ? height : width, onItsSide ? width : height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = seen.createGraphics();
    g.drawImage(stored, turn(orientation, width, height), null);
    g.dispose();
    return seen;
  }

  private static AffineTransform turn(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> throw new IllegalArgumentException("no orientation " + orientation);
    };
  }
}
