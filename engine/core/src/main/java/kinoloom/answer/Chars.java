package kinoloom.answer;

/** What single characters are outside texts, whatever keyboard they were typed on. */
final class Chars {
  private Chars() {}

  static boolean blank(char c) {
    return c <= ' '
        || c == '\u00a0'
        || c == '\u3000'
        || c == '\ufeff'
        || c == '\u200b'
        || c == '\u2028';
  }

  static boolean quote(char c) {
    return "\"'“”‘’„「」『』`＂".indexOf(c) >= 0;
  }

  static boolean opensObject(char c) {
    return c == '{' || c == '｛';
  }

  static boolean closesObject(char c) {
    return c == '}' || c == '｝';
  }

  static boolean opensList(char c) {
    return c == '[' || c == '【' || c == '［';
  }

  static boolean closesList(char c) {
    return c == ']' || c == '】' || c == '］';
  }

  static boolean opens(char c) {
    return opensObject(c) || opensList(c);
  }

  static boolean closes(char c) {
    return closesObject(c) || closesList(c);
  }

  static boolean comma(char c) {
    return c == ',' || c == '，' || c == '、' || c == ';' || c == '；';
  }

  static boolean colon(char c) {
    return c == ':' || c == '：' || c == '=';
  }

  /** Whether a text that was opened so may be closed so. */
  static boolean closes(char opening, char c) {
    return switch (opening) {
      case '“', '”', '„' -> c == '”' || c == '“' || c == '"';
      case '‘', '’' -> c == '’' || c == '‘' || c == '\'';
      case '\'' -> c == '\'' || c == '’';
      case '「' -> c == '」';
      case '『' -> c == '』';
      default -> c == opening;
    };
  }

  /** A letter or digit of a name, in any script. */
  static boolean ofName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$';
  }
}
