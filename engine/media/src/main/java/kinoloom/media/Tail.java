package kinoloom.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** The last lines a program wrote to its error stream; a bounded amount however much it writes. */
final class Tail {

  private static final int LINES = 30;
  private static final int LINE_LENGTH = 400;
  private static final Pattern PREFIX = Pattern.compile("^(\\[[^\\]]* @ 0x?[0-9a-f]+\\] ?)+");
  private static final Pattern NOISE =
      Pattern.compile(
          "no version information available|^Conversion failed|^Error opening (in|out)put files?"
              + "|^Last message repeated|^Exiting normally|^Terminating thread");

  /** Guarded by this. */
  private final Deque<String> lines = new ArrayDeque<>();

  /** Reads to the end of the stream; a stream that breaks off counts as ended. */
  void drain(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException streamClosedByKill) {
      return;
    }
  }

  synchronized void add(String line) {
    String plain = PREFIX.matcher(line.strip()).replaceFirst("");
    if (plain.isEmpty() || NOISE.matcher(plain).find()) {
      return;
    }
    lines.addLast(plain.length() <= LINE_LENGTH ? plain : plain.substring(0, LINE_LENGTH) + "…");
    if (lines.size() > LINES) {
      lines.removeFirst();
    }
  }

  synchronized boolean mentions(Pattern words) {
    return lines.stream().anyMatch(it -> words.matcher(it).find());
  }

  synchronized boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The most telling line: the last one, or a dash of explanation when there is none. */
  synchronized String last() {
    return lines.isEmpty() ? "it gave no reason" : lines.peekLast();
  }
}
