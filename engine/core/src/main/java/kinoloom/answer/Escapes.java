package kinoloom.answer;

/** Characters that are written with a backslash. */
final class Escapes {
  private Escapes() {}

  static String undo(String escaped) {
    if (escaped.indexOf('\\') < 0) return escaped;
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < escaped.length(); ) {
      char c = escaped.charAt(at);
      if (c == '\\') {
        at += undo(escaped, at, text);
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /** Appends what the backslash at {@code at} stands for, and says how long it was. */
  static int undo(String text, int at, StringBuilder into) {
    char c = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    switch (c) {
      case 0 -> {
        return 1;
      }
      case 'n' -> into.append('\n');
      case 't' -> into.append('\t');
      case 'r' -> into.append('\r');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'u' -> {
        Integer code = code(text, at + 2);
        if (code == null) {
          into.append("\\u");
          return 2;
        }
        into.append((char) code.intValue());
        return 6;
      }
      case '\n' -> into.append('\n');
      default -> into.append(c);
    }
    return 2;
  }

  private static Integer code(String text, int from) {
    if (from + 4 > text.length()) return null;
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') return null;
      code = code * 16 + digit;
    }
    return code;
  }
}
