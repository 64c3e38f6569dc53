package kinoloom.repl.show;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Decided;
import kinoloom.Decision;
import kinoloom.Unclear;
import kinoloom.plan.Doubt;
import kinoloom.platform.Answer;
import kinoloom.repl.console.CleanText;
import kinoloom.repl.console.Columns;
import kinoloom.run.ResolveHint;

/** Steps that need a decision, with all that helps to take it. */
public final class UnclearView {
  private static final int PROMPT = 80;
  private static final int ANSWER = 300;

  /** The zone of the platform's records. */
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

  private final String run;
  private final List<Unclear> shown;
  private final List<Unclear> givenUp;

  /**
   * @param named whether these were asked for by name: then those that were given up are shown, too
   */
  public UnclearView(String run, List<Unclear> unclear, boolean named) {
    this.run = run;
    this.shown = unclear.stream().filter(it -> named || !it.abandoned()).toList();
    this.givenUp = unclear.stream().filter(it -> !named && it.abandoned()).toList();
  }

  public boolean isEmpty() {
    return shown.isEmpty();
  }

  public String nothing() {
    return "Nothing of run " + run + " needs a decision." + givenUp();
  }

  private String givenUp() {
    if (givenUp.isEmpty()) return "";
    String names = givenUp.stream().map(it -> it.step().value()).collect(Collectors.joining(", "));
    return "\nGiven up: " + names + "; kino resolve " + run + " STEP decides anew";
  }

  public String text() {
    return shown.stream().map(this::text).collect(Collectors.joining("\n\n")) + givenUp();
  }

  private String text(Unclear it) {
    Columns facts = new Columns();
    Unclear.Asked asked = it.asked();
    facts.row("  asked", request(asked));
    String prompt = prompt(asked.request());
    if (!prompt.isEmpty()) facts.row("  prompt", prompt);
    String params = params(asked.request());
    if (!params.isEmpty()) facts.row("  with", params);
    facts.row("  number", asked.transno().isEmpty() ? "not known here" : asked.transno());
    facts.row("  key", asked.key());
    if (it.heard().task() != null) facts.row("  task", it.heard().task().value());
    facts.row("  time", window(it.window()));
    facts.row("  may cost", cost(it));
    facts.row("  answer", answer(it.heard().answer()));
    facts.row("  looked up", lookedUp(it));
    String place = it.place().known() ? " (" + it.place() + ")" : "";
    String head = CleanText.line(it.step() + place + " of run " + run + ": " + why(it));
    return head + "\n" + facts + "\n" + look(it.window()) + "\n" + commands(it);
  }

  private static String why(Unclear it) {
    String given = it.abandoned() ? "given up; " : "";
    String what =
        switch (it.doubt()) {
          case UNCLEAR_REQUEST -> "nobody knows whether its request was accepted";
          case LOST_TASK -> "nobody knows what became of its task";
          case OUTPUT_EXPIRED -> "it is made and paid, and cannot be fetched any more";
          case OUTPUT_UNUSABLE ->
              "it is made and paid, and what is fetched as its result is no good file";
          case OUTPUT_DAMAGED -> "it was made and paid, and is damaged on this disk";
        };
    return it.doubt() + ": " + given + what + " (" + bounded(it.heard().message(), ANSWER) + ")";
  }

  private static String request(Unclear.Asked asked) {
    return asked.request().get("category")
        + " "
        + asked.request().get("model")
        + ", attempt "
        + asked.attempt();
  }

  private static String prompt(Map<String, Object> request) {
    Map<?, ?> params = request.get("params") instanceof Map<?, ?> map ? map : Map.of();
    Object said = params.containsKey("prompt") ? params.get("prompt") : params.get("messages");
    return said == null ? "" : bounded(said instanceof String ? said : JsonText.of(said), PROMPT);
  }

  private static String params(Map<String, Object> request) {
    List<String> words = new ArrayList<>();
    Map<?, ?> params = request.get("params") instanceof Map<?, ?> map ? map : Map.of();
    params.forEach(
        (word, value) -> {
          if (word.equals("prompt") || word.equals("messages")) return;
          words.add(word + " " + bounded(value, PROMPT));
        });
    for (Object file : request.get("files") instanceof List<?> files ? files : List.of()) {
      if (!(file instanceof Map<?, ?> map)) continue;
      String hash = String.valueOf(map.get("sha256"));
      words.add(map.get("word") + " " + hash.substring(0, Math.min(12, hash.length())) + "…");
    }
    return String.join(", ", words);
  }

  private static String window(Unclear.Window window) {
    if (window.announced() == null) return "in another run; noticed " + at(window.last());
    String sent = window.sent() == null ? "" : ", sent but for its end " + time(window.sent());
    return at(window.announced()) + " announced" + sent + ", last heard " + time(window.last());
  }

  private static String at(Instant instant) {
    return instant.atZone(ZoneId.systemDefault()).format(DAY) + " " + time(instant);
  }

  private static String time(Instant instant) {
    return instant.atZone(ZoneId.systemDefault()).format(TIME);
  }

  private static String cost(Unclear it) {
    String worst = Yuan.of(it.asked().worst());
    if (it.doubt() == Doubt.OUTPUT_DAMAGED) return worst + " to make it again; it was paid once";
    return worst + "; it counts against the budget";
  }

  private static String answer(Answer answer) {
    if (answer == null) return "nothing came";
    String cut = answer.complete() ? "" : ", cut off";
    return "HTTP " + answer.status() + cut + ": " + bounded(answer.body(), ANSWER);
  }

  private static String lookedUp(Unclear it) {
    if ("t2t".equals(it.asked().request().get("category"))) return "chats are not looked up";
    if (it.asked().transno().isEmpty()) return "not possible without its number";
    return it.heard().lookedUp()
        ? "today's records and the history, for its number: nothing"
        : "not yet; kino resume looks for its number in the platform's records";
  }

  private static String look(Unclear.Window window) {
    if (window.announced() == null) return "  Look in the account's usage for its entry.";
    Instant at = window.sent() == null ? window.announced() : window.sent();
    boolean there = ZoneId.systemDefault().getRules().getOffset(at).equals(BEIJING);
    OffsetDateTime record = at.atOffset(BEIJING);
    String beijing =
        there ? "" : " (" + record.format(DAY) + " " + record.format(TIME) + " in Beijing)";
    return "  Look in the account's usage for an entry at " + at(at) + beijing + ".";
  }

  private Columns commands(Unclear it) {
    String command = ResolveHint.of(run, it.step());
    Columns table = new Columns();
    table.row("  " + command + " --adopt TASKID", "it was accepted, and this is its task");
    String price =
        it.doubt() == Doubt.UNCLEAR_REQUEST ? "it may be paid twice" : "it is paid again";
    table.row("  " + command + " --resubmit", "make it again; " + price);
    table.row("  " + command + " --abandon", "give it up");
    return table;
  }

  /** One line, of a length that leaves room for others. */
  private static String bounded(Object value, int most) {
    String text = CleanText.line(String.valueOf(value));
    if (text.codePointCount(0, text.length()) <= most) return text;
    return text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }

  public static String done(Decided decided) {
    String step = "'" + decided.step() + "' ";
    if (decided.choice() == Decision.Choice.RESUBMIT) {
      return step + "is made again when the run goes on; it may be paid twice";
    }
    if (decided.choice() == Decision.Choice.ABANDON) {
      return step + "is given up; what it may have cost still counts against the budget";
    }
    return step
        + "goes on as task "
        + decided.task()
        + " ("
        + bounded(decided.told(), ANSWER)
        + ")";
  }

  /** What is left to do once something was decided. */
  public String next() {
    if (shown.isEmpty()) return "kino resume " + run + " goes on." + givenUp();
    String names = shown.stream().map(it -> it.step().value()).collect(Collectors.joining(", "));
    return "Still to be decided: " + names + "; kino resume " + run + " goes on with the others.";
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", run);
    List<Unclear> all = new ArrayList<>(shown);
    all.addAll(givenUp);
    json.put("unclear", all.stream().map(this::json).toList());
    return json;
  }

  private Map<String, Object> json(Unclear it) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", it.step());
    json.put("place", it.place());
    json.put("code", it.doubt().name());
    json.put("abandoned", it.abandoned());
    json.put("message", it.heard().message());
    json.put("attempt", it.asked().attempt());
    json.put("transno", it.asked().transno());
    json.put("key", it.asked().key());
    json.put("worst", it.asked().worst());
    json.put("request", it.asked().request());
    json.put("task", it.heard().task());
    json.put("answer", it.heard().answer());
    json.put("lookedUp", it.heard().lookedUp());
    json.put("announced", it.window().announced());
    json.put("sent", it.window().sent());
    json.put("last", it.window().last());
    String command = ResolveHint.of(run, it.step());
    json.put(
        "commands",
        List.of(command + " --adopt TASKID", command + " --resubmit", command + " --abandon"));
    return json;
  }
}
