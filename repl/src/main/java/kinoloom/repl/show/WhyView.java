package kinoloom.repl.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Plan;
import kinoloom.RunStatus;
import kinoloom.graph.StepId;
import kinoloom.repl.console.CleanText;

/** One step of a plan: what it is made of, what it makes, why, and what it cost so far. */
public final class WhyView {
  private static final int SHOWN = 300;

  private final Plan plan;
  private final Plan.PlannedStep step;
  private final RunStatus.StepStatus last;

  /**
   * @param last how the latest run of it has it; null if there is none
   */
  public WhyView(Plan plan, Plan.PlannedStep step, RunStatus.StepStatus last) {
    this.plan = plan;
    this.step = step;
    this.last = last;
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    String model = step.model() == null || step.model().isEmpty() ? "" : " " + step.model();
    lines.add(
        step.id()
            + "  "
            + step.kind().verb()
            + model
            + "  "
            + PlanView.words(step.state())
            + "  "
            + step.place());
    if (!step.made().reasons().isEmpty()) {
      lines.add("\nwhy it is made" + since());
      for (Plan.Reason reason : step.made().reasons())
        lines.add("  " + CleanText.line(reason.inWords()));
    }
    lines.add("\nmade of");
    lines.add(indented(parts()));
    List<StepId> users = users();
    lines.add("\nused by\n  " + (users.isEmpty() ? "no step" : names(users)));
    lines.add("\n" + money());
    return String.join("\n", lines);
  }

  private String since() {
    return step.made().before() == null ? "" : ", next to " + step.made().before();
  }

  private String money() {
    boolean made =
        step.state() == Plan.State.CACHED
            || step.state() == Plan.State.STALE
            || !step.kind().remote();
    String next =
        made
            ? ""
            : "to pay: "
                + Yuan.range(step.cost().low(), step.cost().high())
                + " yuan, about "
                + Clock.about(step.cost().typical())
                + "\n";
    String spent = last == null || last.cost() == null ? "nothing" : Yuan.of(last.cost());
    return next + "cost so far: " + spent + (last == null ? "" : " (" + last.state() + ")");
  }

  private String parts() {
    StringBuilder table = new StringBuilder();
    Map<String, String> parts = words();
    int width = parts.keySet().stream().mapToInt(String::length).max().orElse(0);
    parts.forEach(
        (word, value) ->
            table.append(
                (table.length() == 0 ? "" : "\n")
                    + word
                    + " ".repeat(width - word.length())
                    + "  "
                    + value));
    return table.length() == 0 ? "nothing but its script" : table.toString();
  }

  /** Each word with its value, as far as it is known, and the steps that it comes from. */
  private Map<String, String> words() {
    Map<String, String> parts = new LinkedHashMap<>();
    Map<String, Object> request = step.made().request();
    map(request.get("params")).forEach((word, value) -> parts.put(word, shown(value)));
    map(request.get("options")).forEach((word, value) -> parts.put("option " + word, shown(value)));
    if (request.get("files") instanceof List<?> files) {
      for (Object file : files) {
        Map<String, Object> one = map(file);
        String hash = String.valueOf(one.get("sha256"));
        String named =
            hash.substring(0, Math.min(12, hash.length()))
                + (one.containsKey("fit") ? " (fitted)" : "");
        parts.merge(String.valueOf(one.get("word")), named, (a, b) -> a + ", " + b);
      }
    }
    step.made()
        .uses()
        .forEach(
            (word, steps) -> {
              String from = "from " + names(List.copyOf(steps));
              parts.merge(word, from, (known, it) -> known + "  " + it);
            });
    return parts;
  }

  private static String shown(Object value) {
    String text = CleanText.line(value instanceof String it ? '"' + it + '"' : JsonText.of(value));
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private List<StepId> users() {
    return plan.steps().stream()
        .filter(it -> it.made().waitsFor().contains(step.id()))
        .map(Plan.PlannedStep::id)
        .toList();
  }

  private static String names(List<StepId> steps) {
    String names = steps.stream().limit(8).map(StepId::value).collect(Collectors.joining(", "));
    return CleanText.line(names) + (steps.size() > 8 ? " and " + (steps.size() - 8) + " more" : "");
  }

  private static String indented(String text) {
    return "  " + text.replace("\n", "\n  ");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  public Map<String, Object> json(Map<String, Object> planned) {
    Map<String, Object> json = new LinkedHashMap<>(planned);
    json.put("request", step.made().request());
    json.put("usedBy", users());
    json.put("cost", last == null ? null : last.cost());
    json.put("run", last == null ? null : last.state());
    return json;
  }
}
