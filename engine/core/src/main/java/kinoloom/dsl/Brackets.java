package kinoloom.dsl;

import java.util.ArrayDeque;
import java.util.Deque;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;

/**
 * Finds the bracket that is not closed, or closes nothing, in a script that is no Groovy: the
 * compiler often complains of a place far from it. Texts and comments are passed over.
 */
final class Brackets {
  private static final String OPEN = "{[(";
  private static final String CLOSE = "}])";

  private final String file;
  private final int[] signs;
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int column = 1;

  private record Open(int sign, Place place) {}

  private Brackets(String file, String source) {
    this.file = file;
    this.signs = source.codePoints().toArray();
  }

  /** Null where all brackets are in order. */
  static Problem problem(String file, String source) {
    return new Brackets(file, source).scan();
  }

  private Problem scan() {
    while (at < signs.length) {
      if (looking("//") || looking("#!")) pass("\n");
      else if (looking("/*")) pass("*/");
      else if (looking("'''") || looking("\"\"\"")) text(3);
      else if (signs[at] == '\'' || signs[at] == '"') text(1);
      else {
        Problem problem = bracket(signs[at]);
        if (problem != null) return problem;
        step(1);
      }
    }
    if (open.isEmpty()) return null;
    Open first = open.pop();
    char close = CLOSE.charAt(OPEN.indexOf(first.sign));
    return new Problem(
        first.place,
        "This '" + (char) first.sign + "' is not closed",
        "add a '" + close + "' where it ends");
  }

  private Problem bracket(int sign) {
    Place here = new Place(file, line, column);
    if (OPEN.indexOf(sign) >= 0) open.push(new Open(sign, here));
    int closes = CLOSE.indexOf(sign);
    if (closes < 0) return null;
    if (open.isEmpty()) {
      return new Problem(here, "This '" + (char) sign + "' closes nothing", "leave it out");
    }
    Open last = open.pop();
    if (last.sign == OPEN.charAt(closes)) return null;
    char meant = CLOSE.charAt(OPEN.indexOf(last.sign));
    return new Problem(
        last.place,
        "This '" + (char) last.sign + "' is not closed",
        "add a '" + meant + "' before the '" + (char) sign + "' at " + here);
  }

  private boolean looking(String text) {
    if (at + text.length() > signs.length) return false;
    for (int i = 0; i < text.length(); i++) if (signs[at + i] != text.charAt(i)) return false;
    return true;
  }

  private void step(int count) {
    for (int i = 0; i < count && at < signs.length; i++) {
      if (signs[at] == '\n') {
        line++;
        column = 0;
      }
      column++;
      at++;
    }
  }

  private void pass(String end) {
    step(2);
    while (at < signs.length && !looking(end)) step(1);
    step(end.length());
  }

  private void text(int quotes) {
    String end = Character.toString(signs[at]).repeat(quotes);
    step(quotes);
    while (at < signs.length && !looking(end)) {
      if (quotes == 1 && signs[at] == '\n') return;
      step(signs[at] == '\\' ? 2 : 1);
    }
    step(quotes);
  }
}
