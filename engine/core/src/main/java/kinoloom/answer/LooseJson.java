package kinoloom.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as models write it: commas too many or too few, any quotes, Chinese punctuation, names
 * without quotes, comments, a tail that is missing. JSON is read as what it is. Reads each
 * character a bounded number of times, and throws nothing.
 */
final class LooseJson {
  /** What is nested deeper is not read. */
  static final int DEEPEST = 60;

  private static final int MOST_REPAIRS = 100;

  private final Scan scan;
  private final List<Repair> repairs = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private boolean cut;

  LooseJson(String text, int from) {
    this.scan = new Scan(text, from);
  }

  /** Where it has read to. */
  int end() {
    return scan.at;
  }

  List<Repair> repairs() {
    return repairs;
  }

  /** Whether the text ended too early. */
  boolean cut() {
    return cut;
  }

  /** The object or list that begins here. */
  Object read() {
    StrictJson.Whole whole = StrictJson.read(scan.text, scan.at);
    if (whole == null) return value(0, false);
    scan.at = whole.end();
    return whole.value();
  }

  /** The fields of an object whose braces are missing. */
  Object readFields() {
    note("the braces around it are missing", "");
    return fields(0);
  }

  private void note(String before, Object after) {
    if (repairs.size() >= MOST_REPAIRS) return;
    repairs.add(Repair.of(String.join("", path), "parse", before, after));
  }

  private Object value(int depth, boolean inObject) {
    char c = scan.peek();
    scan.inObject = inObject;
    if (depth > DEEPEST) {
      scan.at = scan.text.length();
      cut = true;
      return Cut.OFF;
    }
    if (Chars.opensObject(c)) {
      if (c != '{') note("Chinese punctuation", "");
      scan.at++;
      return fields(depth);
    }
    if (Chars.opensList(c)) {
      if (c != '[') note("Chinese punctuation", "");
      scan.at++;
      return elements(depth);
    }
    if (Chars.quote(c)) return text(depth);
    return bare();
  }

  private Map<String, Object> fields(int depth) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean first = true;
    while (true) {
      boolean comma = commas(first);
      if (ended()) return brokenOff(fields);
      char c = scan.peek();
      if (Chars.closesObject(c)) {
        if (comma) note("a comma too many", "");
        scan.at++;
        return fields;
      }
      if (Chars.closesList(c)) {
        note("a missing }", "");
        return fields;
      }
      if (scan.ellipsis()) {
        note("…", "");
        continue;
      }
      if (!Chars.quote(c) && !Chars.ofName(c) || !scan.keyAhead(scan.at)) {
        if (scan.endsInName()) return ended() ? brokenOff(fields) : fields;
        note("a missing }", "");
        return fields;
      }
      if (!comma && !first) note("a missing comma", "");
      field(fields, depth);
      first = false;
    }
  }

  /** Nobody knows what other fields would have come. */
  private static Map<String, Object> brokenOff(Map<String, Object> fields) {
    fields.put(Cut.REST, Cut.OFF);
    return fields;
  }

  private void field(Map<String, Object> fields, int depth) {
    String name = key();
    path.add((path.isEmpty() ? "" : ".") + name);
    scan.blanks();
    if (scan.peek() != ':') note(scan.peek() + " for a colon", "");
    scan.at++;
    if (scan.peek() == '>') scan.at++;
    scan.skip();
    Object value;
    if (ended()) {
      value = Cut.OFF;
    } else if (Chars.closes(scan.peek()) || Chars.comma(scan.peek())) {
      note("no value", "null");
      value = null;
    } else {
      value = value(depth + 1, true);
    }
    path.remove(path.size() - 1);
    if (fields.containsKey(name)) note(name + " is said twice", "the last");
    fields.put(name, value);
  }

  private String key() {
    char open = scan.peek();
    if (!Chars.quote(open)) {
      String name = scan.name();
      note(name + " without quotes", "");
      return name;
    }
    if (open != '"') note(open + " for a quote", "");
    return scan.quotedKey();
  }

  private List<Object> elements(int depth) {
    List<Object> list = new ArrayList<>();
    boolean first = true;
    while (true) {
      boolean comma = commas(first);
      if (ended()) return list;
      char c = scan.peek();
      if (Chars.closesList(c)) {
        if (comma) note("a comma too many", "");
        scan.at++;
        return list;
      }
      if (Chars.closesObject(c)) {
        note("a missing ]", "");
        return list;
      }
      // In a list of objects, "name": is a field of the object around it: the list was not closed.
      boolean key = Chars.quote(c) && !list.isEmpty() && scan.keyAhead(scan.at);
      boolean prose = !comma && !first && !Chars.opens(c) && !Chars.quote(c) && !digit(c);
      if (key || prose) {
        note("a missing ]", "");
        return list;
      }
      if (!comma && !first) note("a missing comma", "");
      path.add("[" + list.size() + "]");
      int before = scan.at;
      list.add(value(depth + 1, false));
      if (scan.at == before) scan.at++;
      path.remove(path.size() - 1);
      first = false;
    }
  }

  private static boolean digit(char c) {
    return Character.isDigit(c) || c == '-' || c == '.' || c == '…';
  }

  /** Whether there was a comma; more than one, or one before all, is put right. */
  private boolean commas(boolean first) {
    boolean comma = false;
    scan.skip();
    if (scan.comments > 0) {
      note("a comment", "");
      scan.comments = 0;
    }
    while (!scan.over() && Chars.comma(scan.peek())) {
      if (scan.peek() != ',') note(scan.peek() + " for a comma", "");
      if (comma || first) note("a comma too many", "");
      comma = true;
      scan.at++;
      scan.skip();
    }
    return comma && !first;
  }

  /** Whether the text is over, though not the value; so does a fence end it. */
  private boolean ended() {
    scan.skip();
    if (!scan.over() && !scan.fence()) return false;
    if (!cut) note("it breaks off here", "closed");
    cut = true;
    return true;
  }

  private Object text(int depth) {
    char open = scan.peek();
    if (open != '"') note(open + " for a quote", "");
    StringBuilder text = new StringBuilder();
    Scan.End end = scan.text(text, depth);
    if (end.inner()) note("quotes within a text", Repair.brief(text));
    if (end.other()) note("quotes of two kinds", Repair.brief(text));
    if (end.lines()) note("a line break within a text", "");
    if (end.unclosed()) note("a missing quote", Repair.brief(text));
    if (end.cut()) {
      cut = true;
      return Cut.OFF;
    }
    return text.toString();
  }

  private Object bare() {
    String word = scan.bare();
    if (word.isEmpty()) return null;
    Object value = Bare.value(word);
    if (scan.over() && !(value instanceof Boolean) && value != null) {
      // What follows is gone: 1 may have been 12.
      cut = true;
      return Cut.OFF;
    }
    if (!Bare.plain(word)) note(word, value instanceof Cut ? "…" : value);
    return value;
  }
}
