package kinoloom.graph;

/** The line of a script in which something stands, and a mark under it. */
final class Excerpt {
  /** Cells that are shown of a line. */
  private static final int WIDEST = 100;

  private static final String ELLIPSIS = "…";

  private Excerpt() {}

  /**
   * Two lines without line ends at their beginning and end; empty where the place is not in the
   * text.
   *
   * @param indent put before both
   */
  static String of(String text, Place place, String indent) {
    String line = line(text, place.line());
    int[] signs = line.codePoints().toArray();
    int at = place.column() - 1;
    if (line.isBlank() || at < 0 || at > signs.length) return "";
    int end = at + length(signs, at);
    int from = 0;
    while (from < at && Character.isWhitespace(signs[from])) from++;
    int to = signs.length;
    String before = shown(signs, from, at);
    boolean cutBefore =
        Cells.width(before) > WIDEST / 2 && Cells.width(shown(signs, from, to)) > WIDEST;
    if (cutBefore) {
      while (Cells.width(shown(signs, from, at)) > WIDEST / 2) from++;
      before = ELLIPSIS + shown(signs, from, at);
    }
    boolean cutAfter = false;
    while (to > at && Cells.width(before + shown(signs, at, to)) > WIDEST) {
      to--;
      cutAfter = true;
    }
    String source = before + shown(signs, at, to).stripTrailing() + (cutAfter ? ELLIPSIS : "");
    int carets = Math.max(1, Cells.width(shown(signs, at, Math.min(end, to))));
    return indent + source + "\n" + indent + " ".repeat(Cells.width(before)) + "^".repeat(carets);
  }

  private static String line(String text, int number) {
    return number < 1 ? "" : text.lines().skip(number - 1L).findFirst().orElse("");
  }

  /** A name, a quoted text, or one sign. */
  private static int length(int[] signs, int at) {
    if (at >= signs.length) return 1;
    int end = at + 1;
    if (signs[at] == '\'' || signs[at] == '"') {
      while (end < signs.length && signs[end] != signs[at]) end++;
      return Math.min(end + 1, signs.length) - at;
    }
    if (!Character.isJavaIdentifierPart(signs[at])) return 1;
    while (end < signs.length && Character.isJavaIdentifierPart(signs[end])) end++;
    return end - at;
  }

  /** A tab is as wide as two blanks; what cannot be seen, and would hide what is, is a dot. */
  private static String shown(int[] signs, int from, int to) {
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (signs[i] == '\t') shown.append("  ");
      else if (Character.isISOControl(signs[i]) || Cells.width(signs[i]) == 0) shown.append('·');
      else shown.appendCodePoint(signs[i]);
    }
    return shown.toString();
  }
}
