package kinoloom.artifact;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Walks the top-level boxes of an MP4 or QuickTime file: they must reach its last byte exactly, and
 * {@code moov} and {@code mdat} must be among them. A box of size 0 reaches to the end of the file,
 * wherever that is; a cut inside such a box cannot be seen.
 */
final class Mp4Walk {
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private Mp4Walk() {}

  static void walk(Path file) throws IOException {
    long length = Files.size(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      Set<String> boxes = new HashSet<>();
      for (long offset = 0; offset < length; ) offset = box(in, offset, length, boxes);
      for (String needed : new String[] {"moov", "mdat"}) {
        if (!boxes.contains(needed)) {
          throw new DamagedFileException(
              "cut short: the MP4 has no '" + needed + "' box in its " + length + " bytes");
        }
      }
    }
  }

  /** The end of the box that begins at {@code offset}. */
  private static long box(DataInputStream in, long offset, long length, Set<String> boxes)
      throws IOException {
    long left = length - offset;
    if (left < HEADER) throw inHeader(offset, length);
    long size = in.readInt() & 0xffffffffL;
    byte[] type = new byte[4];
    in.readFully(type);
    String name = new String(type, StandardCharsets.ISO_8859_1);
    int header = HEADER;
    if (size == 1) {
      if (left < LONG_HEADER) throw inHeader(offset, length);
      size = in.readLong();
      header = LONG_HEADER;
    } else if (size == 0) {
      size = left;
    }
    if (size < header) {
      throw new DamagedFileException(
          "damaged: the MP4's '"
              + printable(name)
              + "' box at byte "
              + offset
              + " has size "
              + size);
    }
    if (size > left) {
      throw new DamagedFileException(
          "cut short: the MP4's '"
              + printable(name)
              + "' box ends at byte "
              + Long.toUnsignedString(offset + size)
              + " of "
              + length);
    }
    boxes.add(name);
    in.skipNBytes(size - header);
    return offset + size;
  }

  private static DamagedFileException inHeader(long offset, long length) {
    return new DamagedFileException(
        "cut short: the MP4 ends at byte " + length + ", inside the box that begins at " + offset);
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }
}
