package kinoloom.artifact;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks the segments of a JPEG up to the one that tells its size, past its Exif data. */
final class JpegHeader {
  private static final int APP1 = 0xe1;
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;
  private static final int FILL = 0xff;
  private static final String EXIF = "Exif\0\0";
  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY = 12;

  private final DataInputStream in;
  private int orientation = PictureFacts.UPRIGHT;

  JpegHeader(DataInputStream in) {
    this.in = in;
  }

  PictureFacts read() throws IOException {
    in.skipNBytes(2);
    while (true) {
      int marker = marker();
      if (marker == SOS || marker == EOI) {
        throw new DamagedFileException("damaged: the JPEG does not tell its size");
      }
      int length = in.readUnsignedShort() - 2;
      if (length < 0) throw new DamagedFileException("damaged: a segment of the JPEG has no size");
      if (isFrame(marker)) {
        in.skipNBytes(1);
        int height = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        return PictureFacts.stored("image/jpeg", width, height, orientation);
      }
      if (marker == APP1) exif(in.readNBytes(length));
      else in.skipNBytes(length);
    }
  }

  /** The next marker; stray bytes before it are passed over, as decoders do. */
  private int marker() throws IOException {
    int marker = 0;
    while (in.readUnsignedByte() != FILL) continue;
    while (marker == 0 || marker == FILL) marker = in.readUnsignedByte();
    return marker;
  }

  /** All SOF markers; what else is among their numbers are tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Exif that makes no sense says nothing about the picture. */
  private void exif(byte[] segment) {
    if (segment.length < EXIF.length() + 8) return;
    String name = new String(segment, 0, EXIF.length(), StandardCharsets.ISO_8859_1);
    if (!name.equals(EXIF)) return;
    ByteBuffer tiff =
        ByteBuffer.wrap(segment, EXIF.length(), segment.length - EXIF.length()).slice();
    if (tiff.get(0) == 'I') tiff.order(ByteOrder.LITTLE_ENDIAN);
    int directory = tiff.getInt(4);
    if (directory < 8 || directory > tiff.limit() - 2) return;
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + i * ENTRY;
      if (at + ENTRY > tiff.limit()) return;
      int value = tiff.getShort(at + 8);
      if (tiff.getShort(at) == ORIENTATION && value >= 1 && value <= 8) orientation = value;
    }
  }
}
