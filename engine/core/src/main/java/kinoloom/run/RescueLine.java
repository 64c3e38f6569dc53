package kinoloom.run;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import kinoloom.artifact.Sha256;
import kinoloom.graph.StepId;
import kinoloom.platform.Answer;
import kinoloom.platform.TaskId;

/**
 * What a paid request was answered with, in one line of ASCII, for when the journal cannot take it.
 *
 * <pre>
 * RESCUE run=20261122-093012-halloween step=board attempt=1 task=df27cc4c transno=kl5a65 sha=9f86d081884c7d65
 * </pre>
 *
 * <p>Values are percent-encoded. Where no task could be made out of the answer, its {@code status},
 * {@code type} and {@code answer} stand in its place, or what it {@code begins} with if it is long.
 * {@code sha} is the beginning of the SHA-256 of what stands before it.
 *
 * @param task null if none could be made out
 * @param answer null if the task is known; not {@code complete} if more of it came than is kept
 */
public record RescueLine(
    String run, StepId step, int attempt, String transno, TaskId task, Answer answer) {
  private static final String SIGN = "RESCUE ";
  private static final String SEAL = " sha=";
  private static final int MOST = 4000;

  /** The line. It holds no character that could drive a terminal or end a quotation. */
  public String text() {
    String line =
        SIGN + "run=" + safe(run) + " step=" + safe(step.value()) + " attempt=" + attempt + said();
    line += " transno=" + safe(transno);
    return line + SEAL + seal(line);
  }

  private String said() {
    if (task != null) return " task=" + safe(task.value());
    String body = answer.body();
    boolean whole = answer.complete() && body.length() <= MOST;
    String kept = body.substring(0, Math.min(MOST, body.length()));
    String head = " status=" + answer.status() + " type=" + safe(answer.contentType());
    return head + (whole ? " answer=" : " begins=") + safe(kept);
  }

  /**
   * Reads a line again, with whatever stands before it.
   *
   * @throws IllegalArgumentException when it is none, or not whole
   */
  public static RescueLine parse(String text) {
    int begin = text.indexOf(SIGN);
    if (begin < 0) throw new IllegalArgumentException("a line 'RESCUE run=…' was expected");
    String line = text.substring(begin).strip();
    int seal = line.lastIndexOf(SEAL);
    if (seal < 0 || !line.substring(seal + SEAL.length()).equals(seal(line.substring(0, seal)))) {
      throw new IllegalArgumentException(
          "the RESCUE line is not whole: copy all of it, from RESCUE to the end of sha=…");
    }
    Map<String, String> words = new HashMap<>();
    for (String word : line.substring(SIGN.length(), seal).split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) words.put(word.substring(0, equals), plain(word.substring(equals + 1)));
    }
    return of(words);
  }

  private static RescueLine of(Map<String, String> words) {
    String task = words.get("task");
    return new RescueLine(
        word(words, "run"),
        StepId.of(word(words, "step")),
        Integer.parseInt(word(words, "attempt")),
        word(words, "transno"),
        task == null ? null : new TaskId(task),
        task == null ? answer(words) : null);
  }

  private static Answer answer(Map<String, String> words) {
    boolean whole = words.containsKey("answer");
    return new Answer(
        Integer.parseInt(word(words, "status")),
        word(words, "type"),
        word(words, whole ? "answer" : "begins"),
        whole);
  }

  private static String word(Map<String, String> words, String name) {
    String value = words.get(name);
    if (value == null) throw new IllegalArgumentException("the RESCUE line has no " + name + "=…");
    return value;
  }

  private static String safe(String value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%5B", "[")
        .replace("%5D", "]");
  }

  private static String plain(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  private static String seal(String line) {
    return Sha256.of(line).substring(0, 16);
  }
}
