package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kinoloom.Plan;
import kinoloom.graph.StepId;
import kinoloom.repl.console.CleanText;

/** The steps of a plan and which of them use which, to be drawn. Turns that do the same are one. */
public final class PlanGraph {
  /** How it is written. */
  public enum Format {
    MERMAID,
    DOT,
    SVG
  }

  /**
   * @param detail what it is, in a line
   * @param count how many steps it stands for
   */
  record Node(int number, String name, String detail, Plan.State state, int count) {
    String stateInWords() {
      return PlanView.words(state);
    }
  }

  record Edge(int from, int to) {}

  private final String title;
  private final List<Node> nodes = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<StepId, Integer> numbers = new HashMap<>();
  private final Map<StepId, StepId> within = new HashMap<>();

  /**
   * @param all whether each turn is drawn
   */
  public PlanGraph(Plan plan, boolean all) {
    title = plan.title() == null ? "" : CleanText.line(plan.title());
    for (PlanTree.Row row : PlanTree.rows(plan, all)) {
      if (row.expansion() == null) add(row);
    }
    plan.steps().forEach(it -> within.put(it.id(), it.within()));
    plan.steps().forEach(this::connect);
  }

  private void add(PlanTree.Row row) {
    Plan.PlannedStep step = row.first();
    String model = step.model() == null || step.model().isEmpty() ? "" : " " + step.model();
    String detail = CleanText.line(step.kind().verb() + model);
    int count = row.steps().size();
    row.steps().forEach(it -> numbers.put(it.id(), nodes.size()));
    nodes.add(new Node(nodes.size(), CleanText.line(row.name()), detail, step.state(), count));
  }

  private void connect(Plan.PlannedStep step) {
    Set<StepId> before = new LinkedHashSet<>();
    step.made().uses().values().forEach(before::addAll);
    boolean inside = before.stream().anyMatch(it -> beside(step, it));
    // What makes the turns stands before the first step of a turn only.
    if (!inside) before.addAll(step.made().waitsFor());
    for (StepId id : before) {
      Integer from = numbers.get(id);
      Integer to = numbers.get(step.id());
      if (from != null && to != null && !from.equals(to)) edges.add(new Edge(from, to));
    }
  }

  private boolean beside(Plan.PlannedStep step, StepId other) {
    return step.within() != null && step.within().equals(within.get(other));
  }

  List<Node> nodes() {
    return nodes;
  }

  Set<Edge> edges() {
    return edges;
  }

  String title() {
    return title;
  }

  public String text(Format format) {
    return switch (format) {
      case MERMAID -> mermaid();
      case DOT -> dot();
      case SVG -> new SvgGraph(this).text();
    };
  }

  private String mermaid() {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (Node node : nodes) {
      text.append("  s" + node.number() + "[\"" + mermaid(node.name()) + "<br>");
      text.append(mermaid(node.detail()) + "<br>" + node.stateInWords() + "\"]:::");
      text.append(style(node.state()) + "\n");
    }
    for (Edge edge : edges) text.append("  s" + edge.from() + " --> s" + edge.to() + "\n");
    for (Plan.State state : Plan.State.values()) {
      text.append(
          "  classDef " + style(state) + " fill:" + fill(state) + ",color:#111,stroke:#555\n");
    }
    return text.toString().stripTrailing();
  }

  /** In a label, a sign that means something is written as its number. */
  private static String mermaid(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            it -> {
              boolean plain = Character.isLetterOrDigit(it) || " .-_[](),:/+?".indexOf(it) >= 0;
              if (plain) safe.appendCodePoint(it);
              else safe.append("#" + it + ";");
            });
    return safe.toString();
  }

  private String dot() {
    StringBuilder text = new StringBuilder("digraph film {\n");
    text.append("  label=" + quoted(title) + ";\n  rankdir=LR;\n");
    text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\"];\n");
    for (Node node : nodes) {
      String label = node.name() + "\n" + node.detail() + "\n" + node.stateInWords();
      text.append("  s" + node.number() + " [label=" + quoted(label));
      text.append(", fillcolor=\"" + fill(node.state()) + "\"];\n");
    }
    for (Edge edge : edges) text.append("  s" + edge.from() + " -> s" + edge.to() + ";\n");
    return text + "}";
  }

  private static String quoted(String text) {
    String safe = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + safe + '"';
  }

  static String style(Plan.State state) {
    return Words.of(state).replace(" ", "");
  }

  /** Light enough for black text. */
  static String fill(Plan.State state) {
    return switch (state) {
      case CACHED, GIVEN -> "#b9e3c6";
      case TO_MAKE, UNFIT -> "#f6d58a";
      case UNKNOWN_UNTIL_RUN -> "#dcd3f2";
      case DAMAGED -> "#f2b1a8";
      case LOCAL -> "#d7dde3";
      case STALE -> "#e6e0a8";
    };
  }
}
