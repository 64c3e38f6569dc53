package kinoloom.repl.console;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import kinoloom.platform.http.KeyMask;

/**
 * Where {@code kino} writes: results to one stream, everything else to the other.
 *
 * <p>All text is cleaned on its way out, and a key that was named here is never shown, whoever says
 * it. Thread-safe: each call writes whole lines.
 */
public final class Console {
  private static final String HINT = "  hint: ";

  private final PrintStream out;
  private final PrintStream err;

  /** The longest first: one may be the beginning of another. */
  private final SortedMap<String, KeyMask> secrets =
      new ConcurrentSkipListMap<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));

  public Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * From now on this text too is replaced wherever it would appear, however it is spelled, unless
   * it is too short to tell.
   */
  public void hide(String secret) {
    secrets.put(secret, KeyMask.of(secret));
  }

  /** What was asked for. */
  public void result(String text) {
    print(out, CleanText.block(text));
  }

  /** A result for programs. */
  public void json(String json) {
    print(out, CleanText.json(json));
  }

  /** Everything else a person may want to know. */
  public void note(String text) {
    print(err, CleanText.block(text));
  }

  /** What went wrong, and what to do, if anything is known to help. */
  public void problem(String message, String hint) {
    print(err, "kino: " + CleanText.block(message));
    if (!hint.isEmpty()) {
      print(err, HINT + CleanText.block(hint).replace("\n", "\n" + " ".repeat(HINT.length())));
    }
  }

  private void print(PrintStream stream, String text) {
    String shown = text;
    for (KeyMask secret : secrets.values()) shown = secret.hide(shown);
    synchronized (this) {
      stream.println(shown);
      stream.flush();
    }
  }
}
