package kinoloom.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The frame of a record: {@code crc32c length {json}} and a line feed. The checksum, 8 hex digits,
 * and the length, decimal, are of the JSON's UTF-8 bytes.
 *
 * @param end where the next line begins, when this one is whole; where the text ends, when only the
 *     line feed is wrong
 * @param json null when nobody knows what it was
 * @param expectation what should stand here; null when the line is whole
 */
record Line(int end, String json, String expectation) {
  private static final int SHOWN = 24;
  private static final HexFormat HEX = HexFormat.of();

  static byte[] frame(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        (checksum(text, 0, text.length) + " " + text.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[head.length + text.length + 1];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(text, 0, line, head.length, text.length);
    line[line.length - 1] = '\n';
    return line;
  }

  boolean whole() {
    return expectation == null;
  }

  static Line at(byte[] bytes, int offset) {
    int begin = textBegin(bytes, offset);
    if (begin < 0) {
      return broken(
          "a record 'checksum length {json}' was expected, but it is " + shown(bytes, offset));
    }
    int length = Integer.parseInt(ascii(bytes, offset + 9, begin - 1));
    int left = bytes.length - begin;
    if (length >= left) {
      return broken("a record of " + length + " bytes was expected, but " + left + " are left");
    }
    int end = begin + length;
    String stated = ascii(bytes, offset, offset + 8);
    String actual = checksum(bytes, begin, length);
    if (!stated.equals(actual)) {
      return broken("the checksum " + stated + " was expected, but the text has " + actual);
    }
    String json = new String(bytes, begin, length, StandardCharsets.UTF_8);
    return bytes[end] == '\n'
        ? new Line(end + 1, json, null)
        : new Line(end, json, unended(bytes, end));
  }

  private static String unended(byte[] bytes, int end) {
    return bytes[end] == '\r'
        ? "a line feed was expected, but there is a carriage return; an editor or a transfer has"
            + " changed the ends of the lines"
        : "a line feed was expected after the record, but it is " + shown(bytes, end);
  }

  /** Where the next line begins whose text is as it was written; the end if there is none. */
  static int find(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      boolean ended = endsWith('\n', bytes, i) || endsWith('\r', bytes, i);
      if (ended && at(bytes, i).json() != null) return i;
    }
    return bytes.length;
  }

  /** Whether a whole line begins anywhere after {@code offset}, even inside another line. */
  static boolean anyAfter(byte[] bytes, int offset) {
    for (int i = offset + 1; i < bytes.length; i++) {
      // The line feed first: what a server answered may look like a thousand lines, but has none.
      if (endsWith('\n', bytes, i) && at(bytes, i).whole()) return true;
    }
    return false;
  }

  /** Whether the line is whole but for an editor's or a transfer's carriage return. */
  static boolean hasCarriageReturn(byte[] bytes, int offset) {
    return endsWith('\r', bytes, offset);
  }

  private static boolean endsWith(char last, byte[] bytes, int offset) {
    int begin = textBegin(bytes, offset);
    if (begin < 0) return false;
    int length = Integer.parseInt(ascii(bytes, offset + 9, begin - 1));
    return length < bytes.length - begin && bytes[begin + length] == last;
  }

  /** Where the JSON begins, or -1 if no checksum and length stand before it. */
  private static int textBegin(byte[] bytes, int offset) {
    int at = offset;
    while (at < bytes.length && at < offset + 8 && HexFormat.isHexDigit(bytes[at])) at++;
    if (at != offset + 8 || at >= bytes.length || bytes[at] != ' ') return -1;
    int digits = ++at;
    while (at < bytes.length && at < digits + 9 && bytes[at] >= '0' && bytes[at] <= '9') at++;
    return at > digits && at < bytes.length && bytes[at] == ' ' ? at + 1 : -1;
  }

  private static Line broken(String expectation) {
    return new Line(-1, null, expectation);
  }

  private static String checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return HEX.toHexDigits((int) crc.getValue());
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private static String shown(byte[] bytes, int offset) {
    int end = Math.min(bytes.length, offset + SHOWN);
    String text = new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    return "'" + text.replaceAll("[^ -~]", "?") + "'";
  }
}
