package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kinoloom.Plan;
import kinoloom.repl.console.Columns;

/**
 * A plan drawn in columns: each step stands right of all that it uses, as high as they do on
 * average. One file with nothing from elsewhere in it; it follows the reader's light or dark.
 */
final class SvgGraph {
  private static final int WIDTH = 210;
  private static final int HEIGHT = 58;
  private static final int ACROSS = 290;
  private static final int DOWN = 74;
  private static final int EDGE = 20;
  private static final int HEAD = 50;
  private static final int LETTERS = 27;

  private final PlanGraph graph;
  private final Map<Integer, Integer> column = new HashMap<>();
  private final Map<Integer, Integer> row = new HashMap<>();

  SvgGraph(PlanGraph graph) {
    this.graph = graph;
    place();
  }

  private void place() {
    // Steps stand behind those they use.
    for (PlanGraph.Node node : graph.nodes()) column.put(node.number(), 0);
    for (int round = 0; round < graph.nodes().size() && push(); round++) {}
    List<List<Integer>> columns = new ArrayList<>();
    for (PlanGraph.Node node : graph.nodes()) {
      int at = column.get(node.number());
      while (columns.size() <= at) columns.add(new ArrayList<>());
      columns.get(at).add(node.number());
    }
    for (List<Integer> one : columns) {
      Map<Integer, Double> high = new HashMap<>();
      for (int i = 0; i < one.size(); i++) high.put(one.get(i), height(one.get(i), i));
      one.sort((a, b) -> Double.compare(high.get(a), high.get(b)));
      for (int i = 0; i < one.size(); i++) row.put(one.get(i), i);
    }
  }

  private boolean push() {
    boolean moved = false;
    for (PlanGraph.Edge edge : graph.edges()) {
      if (column.get(edge.to()) > column.get(edge.from())) continue;
      column.put(edge.to(), column.get(edge.from()) + 1);
      moved = true;
    }
    return moved;
  }

  private double height(int node, int otherwise) {
    return graph.edges().stream()
        .filter(it -> it.to() == node && row.containsKey(it.from()))
        .mapToInt(it -> row.get(it.from()))
        .average()
        .orElse(otherwise);
  }

  String text() {
    int columns = column.values().stream().mapToInt(it -> it + 1).max().orElse(1);
    int rows = row.values().stream().mapToInt(it -> it + 1).max().orElse(1);
    int width = 2 * EDGE + (columns - 1) * ACROSS + WIDTH;
    int height = HEAD + EDGE + (rows - 1) * DOWN + HEIGHT;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\">%n",
            width,
            height,
            width,
            height));
    text.append("<title>" + escaped(graph.title()) + "</title>\n" + style());
    text.append(
        "<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n<text class=\"head\" x=\""
            + EDGE
            + "\" y=\"30\">"
            + escaped(graph.title())
            + "</text>\n");
    graph.edges().forEach(it -> text.append(line(it)));
    graph.nodes().forEach(it -> text.append(box(it)));
    return text.append("</svg>").toString().replace("\r", "");
  }

  private static String style() {
    StringBuilder states = new StringBuilder();
    for (Plan.State state : Plan.State.values()) {
      states.append("." + PlanGraph.style(state) + "{fill:" + PlanGraph.fill(state) + "}");
    }
    return "<style>text{font:13px sans-serif;fill:#111}.small{font-size:11px}"
        + ".head{font-size:18px}.page{fill:#fff}.line{fill:none;stroke:#888;stroke-width:1.2}"
        + "rect.step{stroke:#555;stroke-width:1}"
        + states
        + "@media(prefers-color-scheme:dark){.page{fill:#16181c}.head{fill:#eee}"
        + ".line{stroke:#8a93a0}}</style>\n";
  }

  private String line(PlanGraph.Edge edge) {
    int x1 = x(edge.from()) + WIDTH;
    int y1 = y(edge.from()) + HEIGHT / 2;
    int x2 = x(edge.to());
    int y2 = y(edge.to()) + HEIGHT / 2;
    int half = (ACROSS - WIDTH) / 2;
    return String.format(
        Locale.ROOT,
        "<path class=\"line\" d=\"M%d %dC%d %d %d %d %d %d\"/>\n",
        x1,
        y1,
        x1 + half,
        y1,
        x2 - half,
        y2,
        x2,
        y2);
  }

  private String box(PlanGraph.Node node) {
    int x = x(node.number());
    int y = y(node.number());
    String whole = node.name() + ": " + node.detail() + ", " + node.stateInWords();
    return "<g><title>"
        + escaped(whole)
        + "</title><rect class=\"step "
        + PlanGraph.style(node.state())
        + "\" x=\""
        + x
        + "\" y=\""
        + y
        + "\" width=\""
        + WIDTH
        + "\" height=\""
        + HEIGHT
        + "\" rx=\"7\"/>"
        + words(x, y + 18, "", node.name())
        + words(x, y + 34, "small", node.detail())
        + words(x, y + 49, "small", node.stateInWords())
        + "</g>\n";
  }

  private static String words(int x, int y, String style, String words) {
    return "<text class=\""
        + style
        + "\" x=\""
        + (x + 10)
        + "\" y=\""
        + y
        + "\">"
        + escaped(shortened(words))
        + "</text>";
  }

  private static String shortened(String words) {
    if (Columns.width(words) <= LETTERS) return words;
    StringBuilder text = new StringBuilder();
    for (int point : words.codePoints().toArray()) {
      if (Columns.width(text.toString()) >= LETTERS - 1) break;
      text.appendCodePoint(point);
    }
    return text + "…";
  }

  private int x(int node) {
    return EDGE + column.get(node) * ACROSS;
  }

  private int y(int node) {
    return HEAD + row.get(node) * DOWN;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
