package kinoloom.repl.doctor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kinoloom.media.Ffmpeg;

/** The programs of this machine. */
final class Machine {
  private Machine() {}

  /**
   * @param property what Java's system properties say
   */
  static List<Finding> check(UnaryOperator<String> property) {
    List<Finding> findings = new ArrayList<>();
    findings.add(ffmpeg());
    findings.add(
        Finding.ok(
            "java", property.apply("java.version") + " (" + property.apply("java.vendor") + ")"));
    findings.add(terminal(property));
    return findings;
  }

  private static Finding ffmpeg() {
    try {
      return Finding.ok("ffmpeg", Ffmpeg.find().describe());
    } catch (IOException e) {
      return Finding.warning("ffmpeg", e.getMessage(), "Until then no film can be cut");
    }
  }

  private static Finding terminal(UnaryOperator<String> property) {
    String terminal = property.apply("stdout.encoding");
    if (terminal == null) terminal = property.apply("native.encoding");
    String files = property.apply("sun.jnu.encoding");
    if (utf8(terminal) && utf8(files)) return Finding.ok("terminal", "UTF-8");
    return Finding.warning(
        "terminal",
        "kino writes UTF-8; here text is " + terminal + " and file names are " + files,
        "Set LANG=C.UTF-8 (on Windows: chcp 65001), or Chinese looks wrong and cannot be in file"
            + " names");
  }

  private static boolean utf8(String name) {
    if (name == null) return true;
    try {
      return Charset.forName(name).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
