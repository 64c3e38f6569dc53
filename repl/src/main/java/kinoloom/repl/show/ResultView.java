package kinoloom.repl.show;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kinoloom.RunResult;
import kinoloom.RunResult.Remedy;
import kinoloom.graph.StepId;
import kinoloom.platform.Money;
import kinoloom.repl.console.Columns;
import kinoloom.repl.console.Console;
import kinoloom.repl.service.Advice;
import kinoloom.run.AmbiguityPolicy;
import kinoloom.run.ResolveHint;

/** How a run ended, in words or as a tree for programs. */
public final class ResultView {
  private static final String EDIT = "edit the script and run it again: what is made is reused";

  private final RunResult result;
  private final boolean emulated;
  private final Path folder;

  /**
   * @param folder what shown paths start from
   */
  public ResultView(RunResult result, boolean emulated, Path folder) {
    this.result = result;
    this.emulated = emulated;
    this.folder = folder;
  }

  /** What was made, and what it cost. */
  public String summary() {
    Columns table = new Columns();
    for (Map.Entry<String, Object> output : result.outputs().entrySet()) {
      List<Path> files = result.files().getOrDefault(output.getKey(), List.of());
      if (files.isEmpty()) table.row(output.getKey(), JsonText.of(output.getValue()));
    }
    result.files().forEach((output, files) -> rows(table, output, files));
    Money doubt = result.spending().inDoubt();
    return (table
            + "\nspent "
            + Yuan.of(result.spent())
            + (doubt.fen() > 0 ? ", and up to " + Yuan.of(doubt) + " in doubt" : "")
            + (emulated ? " (emulator money)" : ""))
        .strip();
  }

  private void rows(Columns table, String output, List<Path> files) {
    String name = output;
    for (Path file : files) {
      table.row(name, shown(file));
      name = "";
    }
  }

  private String shown(Path file) {
    Path absolute = folder.resolve(file).normalize();
    Path home = folder.normalize();
    return absolute.startsWith(home) ? home.relativize(absolute).toString() : absolute.toString();
  }

  /** What went wrong, and how to go on; nothing when all is done. */
  public void tellFailures(Console console) {
    for (RunResult.Failure failure : result.failures()) {
      String place = failure.place().known() ? " (" + failure.place() + ")" : "";
      console.problem(failure.step() + place + ": " + failure.message(), failure.hint());
    }
    Money overrun = result.spending().overrun();
    if (overrun.fen() > 0) {
      console.note(
          "Charged "
              + Yuan.of(overrun)
              + " more than the highest estimate; the ledger says for what."
              + " A price in kinoloom.json corrects the estimate.");
    }
    if (result.status() == RunResult.Status.DONE) return;
    console.problem("run " + result.run() + " " + ended() + because(), next());
  }

  private String next() {
    String resume = "kino resume " + result.run() + BudgetWords.options(result.spending().needed());
    return switch (result.status()) {
      case KEY_REFUSED -> Advice.KEY + "; then " + resume;
      case PAUSED ->
          any(Remedy.APPROVE) && !any(Remedy.DECIDE)
              ? "decide, then " + resume
              : any(Remedy.DECIDE) ? resolve(null) + resume + decision(true) : resume;
      case FAILED -> {
        if (any(Remedy.EDIT)) yield EDIT;
        if (any(Remedy.APPROVE) && !any(Remedy.DECIDE)) yield "kino approve, then " + resume;
        yield any(Remedy.DECIDE) ? resolve(givenUp()) + resume + decision(false) : resume;
      }
      case DAMAGED -> "kino doctor " + result.run() + " says what is lost";
      default -> resume;
    };
  }

  private String resolve(StepId step) {
    return ResolveHint.of(result.run(), step) + "; or ";
  }

  /** What was given up is shown only when it is named. */
  private StepId givenUp() {
    return result.failures().stream()
        .filter(it -> it.remedy() == Remedy.DECIDE)
        .map(RunResult.Failure::step)
        .findFirst()
        .orElseThrow();
  }

  private boolean any(Remedy remedy) {
    return result.failures().stream().anyMatch(it -> it.remedy() == remedy);
  }

  /**
   * @param open whether the step may still be given up
   */
  private String decision(boolean open) {
    int resubmissions =
        result.failures().stream()
            .filter(it -> it.remedy() == Remedy.DECIDE)
            .mapToInt(RunResult.Failure::resubmissions)
            .max()
            .orElse(0);
    return (" " + AmbiguityPolicy.offer(resubmissions, open)).stripTrailing();
  }

  private String ended() {
    return switch (result.status()) {
      case DONE -> "is done";
      case FAILED -> "failed";
      case PAUSED -> "is paused";
      case KEY_REFUSED, UNAVAILABLE, DISK_FULL -> "stopped";
      case CANCELLED -> "was interrupted";
      case DAMAGED -> "is damaged";
    };
  }

  private String because() {
    boolean plain = result.status() == RunResult.Status.CANCELLED || result.reason().isEmpty();
    return plain ? "" : ": " + result.reason();
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", result.run());
    json.put("status", result.status().name().toLowerCase(Locale.ROOT));
    json.put("reason", result.reason());
    json.put("outputs", files());
    json.put("values", result.outputs());
    json.put("spent", result.spent());
    json.put("reserved", result.spending().reserved());
    json.put("inDoubt", result.spending().inDoubt());
    json.put("emulator", emulated);
    json.put("failures", result.failures());
    return json;
  }

  private Map<String, List<Path>> files() {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    result
        .files()
        .forEach((output, paths) -> files.put(output, paths.stream().map(this::absolute).toList()));
    return files;
  }

  private Path absolute(Path file) {
    return folder.resolve(file).normalize();
  }
}
