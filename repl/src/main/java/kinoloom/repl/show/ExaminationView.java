package kinoloom.repl.show;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kinoloom.Examination;
import kinoloom.journal.Remains;
import kinoloom.plan.Exposure;
import kinoloom.repl.console.Exit;

/** What is wrong with a run, in words or as a tree for programs. */
public final class ExaminationView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final int SHOWN = 10;

  private final Examination found;
  private final Remains remains;

  public ExaminationView(Examination found) {
    this.found = found;
    this.remains = found.remains();
  }

  public int exit() {
    if (remains.damaged() || !remains.newer().isEmpty()) return Exit.DAMAGED;
    return found.moved().isEmpty() ? Exit.DONE : Exit.NEEDS_A_PERSON;
  }

  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(found.run() + "  " + verdict());
    damages(lines);
    gaps(lines);
    risks(lines);
    some(lines, "only a newer version understands: ", remains.newer());
    if (!found.moved().isEmpty()) lines.add("it was copied or set back: " + found.moved());
    surroundings(lines);
    todo(lines);
    return String.join("\n", lines);
  }

  private String verdict() {
    if (!remains.newer().isEmpty()) return "was written by a newer version";
    if (remains.damaged()) return "is damaged";
    if (!found.moved().isEmpty()) return "was copied or set back";
    return "is whole: " + remains.entries().size() + " events";
  }

  private void damages(List<String> lines) {
    some(
        lines,
        "",
        remains.damages().stream()
            .map(it -> "line " + it.line() + ", byte " + it.offset() + ": " + it.expectation())
            .toList());
    if (!remains.damaged()) return;
    lines.add(
        remains.gaps().isEmpty()
            ? "no event is lost: all " + remains.entries().size() + " can be read"
            : "left: " + remains.entries().size() + " events");
  }

  private void gaps(List<String> lines) {
    for (Remains.Gap gap : remains.gaps()) {
      String event = gap.size() == 1 ? "event " : gap.size() + " events, ";
      lines.add("lost: " + event + gap.numbers() + ", " + window(gap));
    }
  }

  private static String window(Remains.Gap gap) {
    if (gap.before() == null) return "before " + TIME.format(gap.after());
    return "written between " + TIME.format(gap.before()) + " and " + TIME.format(gap.after());
  }

  private void risks(List<String> lines) {
    if (found.risks().isEmpty()) {
      if (!remains.gaps().isEmpty()) lines.add("no step that is known can have been sent then");
      return;
    }
    String steps =
        found.risks().stream().limit(SHOWN).map(this::risk).collect(Collectors.joining(", "));
    int more = found.risks().size() - SHOWN;
    lines.add("may have been sent then: " + steps + (more > 0 ? " and " + more + " more" : ""));
    lines.add("at worst paid then, as far as is known: " + Yuan.of(found.worst()));
  }

  private String risk(Exposure.Risk risk) {
    String worst = risk.worst() == null ? "not known" : Yuan.of(risk.worst());
    return "'" + risk.step() + "' (at most " + worst + ")";
  }

  private void surroundings(List<String> lines) {
    if (remains.torn() > 0) {
      lines.add(
          "a crash left " + remains.torn() + " bytes at its end, which resume cuts off: normal");
    }
    some(
        lines,
        "kept beside it: ",
        found.kept().stream().map(it -> it.getFileName().toString()).toList());
    if (found.owner() == null) return;
    Instant since = found.owner().since();
    lines.add(
        "process "
            + found.owner().pid()
            + " is working on it"
            + (since == null ? "" : ", since " + TIME.format(since)));
  }

  private void todo(List<String> lines) {
    String run = found.run();
    if (!remains.newer().isEmpty()) {
      lines.add("\nUse the newer version for it; nothing is changed by this one.");
    } else if (remains.damaged()) {
      if (remains.started() != null) {
        lines.add("\nkino resume " + run + " fetches what was accepted and sends nothing.");
      }
      lines.add(
          "kino doctor "
              + run
              + " --accept-loss keeps the damaged file beside a whole one and lets the run go on:"
              + " what is lost may be paid again. First look into your account's history"
              + " (kino balance --history).");
    } else if (!found.moved().isEmpty()) {
      lines.add(
          "\nIf nobody goes on with it elsewhere, kino doctor "
              + run
              + " --accept-copy lets it go on here: what was sent since from elsewhere may be paid"
              + " again. First look into your account's history (kino balance --history).");
    }
  }

  private static void some(List<String> lines, String intro, List<String> all) {
    all.stream().limit(SHOWN).forEach(it -> lines.add(intro + it));
    if (all.size() > SHOWN) lines.add("and " + (all.size() - SHOWN) + " more like that");
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", found.run());
    json.put("sound", found.sound());
    json.put("exit", exit());
    json.put("events", remains.entries().size());
    json.put("damages", remains.damages());
    json.put("gaps", remains.gaps());
    json.put("torn", remains.torn());
    json.put("risks", found.risks());
    json.put("worst", found.worst());
    json.put("newer", remains.newer());
    json.put("moved", found.moved());
    json.put("owner", found.owner());
    json.put("kept", found.kept());
    return json;
  }
}
