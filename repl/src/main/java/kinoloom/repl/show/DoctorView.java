package kinoloom.repl.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kinoloom.repl.console.Columns;
import kinoloom.repl.doctor.Finding;
import kinoloom.repl.doctor.Finding.Level;

/** What was found, a line each, or as a tree for programs. */
public final class DoctorView {
  private final List<Finding> findings;

  public DoctorView(List<Finding> findings) {
    this.findings = findings;
  }

  public String text() {
    Columns table = new Columns();
    for (Finding it : findings) {
      String todo = it.todo().isEmpty() ? "" : ". " + it.todo();
      table.row(Words.of(it.level()), it.check(), it.said() + todo);
    }
    return table.toString();
  }

  /** {@code 1 problem, 2 warnings: runs do not work.} */
  public String verdict() {
    long problems = count(Level.PROBLEM);
    long warnings = count(Level.WARNING);
    String end = problems > 0 ? "runs do not work." : "ready.";
    if (problems + warnings == 0) return "No problem: " + end;
    String bad = problems == 0 ? "" : number(problems, "problem");
    String both = problems > 0 && warnings > 0 ? ", " : "";
    return bad + both + (warnings == 0 ? "" : number(warnings, "warning")) + ": " + end;
  }

  private static String number(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private long count(Level level) {
    return findings.stream().filter(it -> it.level() == level).count();
  }

  /** That of the first problem: the others may follow from it. */
  public int exit() {
    return findings.stream()
        .filter(it -> it.level() == Level.PROBLEM)
        .mapToInt(Finding::exit)
        .findFirst()
        .orElse(0);
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usable", count(Level.PROBLEM) == 0);
    json.put("exit", exit());
    json.put("checks", findings.stream().map(DoctorView::json).toList());
    return json;
  }

  private static Map<String, Object> json(Finding it) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", it.check());
    json.put("level", Words.of(it.level()));
    json.put("said", it.said());
    json.put("todo", it.todo());
    return json;
  }
}
