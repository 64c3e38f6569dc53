package kinoloom.sim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The smallest files that pass for a picture and for a clip, another for every name. */
final class Samples {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Samples() {}

  static byte[] picture(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13).putInt(720).putInt(405).put(new byte[] {8, 2, 0, 0, 0}).array();
    chunk(out, "IHDR", header);
    chunk(out, "tEXt", name.getBytes(StandardCharsets.UTF_8));
    chunk(out, "IDAT", new byte[4]);
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] typed = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(typed);
    crc.update(content);
    out.writeBytes(number(content.length));
    out.writeBytes(typed);
    out.writeBytes(content);
    out.writeBytes(number((int) crc.getValue()));
  }

  static byte[] clip(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    box(out, "ftyp", "isom0000isom".getBytes(StandardCharsets.US_ASCII));
    box(out, "moov", new byte[16]);
    box(out, "mdat", name.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static void box(ByteArrayOutputStream out, String type, byte[] content) {
    out.writeBytes(number(8 + content.length));
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
