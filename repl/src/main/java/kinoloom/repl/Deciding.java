package kinoloom.repl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import kinoloom.Kinoloom;
import kinoloom.repl.console.Exit;
import kinoloom.repl.show.JsonText;
import kinoloom.run.Verdict;

/** What {@code approve} and {@code pick} share. */
record Deciding(Shell shell, Kinoloom engine, boolean json) {

  int decide(StepOfRun target, Verdict verdict) throws IOException {
    String run = target.run(engine);
    boolean written = engine.decide(run, target.step(), verdict);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("run", run);
      document.put("step", target.step());
      document.put("decision", verdict.word());
      document.put("goesOn", !written);
      shell.console().json(JsonText.of(document));
    } else {
      shell.console().result(target.step() + ": " + said(verdict));
      shell
          .console()
          .note(
              written
                  ? "kino resume " + run + " goes on"
                  : "The process that works on the run was told.");
    }
    return Exit.DONE;
  }

  private static String said(Verdict verdict) {
    return switch (verdict.word()) {
      case "approve" -> "approved";
      case "reject" -> "rejected";
      default -> "take " + verdict.word() + " counts";
    };
  }
}
