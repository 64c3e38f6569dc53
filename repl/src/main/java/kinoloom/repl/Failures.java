package kinoloom.repl;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import kinoloom.DecisionException;
import kinoloom.MovedRunException;
import kinoloom.OtherServiceException;
import kinoloom.artifact.Room;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Problem;
import kinoloom.journal.DamagedJournalException;
import kinoloom.journal.NewerJournalException;
import kinoloom.journal.RunBusyException;
import kinoloom.platform.CatalogueException;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Console;
import kinoloom.repl.console.Exit;
import kinoloom.repl.show.JsonText;
import kinoloom.run.LostJournalException;

/** What is said when a command cannot go on, and the exit code for it. */
final class Failures {
  private static final String DEBUG = "Set KINOLOOM_DEBUG=1 for the stack trace";

  private final Shell shell;
  private final Console console;

  Failures(Shell shell) {
    this.shell = shell;
    this.console = shell.console();
  }

  /**
   * As {@link #tell(Throwable)}, with a document on stdout for a program that waits for one. A
   * mistake in the command line has none.
   */
  int tellJson(Throwable thrown) {
    int code = tell(thrown);
    Throwable cause = cause(thrown);
    boolean silent =
        cause instanceof Complaint it
            ? !it.documented()
            : code == Exit.USAGE && !(cause instanceof DecisionException);
    if (silent) return code;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", "error");
    json.put("exit", code);
    json.put("message", String.valueOf(cause.getMessage()));
    json.put("problems", cause instanceof InvalidWorkflowException it ? it.problems() : List.of());
    console.json(JsonText.of(json));
    return code;
  }

  int tell(Throwable thrown) {
    Throwable cause = cause(thrown);
    if (shell.debug()) console.note(trace(thrown));
    if (cause instanceof Complaint complaint) {
      return tell(complaint.exit(), cause.getMessage(), complaint.hint());
    }
    if (cause instanceof InvalidWorkflowException invalid) return tell(invalid);
    if (cause instanceof DecisionException refused) {
      return tell(Exit.USAGE, cause.getMessage(), refused.hint());
    }
    if (cause instanceof InterruptedException) return tell(Exit.INTERRUPTED, "interrupted", "");
    if (cause instanceof IOException failure) return tell(failure);
    if (cause instanceof CatalogueException) return tell(Exit.USAGE, cause.getMessage(), "");
    String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return tell(Exit.FAILED, "unexpected " + what, DEBUG);
  }

  private int tell(int code, String message, String hint) {
    console.problem(message, hint);
    return code;
  }

  private int tell(InvalidWorkflowException invalid) {
    int count = invalid.problems().size();
    for (Problem problem : invalid.problems()) {
      console.problem(told(problem, invalid.source(problem.place().file())), problem.hint());
    }
    console.note(
        (count == 1 ? "1 mistake" : count + " mistakes") + " in the script; nothing was paid.");
    return Exit.SCRIPT;
  }

  /** A problem without its hint, with the line it is about. */
  static String told(Problem problem, String source) {
    String where = problem.place().known() ? problem.place() + ": " : "";
    String excerpt = problem.excerpt(source, "");
    return where + problem.message() + (excerpt.isEmpty() ? "" : "\n" + excerpt);
  }

  private int tell(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof LostJournalException lost) return tell(lost);
    if (Room.lacking(failure)) {
      return tell(
          Exit.IO,
          "the disk is full: " + message,
          "Make room; what was paid for is kept, and kino resume goes on");
    }
    if (failure instanceof NewerJournalException) return tell(Exit.DAMAGED, message, "");
    if (failure instanceof DamagedJournalException damaged) {
      String run = String.valueOf(damaged.file().getParent().getFileName());
      return tell(Exit.DAMAGED, message, "kino doctor " + run + " says what is lost");
    }
    if (failure instanceof MovedRunException moved) {
      return tell(
          Exit.NEEDS_A_PERSON,
          message,
          "If nobody goes on with it elsewhere: kino doctor "
              + moved.run()
              + " --accept-copy, then kino resume "
              + moved.run());
    }
    if (failure instanceof OtherServiceException other) {
      return tell(Exit.USAGE, message, "kino resume --base-url " + other.began() + " …");
    }
    if (failure instanceof RunBusyException) {
      return tell(Exit.NEEDS_A_PERSON, message, "kino status --watch follows it");
    }
    if (failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof SocketException) {
      return tell(Exit.UNAVAILABLE, "the platform cannot be reached: " + message, DEBUG);
    }
    if (failure instanceof NoSuchFileException) {
      return tell(Exit.IO, "no such file: " + message, "");
    }
    if (failure instanceof AccessDeniedException) {
      return tell(
          Exit.IO, "not allowed to use " + message, "Check who owns it and its permissions");
    }
    String kind = failure instanceof FileSystemException ? "cannot use " : "";
    return tell(Exit.IO, kind + message, "");
  }

  private int tell(LostJournalException lost) {
    String first = Room.lacking(lost) ? "Make room" : "See to the disk";
    String then = "; then kino resume " + lost.run();
    String asked =
        lost.rescued().isEmpty()
            ? ""
            : ". It finds the RESCUE lines by itself; if it asks all the same, give it the line:\n"
                + "kino resolve "
                + lost.run()
                + " STEP --adopt 'RESCUE …'";
    return tell(Exit.IO, lost.getMessage(), first + then + asked);
  }

  private static Throwable cause(Throwable thrown) {
    boolean wrapped =
        thrown instanceof ExecutionException
            || thrown instanceof CompletionException
            || thrown instanceof UncheckedIOException;
    return wrapped && thrown.getCause() != null ? cause(thrown.getCause()) : thrown;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
