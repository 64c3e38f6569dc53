package kinoloom.answer;

/** Goes through a text, and looks a little ahead where quotes do not tell where a text ends. */
final class Scan {
  /** No name of a field is longer. */
  private static final int FAR = 300;

  final String text;
  int at;
  int comments;

  /** Whether what is read now is a value of an object's field. */
  boolean inObject;

  Scan(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /**
   * How a text ended.
   *
   * @param inner it had quotes inside that were not escaped
   * @param lines it had line breaks inside
   * @param other it was closed with another kind of quote than it was opened with
   * @param unclosed it ended with its line, and another field follows
   * @param cut nothing follows
   */
  record End(boolean inner, boolean lines, boolean other, boolean unclosed, boolean cut) {}

  boolean over() {
    return at >= text.length();
  }

  /** NUL at the end. */
  char peek() {
    return charAt(at);
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  boolean fence() {
    return text.startsWith("```", at);
  }

  void blanks() {
    while (!over() && Chars.blank(peek())) at++;
  }

  /** Blanks and comments. */
  void skip() {
    while (true) {
      blanks();
      int end = comment(at, text.length());
      if (end == at) return;
      comments++;
      at = end;
    }
  }

  /** Where a comment that begins here ends; here if none does. */
  private int comment(int from, int last) {
    boolean line = text.startsWith("//", from) || charAt(from) == '#';
    if (!line && !text.startsWith("/*", from)) return from;
    for (int index = from + 1; index < last; index++) {
      if (line && text.charAt(index) == '\n') return index;
      if (!line && index > from + 2 && text.startsWith("*/", index - 1)) return index + 1;
    }
    return last == text.length() ? last : from;
  }

  private int skipped(int from) {
    int index = from;
    while (index < text.length() && Chars.blank(text.charAt(index))) index++;
    int end = comment(index, Math.min(text.length(), index + FAR));
    if (end == index) return index;
    while (end < text.length() && Chars.blank(text.charAt(end))) end++;
    return end;
  }

  /** Whether a name and a colon begin here. */
  boolean keyAhead(int from) {
    return key(from, false);
  }

  /** The same, or the text ends within the name. */
  private boolean keyOrEnd(int from) {
    return key(from, true);
  }

  private boolean key(int from, boolean orEnd) {
    if (Chars.quote(charAt(from))) {
      int end = endOfName(from);
      return end > 0 || orEnd && end == OPEN;
    }
    int index = from;
    int last = Math.min(text.length(), from + FAR);
    while (index < last && Chars.ofName(text.charAt(index))) index++;
    return index > from && colonAt(index) || orEnd && index >= text.length();
  }

  /** The text ends within the name, or before what tells that it is one. */
  private static final int OPEN = -2;

  /** Where the quote is that closes a name with a colon after it; negative where none does. */
  private int endOfName(int from) {
    char open = charAt(from);
    int other = -1;
    int last = Math.min(text.length(), from + FAR);
    for (int index = from + 1; index < last; index++) {
      char c = text.charAt(index);
      if (c == '\n') return other;
      if (c == '\\') {
        index++;
      } else if (Chars.quote(c) && Chars.closes(open, c)) {
        if (colonAt(index + 1)) return index;
        int next = skipped(index + 1);
        if (next >= text.length()) return OPEN;
        return Chars.comma(charAt(next)) || Chars.closes(charAt(next)) ? -1 : other;
      } else if (other < 0 && Chars.quote(c) && colonAt(index + 1)) {
        other = index;
      }
    }
    return other < 0 && last == text.length() ? OPEN : other;
  }

  private boolean colonAt(int from) {
    int index = from;
    while (index < text.length() && Chars.blank(text.charAt(index))) index++;
    return Chars.colon(charAt(index));
  }

  /** Passes the dots of something that is left out. */
  boolean ellipsis() {
    int from = at;
    while (peek() == '.' || peek() == '…') at++;
    return at > from;
  }

  /** Whether the text breaks off in the name that begins here; passes it then. */
  boolean endsInName() {
    boolean ends = keyOrEnd(at) && !keyAhead(at);
    if (ends) at = text.length();
    return ends;
  }

  String name() {
    int from = at;
    while (!over() && Chars.ofName(peek())) at++;
    return text.substring(from, at);
  }

  /** A name in quotes, with a colon ahead of it. */
  String quotedKey() {
    int end = endOfName(at);
    String name = text.substring(at + 1, end);
    at = end + 1;
    return Escapes.undo(name).strip();
  }

  /** A text in quotes. */
  End text(StringBuilder into, int depth) {
    char open = text.charAt(at++);
    boolean inner = false;
    boolean lines = false;
    for (; !over(); at++) {
      char c = peek();
      if (c == '\\') {
        at += Escapes.undo(text, at, into) - 1;
      } else if (Chars.quote(c) && ends(open, c, depth)) {
        at++;
        return new End(inner, lines, !Chars.closes(open, c), false, false);
      } else if (c == '\n' && depth > 0 && fieldAt(at + 1)) {
        trim(into);
        return new End(inner, lines, false, true, false);
      } else if (c == '\n' && text.startsWith("```", at + 1)) {
        at++;
        return new End(inner, lines, false, false, true);
      } else {
        inner |= c == open;
        lines |= c == '\n';
        into.append(c);
      }
    }
    return new End(inner, lines, false, false, true);
  }

  private static void trim(StringBuilder text) {
    while (text.length() > 0
        && (Chars.blank(text.charAt(text.length() - 1))
            || Chars.comma(text.charAt(text.length() - 1)))) {
      text.setLength(text.length() - 1);
    }
  }

  /** Whether a line is a field with its name in quotes. */
  private boolean fieldAt(int from) {
    int index = from;
    while (index < text.length() && Chars.blank(text.charAt(index))) index++;
    return Chars.quote(charAt(index)) && keyAhead(index);
  }

  private boolean ends(char open, char c, int depth) {
    if (Chars.closes(open, c)) return follows(at + 1);
    // Opened with one kind of quote and closed with another: only where a field must follow.
    int comma = skipped(at + 1);
    if (!inObject || !Chars.comma(charAt(comma))) return false;
    int name = skipped(comma + 1);
    return charAt(name) == '"' && keyAhead(name);
  }

  /** Whether what comes here can come after a text. */
  private boolean follows(int from) {
    int next = skipped(from);
    char c = charAt(next);
    if (c == 0 || Chars.closes(c) || text.startsWith("```", next)) return true;
    if (!Chars.comma(c)) {
      boolean apart = next > from && (Chars.quote(c) || Chars.opens(c));
      return apart
          && (keyAhead(next)
              || !inObject && (lineBreak(from, next) || Chars.opens(c) || listed(next)));
    }
    int after = skipped(next + 1);
    char d = charAt(after);
    if (d == 0 || Chars.closes(d) || Chars.comma(d) || d == '.' || d == '…') return true;
    if (inObject) return keyOrEnd(after);
    return Chars.quote(d) || Chars.opens(d) || Bare.begins(text, after);
  }

  private boolean lineBreak(int from, int to) {
    for (int index = from; index < to; index++) if (text.charAt(index) == '\n') return true;
    return false;
  }

  /** Whether a text in quotes comes here that ends where a list goes on. */
  private boolean listed(int from) {
    int last = Math.min(text.length(), from + FAR);
    for (int index = from + 1; index < last; index++) {
      if (text.charAt(index) != text.charAt(from)) continue;
      char c = charAt(skipped(index + 1));
      return Chars.comma(c) || Chars.closes(c) || c == text.charAt(from);
    }
    return false;
  }

  /** A word or words without quotes. */
  String bare() {
    int from = at;
    while (!over()) {
      char c = peek();
      if (c == '\n' || Chars.closes(c) || fence()) break;
      if (Chars.comma(c) && endsWord(from)) break;
      if (text.startsWith("//", at) || text.startsWith("/*", at)) break;
      at++;
    }
    return text.substring(from, at).strip();
  }

  /** A number ends at any comma, words only where a value or a field follows. */
  private boolean endsWord(int from) {
    boolean words =
        at - from > FAR || Bare.value(text.substring(from, at).strip()) instanceof String;
    if (words) {
      int after = skipped(at + 1);
      return Chars.closes(charAt(after)) || keyAhead(after) || Chars.quote(charAt(after));
    }
    return true;
  }
}
