package kinoloom.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a file is by its first bytes, and whether all of it is there.
 *
 * <p>A server that closes early leaves a file no HTTP client complains of, so the containers are
 * walked: PNG, JPEG, WebP, MP4, QuickTime and WAV know their own end. WebM and MP3 are known by
 * their first bytes only.
 */
final class Container {
  private static final int HEAD = 64;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Container() {}

  /**
   * The media type of a file that is whole.
   *
   * @param expected {@code image}, {@code video}, {@code audio}, or empty for any
   */
  static String check(Path file, String expected) throws IOException {
    byte[] head = head(file);
    if (head.length == 0) throw new DamagedFileException("empty");
    String type = byMagic(head);
    if (!expected.isEmpty() && !type.startsWith(expected + "/")) {
      throw new DamagedFileException("not " + article(expected) + ": " + found(head, type));
    }
    switch (type) {
      case "image/png" -> ImageWalk.png(file);
      case "image/jpeg" -> ImageWalk.jpeg(file);
      case "image/webp" -> RiffWalk.webp(file);
      case "audio/wav" -> RiffWalk.wav(file);
      case "video/mp4", "video/quicktime", "audio/mp4" -> Mp4Walk.walk(file);
      default -> {
        if (type.isEmpty()) return isText(file) ? textType(head) : "application/octet-stream";
      }
    }
    return type;
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  /** Empty when nothing is known of it. */
  private static String byMagic(byte[] head) {
    if (begins(head, 0, PNG)) return "image/png";
    if (begins(head, 0, 0xff, 0xd8, 0xff)) return "image/jpeg";
    if (begins(head, 0, "RIFF") && begins(head, 8, "WEBP")) return "image/webp";
    if (begins(head, 0, "RIFF") && begins(head, 8, "WAVE")) return "audio/wav";
    if (begins(head, 4, "ftyp")) return byBrand(head);
    if (begins(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) return "video/webm";
    if (begins(head, 0, "ID3") || isMp3Frame(head)) return "audio/mpeg";
    return "";
  }

  private static String byBrand(byte[] head) {
    if (begins(head, 8, "qt  ")) return "video/quicktime";
    if (begins(head, 8, "M4A ") || begins(head, 8, "M4B ")) return "audio/mp4";
    boolean picture = begins(head, 8, "avif") || begins(head, 8, "mif1") || begins(head, 8, "hei");
    return picture ? "" : "video/mp4";
  }

  /** Eleven set bits, then any version, and layer III. */
  private static boolean isMp3Frame(byte[] head) {
    return head.length > 1 && head[0] == (byte) 0xff && (head[1] & 0xe6) == 0xe2;
  }

  private static boolean begins(byte[] head, int at, String ascii) {
    return begins(head, at, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean begins(byte[] head, int at, int... bytes) {
    byte[] magic = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) magic[i] = (byte) bytes[i];
    return begins(head, at, magic);
  }

  private static boolean begins(byte[] head, int at, byte[] magic) {
    int end = at + magic.length;
    return head.length >= end && Arrays.equals(head, at, end, magic, 0, magic.length);
  }

  private static boolean isText(Path file) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    CharBuffer chars = CharBuffer.allocate(8192);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      while (true) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) bytes.position(bytes.position() + read);
        bytes.flip();
        CoderResult result = decoder.decode(bytes, chars, read < 0);
        if (result.isError() || hasNul(chars)) return false;
        if (read < 0) return true;
        bytes.compact();
        chars.clear();
      }
    }
  }

  private static boolean hasNul(CharBuffer chars) {
    for (int i = 0; i < chars.position(); i++) if (chars.get(i) == 0) return true;
    return false;
  }

  private static String textType(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8).stripLeading();
    return text.startsWith("{") || text.startsWith("[") ? "application/json" : "text/plain";
  }

  private static String article(String expected) {
    return "aeiou".indexOf(expected.charAt(0)) >= 0 ? "an " + expected : "a " + expected;
  }

  /** {@code it begins with '<html'}, or the type where that says more. */
  private static String found(byte[] head, String type) {
    if (!type.isEmpty()) return "it is " + type;
    int length = Math.min(head.length, 16);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < length && head[i] >= ' ' && head[i] < 0x7f; i++) {
      shown.append((char) head[i]);
    }
    if (shown.length() >= Math.min(3, length)) return "it begins with '" + shown + "'";
    StringBuilder hex = new StringBuilder("it begins with the bytes");
    for (int i = 0; i < Math.min(length, 8); i++) {
      hex.append(String.format(Locale.ROOT, " %02x", head[i]));
    }
    return hex.toString();
  }
}
