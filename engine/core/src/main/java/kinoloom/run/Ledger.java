package kinoloom.run;

import kinoloom.graph.Kind;
import kinoloom.plan.RunState;
import kinoloom.plan.StepState;

/** The money of a run as a table: one row a step, amounts in 元. */
final class Ledger {
  private Ledger() {}

  static String csv(RunState state) {
    StringBuilder csv =
        new StringBuilder("step,kind,model,take,state,estimate,cost,task,attempts\n");
    for (StepState step : state.steps()) {
      if (step.info() == null || step.info().kind() == Kind.EXPAND) continue;
      row(
          csv,
          step.id(),
          step.info().kind().verb(),
          step.info().model(),
          step.prepared() == null ? "" : step.prepared().take(),
          step.reused() ? "reused" : step.phase().name().toLowerCase(java.util.Locale.ROOT),
          step.prepared() == null ? "" : step.prepared().estimate(),
          step.reused() ? "0.00" : step.cost(),
          step.task() == null ? "" : step.task(),
          step.attempt());
    }
    row(csv, "total", "", "", "", "", "", state.spent(), "", "");
    return csv.toString();
  }

  private static void row(StringBuilder csv, Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) csv.append(',');
      csv.append(cell(String.valueOf(cells[i])));
    }
    csv.append('\n');
  }

  /** Quoted where CSV asks for it; a cell never begins a formula in a spreadsheet. */
  private static String cell(String text) {
    String safe = text.matches("(?s)[=+@\\-\t\r\n\uff1d\uff0b\uff0d\uff20].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
