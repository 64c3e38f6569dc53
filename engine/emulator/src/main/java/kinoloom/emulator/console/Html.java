package kinoloom.emulator.console;

import java.util.Collection;
import java.util.Set;

/**
 * A piece of HTML. This is the one place that escapes: a text can only get into a page through
 * {@link #el} or {@link #at}, which escape it. Names of elements and attributes are literals.
 */
final class Html {
  private static final Set<String> WITHOUT_END = Set.of("input", "meta", "link", "br", "img");

  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /** An attribute of the element it is a part of. */
  record Attribute(String name, String value) {}

  static Attribute at(String name, String value) {
    return new Attribute(name, value);
  }

  /**
   * An element.
   *
   * @param parts attributes first, then texts, elements, and collections of them
   */
  static Html el(String tag, Object... parts) {
    StringBuilder out = new StringBuilder("<").append(tag);
    for (Object part : parts) {
      if (part instanceof Attribute attribute) {
        out.append(' ').append(attribute.name()).append("=\"");
        escape(attribute.value(), out);
        out.append('"');
      }
    }
    out.append('>');
    for (Object part : parts) {
      if (!(part instanceof Attribute)) {
        write(part, out);
      }
    }
    if (!WITHOUT_END.contains(tag)) {
      out.append("</").append(tag).append('>');
    }
    return new Html(out.toString());
  }

  /** Several parts without an element around them; none is nothing. */
  static Html all(Object... parts) {
    StringBuilder out = new StringBuilder();
    for (Object part : parts) {
      write(part, out);
    }
    return new Html(out.toString());
  }

  /** The whole document. */
  String document() {
    return "<!doctype html>\n" + markup + "\n";
  }

  private static void write(Object part, StringBuilder out) {
    if (part instanceof Html html) {
      out.append(html.markup);
    } else if (part instanceof Collection<?> several) {
      several.forEach(one -> write(one, out));
    } else if (part instanceof String text) {
      escape(text, out);
    } else {
      throw new IllegalArgumentException("not a part of a page: " + part);
    }
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
