package kinoloom.repl.show;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kinoloom.RunStatus;
import kinoloom.answer.Reading;
import kinoloom.graph.Kind;
import kinoloom.graph.StepId;
import kinoloom.journal.Entry;
import kinoloom.journal.Event;
import kinoloom.platform.Money;
import kinoloom.repl.console.CleanText;
import kinoloom.repl.console.Columns;
import kinoloom.run.ChatText;
import kinoloom.run.WorkProgress;

/**
 * A line for each change of a step, and now and then one that says what is being waited for:
 *
 * <pre>
 *    0:00  board       submitted  qwen3-max
 *    0:09  board       writing    812 characters
 *    0:14  board       done       0.02 yuan
 *    0:24  … waiting for clip[0] (running, 0:09)
 *    1:31  film       cutting    50 %, 3.1 x
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class PlainProgress implements Consumer<Entry> {
  private static final int LEAST_WIDTH = 16;
  private static final int MOST_WIDTH = 28;
  private static final int NAMED = 3;
  private static final Set<String> QUEUED = Set.of("created", "pending", "submitted", "queued");
  private static final Set<String> UNDER_WAY = Set.of("running", "fetching");
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Consumer<String> lines;

  // All below is guarded by this.
  private final Map<StepId, Event.StepInfo> steps = new HashMap<>();
  private final Map<StepId, Waiting> waiting = new LinkedHashMap<>();
  private final Map<StepId, Writing> writing = new HashMap<>();
  private final Map<StepId, Integer> quarters = new HashMap<>();
  private Instant begun;
  private Instant last;
  private String goesOn = "";
  private int width = LEAST_WIDTH;

  private record Waiting(Instant since, String what) {}

  /** How much a chat has written: of its answer, or else of its reasoning. */
  private record Writing(int attempt, boolean reasoning, long characters) {
    Writing and(ChatText piece) {
      long more = piece.text().codePointCount(0, piece.text().length());
      boolean anew = piece.attempt() != attempt || reasoning && !piece.reasoning();
      if (anew) return new Writing(piece.attempt(), piece.reasoning(), more);
      boolean counts = piece.reasoning() == reasoning;
      return new Writing(attempt, reasoning, characters + (counts ? more : 0));
    }

    String what() {
      return reasoning ? "thinking" : "writing";
    }
  }

  public PlainProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Tells it what happened before it began to listen: what is under way is waited for. */
  public synchronized void before(RunStatus status, Instant now) {
    begun = now;
    last = now;
    goesOn = status.id();
    for (RunStatus.StepStatus step : status.steps()) {
      know(new Event.StepInfo(step.id(), step.kind(), step.model(), step.place()));
      if (UNDER_WAY.contains(step.state())) {
        waiting.put(step.id(), new Waiting(now, step.state()));
      }
    }
  }

  private void know(Event.StepInfo step) {
    steps.put(step.id(), step);
    width = Math.min(MOST_WIDTH, Math.max(width, Columns.width(step.id().value())));
  }

  @Override
  public synchronized void accept(Entry entry) {
    if (begun == null) begun = last = entry.at();
    if (entry.event() instanceof Event.RunStarted run) {
      say(entry.at(), "run " + run.run());
    } else if (entry.event() instanceof Event.RunResumed) {
      say(entry.at(), "run " + goesOn + " goes on");
    } else if (entry.event() instanceof Event.StepsAdded added) {
      added(entry.at(), added);
    } else if (entry.event() instanceof Event.OfStep event) {
      changed(entry.at(), event);
    } else if (entry.event() instanceof Event.RunEnded) {
      waiting.clear();
      writing.clear();
    }
  }

  /** A chat has said a piece. How much it has written is told when nothing else was just now. */
  public synchronized void said(ChatText piece, Instant now) {
    if (begun == null) begun = last = now;
    Writing none = new Writing(piece.attempt(), piece.reasoning(), 0);
    Writing written = writing.getOrDefault(piece.step(), none).and(piece);
    writing.put(piece.step(), written);
    Waiting before = waiting.get(piece.step());
    waiting.put(piece.step(), new Waiting(before == null ? now : before.since, written.what()));
    if (Duration.between(last, now).compareTo(SOON) < 0) return;
    String characters = String.format(Locale.ROOT, "%,d characters", written.characters);
    say(now, piece.step(), written.what(), characters);
  }

  /** How far a film in the making is: told at each quarter of it. */
  public synchronized void worked(WorkProgress progress, Instant now) {
    int quarter = (int) (progress.done() * 4);
    if (quarter < 1 || quarter > 3 || quarter <= quarters.getOrDefault(progress.step(), 0)) return;
    quarters.put(progress.step(), quarter);
    if (begun == null) begun = last = now;
    String speed =
        progress.speed() > 0 ? String.format(Locale.ROOT, ", %.1f x", progress.speed()) : "";
    say(now, progress.step(), "cutting", 25 * quarter + " %" + speed);
  }

  /** Says what is being waited for, unless something was said just now. */
  public synchronized void beat(Instant now) {
    if (waiting.isEmpty() || Duration.between(last, now).compareTo(QUIET) < 0) return;
    String named =
        waiting.entrySet().stream()
            .limit(NAMED)
            .map(
                each ->
                    CleanText.line(each.getKey().value())
                        + " ("
                        + each.getValue().what
                        + ", "
                        + Clock.of(Duration.between(each.getValue().since, now))
                        + ")")
            .collect(Collectors.joining(", "));
    int more = waiting.size() - NAMED;
    say(now, "… waiting for " + named + (more > 0 ? " and " + more + " more" : ""));
  }

  private void added(Instant at, Event.StepsAdded added) {
    added.steps().forEach(this::know);
    if (added.by() != null) {
      int count = added.steps().size();
      say(at, added.by(), "expanded", count == 1 ? "1 step" : count + " steps");
    }
  }

  private void changed(Instant at, Event.OfStep event) {
    StepId step = event.step();
    if (event instanceof Event.Prepared) {
      if (local(step)) begins(at, step, "running", "");
    } else if (event instanceof Event.Barrier barrier) {
      String again = barrier.attempt() > 1 ? ", attempt " + barrier.attempt() : "";
      begins(at, step, "submitted", model(step) + again);
    } else if (event instanceof Event.TaskChanged task) {
      taskChanged(at, step, task.word());
    } else if (event instanceof Event.Reused reused) {
      ends(at, step, "reused", "from " + reused.fromRun());
    } else if (event instanceof Event.Done done) {
      ends(at, step, "done", done.cost().equals(Money.ZERO) ? "" : Yuan.of(done.cost()));
    } else if (event instanceof Event.Failed failed) {
      ends(at, step, "failed", failed.message());
    } else if (event instanceof Event.Retried retried) {
      ends(at, step, "again", retried.message());
    } else if (event instanceof Event.FellBack fallback) {
      fellBack(at, fallback);
    } else if (event instanceof Event.NotSent not) {
      ends(at, step, "not sent", not.reason());
    } else if (event instanceof Event.Rejected rejected) {
      ends(at, step, "refused", rejected.refusal().message());
    } else if (event instanceof Event.Ambiguous unclear) {
      ends(at, step, "unclear", unclear.message());
    } else if (event instanceof Event.GateOpened gate) {
      ends(at, step, "asks you", gate.question());
      gate.files().forEach(it -> say(at, step, "", it));
    } else if (event instanceof Event.GateDecided gate) {
      ends(at, step, "decided", gate.decision() + " (by " + gate.by() + ")");
    } else if (event instanceof Event.Supplied given) {
      ends(at, step, "given", "from " + given.file());
    } else if (event instanceof Event.Repaired repaired) {
      int repairs = repaired.repairs().size();
      say(at, step, "repaired", repairs == 1 ? "1 repair" : repairs + " repairs");
    } else if (event instanceof Event.AskedAgain again) {
      ends(at, step, "asked again", Reading.inWords(again.faults()));
    } else if (event instanceof Event.LostOutput lost) {
      ends(at, step, "damaged", lost.message());
    }
    // The rest is the engine's bookkeeping between two of these.
  }

  private void taskChanged(Instant at, StepId step, String word) {
    boolean queued = QUEUED.contains(word.toLowerCase(Locale.ROOT));
    Waiting before = waiting.get(step);
    String what = queued ? "queued" : "running";
    if (before != null && before.what.equals(what)) return;
    if (queued) {
      waiting.put(step, new Waiting(before == null ? at : before.since, what));
    } else {
      begins(at, step, what, "");
    }
  }

  private void fellBack(Instant at, Event.FellBack event) {
    Event.StepInfo info = steps.get(event.step());
    if (info != null) {
      steps.put(info.id(), new Event.StepInfo(info.id(), info.kind(), event.model(), info.place()));
    }
    ends(at, event.step(), "fallback", event.model() + ": " + event.message());
  }

  private void begins(Instant at, StepId step, String what, String detail) {
    waiting.put(step, new Waiting(at, what));
    say(at, step, what, detail);
  }

  private void ends(Instant at, StepId step, String what, String detail) {
    waiting.remove(step);
    writing.remove(step);
    quarters.remove(step);
    if (!hidden(step, what)) say(at, step, what, detail);
  }

  /** An expansion is told by what it makes. */
  private boolean hidden(StepId step, String what) {
    Event.StepInfo info = steps.get(step);
    return what.equals("done") && info != null && info.kind() == Kind.EXPAND;
  }

  private boolean local(StepId step) {
    Event.StepInfo info = steps.get(step);
    return info != null && info.kind() == Kind.CUT;
  }

  private String model(StepId step) {
    Event.StepInfo info = steps.get(step);
    return info == null || info.model() == null ? "" : info.model();
  }

  private void say(Instant at, StepId step, String what, String detail) {
    String name = Columns.pad(shortened(CleanText.line(step.value())), width);
    say(at, name + "  " + Columns.pad(what, 9) + "  " + CleanText.line(detail));
  }

  private void say(Instant at, String text) {
    last = at;
    String time = Clock.of(Duration.between(begun, at));
    lines.accept(String.format(Locale.ROOT, "%7s  %s", time, text).stripTrailing());
  }

  /** Cut in the middle: both ends tell steps apart. */
  private static String shortened(String name) {
    if (name.length() <= MOST_WIDTH) return name;
    int half = (MOST_WIDTH - 1) / 2;
    return name.substring(0, half) + "…" + name.substring(name.length() - half);
  }
}
