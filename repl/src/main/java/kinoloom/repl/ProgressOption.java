package kinoloom.repl;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kinoloom.RunStatus;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.show.JsonProgress;
import kinoloom.repl.show.PlainProgress;
import kinoloom.run.Listeners;
import picocli.CommandLine.Option;

/** How a run tells what happens in it. */
final class ProgressOption {
  private static final List<String> NAMES = List.of("auto", "live", "plain", "json", "none");

  @Option(
      names = "--progress",
      paramLabel = "auto|live|plain|json|none",
      defaultValue = "auto",
      description = "How to tell what happens: lines on stderr, events on stdout, or nothing.")
  private String progress;

  /** Tells what it hears of until it is closed. */
  interface Telling extends AutoCloseable {
    Listeners listeners();

    /** What happened before: a run that goes on does not tell it again. */
    void before(RunStatus status);

    @Override
    void close();
  }

  boolean json() {
    return progress.equals("json");
  }

  void check(boolean jsonResult) {
    if (!NAMES.contains(progress)) {
      throw Complaint.usage(
          "'" + progress + "' (--progress) is not one of " + String.join(", ", NAMES), "");
    }
    if (jsonResult && json()) {
      throw Complaint.usage("--json and --progress json both write to stdout", "Give one of them");
    }
  }

  Telling telling(Shell shell) {
    if (progress.equals("none")) return telling(new Listeners(entry -> {}, null));
    if (json()) {
      JsonProgress lines = new JsonProgress(shell.console()::json);
      return telling(new Listeners(lines, it -> lines.said(it, shell.clock().instant())));
    }
    PlainProgress plain = new PlainProgress(shell.console()::note);
    ScheduledExecutorService heart =
        Executors.newSingleThreadScheduledExecutor(ProgressOption::daemon);
    heart.scheduleAtFixedRate(() -> plain.beat(shell.clock().instant()), 1, 1, TimeUnit.SECONDS);
    return telling(
        new Listeners(
            plain,
            it -> plain.said(it, shell.clock().instant()),
            it -> plain.worked(it, shell.clock().instant())),
        before -> plain.before(before, shell.clock().instant()),
        heart::shutdownNow);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "kino-heartbeat");
    thread.setDaemon(true);
    return thread;
  }

  private static Telling telling(Listeners listeners) {
    return telling(listeners, before -> {}, () -> {});
  }

  private static Telling telling(Listeners listeners, Consumer<RunStatus> earlier, Runnable end) {
    return new Telling() {
      @Override
      public Listeners listeners() {
        return listeners;
      }

      @Override
      public void before(RunStatus status) {
        earlier.accept(status);
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }
}
