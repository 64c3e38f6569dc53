package kinoloom.repl;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kinoloom.Batch;
import kinoloom.BatchResult;
import kinoloom.Kinoloom;
import kinoloom.Run;
import kinoloom.RunResult;
import kinoloom.RunStatus;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.repl.console.Exit;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.BatchView;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.ResultView;
import kinoloom.run.AmbiguityPolicy;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code run} and {@code resume} share: they stay with a run until it has ended. */
final class RunOptions {
  private static final int NAMED = 6;

  private static final int PATIENCE_SECONDS = 30;

  @Mixin private PlatformOptions platform;
  @Mixin private WorkspaceOptions workspace;
  @Mixin private BudgetOption budget;
  @Mixin private ProgressOption progress;

  @Option(
      names = "--on-ambiguous",
      paramLabel = "POLICY",
      description =
          "When nobody knows whether a paid request arrived: hold (ask), resubmit:N or abandon."
              + " If nothing is said: ask, but send a chat once more.")
  private String onAmbiguous;

  @Option(names = "--yes", description = "Ask nothing.")
  private boolean yes;

  @Option(names = "--json", description = "One JSON document on stdout, and nothing else there.")
  private boolean json;

  /** Begins a run, or goes on with one. */
  @FunctionalInterface
  interface Start {
    Run on(Kinoloom engine, ProgressOption.Telling telling) throws IOException;
  }

  boolean yes() {
    return yes;
  }

  int attend(Shell shell, Start start) throws Exception {
    progress.check(json);
    var rules = new EngineRoom.Rules(budget.said(), policy());
    EngineRoom.Places places = workspace.writable(shell);
    PlatformChoice choice = platform.choice(shell, true);
    if (choice instanceof PlatformChoice.BuiltIn builtIn) announce(shell.console(), builtIn);
    try (ProgressOption.Telling telling = progress.telling(shell);
        EngineRoom room =
            EngineRoom.running(choice, places, rules, telling.listeners(), shell.console());
        Run run = start.on(room.engine(), telling)) {
      shell.interruption().first(() -> stop(shell, run));
      RunResult result = result(run);
      int code = tell(shell, result, room.emulated());
      if (result.status() == RunResult.Status.DONE) {
        stale(room.engine().status(result.run()), shell.console());
      }
      return code;
    }
  }

  private static void stale(RunStatus status, Console console) {
    List<String> steps =
        status.steps().stream()
            .filter(it -> it.standing().equals("stale"))
            .map(it -> it.id().value())
            .toList();
    if (steps.isEmpty()) return;
    String named = String.join(", ", steps.subList(0, Math.min(steps.size(), NAMED)));
    console.note(
        "Stale, and kept as it is: "
            + named
            + (steps.size() > NAMED ? ", … (" + steps.size() + " in all)" : "")
            + ". kino redo --stale makes it again.");
  }

  /** Prepares a batch. */
  @FunctionalInterface
  interface Prepare {
    Batch on(Kinoloom engine) throws IOException;
  }

  int batch(Shell shell, int stopAfter, Prepare prepare) throws Exception {
    progress.check(json);
    var rules = new EngineRoom.Rules(budget.said(), policy());
    EngineRoom.Places places = workspace.writable(shell);
    PlatformChoice choice = platform.choice(shell, true);
    if (choice instanceof PlatformChoice.BuiltIn builtIn) announce(shell.console(), builtIn);
    try (BatchWatch watch = new BatchWatch(shell, progress);
        EngineRoom room =
            EngineRoom.running(choice, places, rules, watch.listeners(), shell.console())) {
      Batch batch = prepare.on(room.engine()).stopAfter(stopAfter);
      shell.console().note(BatchView.plan(batch));
      shell.interruption().first(() -> stop(shell, batch));
      return tell(shell, batch.run(watch.of(room.engine())), room.emulated());
    }
  }

  /** Runs on the signal's thread. */
  private static void stop(Shell shell, Batch batch) {
    shell.console().note("Stopping: waiting for the answer on its way. Ctrl-C again ends at once.");
    batch.cancel();
  }

  private int tell(Shell shell, BatchResult result, boolean emulated) {
    Console console = shell.console();
    if (json) {
      console.json(JsonText.of(BatchView.json(result)));
    } else if (progress.json()) {
      console.note(BatchView.summary(result, emulated));
    } else {
      console.result(BatchView.summary(result, emulated));
    }
    if (!result.stopped().isEmpty()) console.problem(result.stopped(), "");
    if (!result.done()) {
      console.note("The same command again makes what is missing; what is made is not paid again.");
    }
    return BatchWatch.exit(result, RunOptions::exit);
  }

  private String policy() {
    try {
      if (onAmbiguous != null) AmbiguityPolicy.parse(onAmbiguous);
      return onAmbiguous;
    } catch (IllegalArgumentException e) {
      throw Complaint.usage(
          "'" + onAmbiguous + "' (--on-ambiguous) is not a policy", "hold, resubmit:N or abandon");
    }
  }

  private static void announce(Console console, PlatformChoice.BuiltIn choice) {
    console.note(
        choice.asked()
            ? "Running on the built-in emulator. Nothing is paid."
            : "No API key: running on the built-in emulator. Nothing is paid."
                + " (KINOLOOM_API_KEY chooses the real platform)");
  }

  private static RunResult result(Run run) throws Exception {
    try {
      return run.result().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Runs on the signal's thread. */
  private static void stop(Shell shell, Run run) {
    shell.console().note("Stopping: waiting for the answer on its way. Ctrl-C again ends at once.");
    run.cancel();
    try {
      run.result().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      shell.console().problem("stopped without the answer", "kino resume " + run.id());
      shell.interruption().endNow();
    } catch (ExecutionException | InterruptedException e) {
      // The thread that waits for the result tells of it.
    }
  }

  private int tell(Shell shell, RunResult result, boolean emulated) {
    ResultView view = new ResultView(result, emulated, shell.folder());
    if (json) {
      shell.console().json(JsonText.of(view.json()));
    } else if (progress.json()) {
      shell.console().note(view.summary());
    } else {
      shell.console().result(view.summary());
    }
    view.tellFailures(shell.console());
    return exit(result.status());
  }

  private static int exit(RunResult.Status status) {
    return switch (status) {
      case DONE -> Exit.DONE;
      case FAILED -> Exit.FAILED;
      case PAUSED -> Exit.NEEDS_A_PERSON;
      case KEY_REFUSED -> Exit.KEY_REFUSED;
      case UNAVAILABLE -> Exit.UNAVAILABLE;
      case DISK_FULL -> Exit.IO;
      case CANCELLED -> Exit.INTERRUPTED;
      case DAMAGED -> Exit.DAMAGED;
    };
  }
}
