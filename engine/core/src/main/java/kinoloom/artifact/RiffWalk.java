package kinoloom.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the length a WebP or WAV gives itself with the length it has. */
final class RiffWalk {
  private static final int HEADER = 8;
  private static final long UNKNOWN = 0xffffffffL;

  private RiffWalk() {}

  static void webp(Path file) throws IOException {
    byte[] head = head(file);
    complete("WebP", declared(head), Files.size(file));
    String chunk = new String(head, 12, Math.min(4, head.length - 12), StandardCharsets.US_ASCII);
    if (!chunk.startsWith("VP8")) {
      throw new DamagedFileException(
          "damaged: the WebP's first chunk is '" + chunk + "', not 'VP8'");
    }
  }

  /** A WAV that was streamed does not know its length; then nothing can be said. */
  static void wav(Path file) throws IOException {
    long declared = declared(head(file));
    if (declared != 0 && declared != UNKNOWN) complete("WAV", declared, Files.size(file));
  }

  private static void complete(String name, long declared, long length) throws IOException {
    long end = HEADER + declared;
    if (end > length) {
      throw new DamagedFileException(
          "cut short: the " + name + " should have " + end + " bytes and has " + length);
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16);
    }
  }

  private static long declared(byte[] head) {
    return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL;
  }
}
