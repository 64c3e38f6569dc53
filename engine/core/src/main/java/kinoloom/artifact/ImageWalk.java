package kinoloom.artifact;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Walks a PNG to its IEND chunk, checking every checksum, and a JPEG to its end marker. What stands
 * after that is no business of ours; cameras put more there.
 */
final class ImageWalk {
  private static final int PNG_SIGNATURE = 8;
  private static final int PNG_FRAME = 12;
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;

  private ImageWalk() {}

  static void png(Path file) throws IOException {
    long length = Files.size(file);
    try (DataInputStream in = open(file)) {
      in.readNBytes(PNG_SIGNATURE);
      boolean data = false;
      long offset = PNG_SIGNATURE;
      for (String chunk = "IHDR"; !chunk.equals("IEND"); ) {
        if (length - offset < PNG_FRAME) throw cut("the PNG ends without its 'IEND' chunk", length);
        long size = in.readInt() & 0xffffffffL;
        byte[] type = in.readNBytes(4);
        String name = new String(type, StandardCharsets.ISO_8859_1);
        if (offset == PNG_SIGNATURE && !(name.equals("IHDR") && size == 13)) {
          throw new DamagedFileException("damaged: the PNG does not begin with its 'IHDR' chunk");
        }
        long end = offset + size + PNG_FRAME;
        if (end > length) {
          throw new DamagedFileException(
              "cut short: the PNG's '" + name + "' chunk ends at byte " + end + " of " + length);
        }
        if (checksum(in, type, size) != in.readInt()) {
          throw new DamagedFileException(
              "damaged: the PNG's '" + name + "' chunk at byte " + offset + " fails its checksum");
        }
        data |= name.equals("IDAT");
        chunk = name;
        offset = end;
      }
      if (!data) throw new DamagedFileException("damaged: the PNG has no 'IDAT' chunk");
    }
  }

  private static int checksum(DataInputStream in, byte[] type, long size) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(type);
    byte[] buffer = new byte[8192];
    for (long left = size; left > 0; ) {
      int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      if (read == 0) throw new EOFException();
      crc.update(buffer, 0, read);
      left -= read;
    }
    return (int) crc.getValue();
  }

  static void jpeg(Path file) throws IOException {
    long length = Files.size(file);
    try (DataInputStream in = open(file)) {
      in.readNBytes(2);
      boolean scanned = false;
      for (int marker = nextMarker(in); marker != EOI; marker = nextMarker(in)) {
        scanned |= marker == SOS;
        // Markers without a length stand inside the picture data and are skipped by nextMarker.
        in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
      }
      if (!scanned) throw new DamagedFileException("damaged: the JPEG has no picture data");
    } catch (EOFException e) {
      throw cut("the JPEG ends without its end marker", length);
    }
  }

  /** The next marker; skips picture data, stuffed zeros, fill bytes and restart markers. */
  private static int nextMarker(DataInputStream in) throws IOException {
    boolean after = false;
    while (true) {
      int value = in.readUnsignedByte();
      boolean marker = value != 0 && value != 0x01 && (value & 0xf8) != 0xd0 && value != 0xff;
      if (after && marker) return value;
      after = value == 0xff;
    }
  }

  private static DamagedFileException cut(String what, long length) {
    return new DamagedFileException("cut short: " + what + ", after " + length + " bytes");
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }
}
