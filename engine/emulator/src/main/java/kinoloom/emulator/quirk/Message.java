package kinoloom.emulator.quirk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer as it goes out.
 *
 * @param type its Content-Type; empty for none
 */
public record Message(int status, String type, byte[] body, Ending ending) {

  /** How the connection is left. */
  public enum Ending {
    WHOLE,
    /** The body is sent, and the connection breaks before its end. */
    BROKEN,
    /** Nothing is sent, and the connection breaks. */
    SILENT
  }

  public static Message of(int status, String type, String text) {
    return new Message(status, type, text.getBytes(StandardCharsets.UTF_8), Ending.WHOLE);
  }

  static Message plain(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  static Message page(int status, String title) {
    String heading = status + " " + title;
    String page =
        "<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n"
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    return of(status, "text/html", page.replace("%s", heading));
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean isJson() {
    return type.startsWith("application/json");
  }

  Message withText(String text) {
    return new Message(status, type, text.getBytes(StandardCharsets.UTF_8), ending);
  }

  Message withType(String other) {
    return new Message(status, other, body, ending);
  }

  Message ending(Ending how) {
    return new Message(status, type, body, how);
  }

  Message half() {
    return new Message(status, type, Arrays.copyOf(body, body.length / 2), Ending.BROKEN);
  }
}
