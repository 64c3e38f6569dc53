package kinoloom.repl.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kinoloom.graph.Cells;

/** Rows of words, set in columns as wide as their widest word. */
public final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> right = new HashSet<>();

  /** A table under these heads; without any, only its rows. */
  public Columns(String... heads) {
    if (heads.length > 0) rows.add(List.of(heads));
  }

  /** Sets a column, from 0, against its right edge. */
  public Columns right(int... columns) {
    for (int column : columns) right.add(column);
    return this;
  }

  public Columns row(String... words) {
    rows.add(Arrays.stream(words).map(Columns::word).toList());
    return this;
  }

  /** One line of text, blank at the start kept: that is how a tree is drawn. */
  private static String word(String text) {
    int indent = 0;
    while (indent < text.length() && text.charAt(indent) == ' ') indent++;
    return text.substring(0, indent) + CleanText.line(text);
  }

  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String space = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(right.contains(i) ? space + row.get(i) : row.get(i) + space);
    }
    return line.toString().stripTrailing();
  }

  /** Pads a text to a width on the screen. */
  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** How many cells of a terminal a text takes. */
  public static int width(String text) {
    return Cells.width(text);
  }
}
