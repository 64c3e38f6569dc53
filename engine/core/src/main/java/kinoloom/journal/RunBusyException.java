package kinoloom.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Somebody is working on the run already. */
public final class RunBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long pid;
  private final transient Instant since;

  RunBusyException(Path run, long pid, Instant since) {
    super(
        "The run "
            + run.getFileName()
            + " is being worked on by "
            + owner(pid)
            + (since == null ? "" : ", since " + since)
            + ". Only one at a time can; wait for it, or stop it first.");
    this.pid = pid;
    this.since = since;
  }

  /** The owner's process id; 0 when it is not known. */
  public long pid() {
    return pid;
  }

  /** Since when. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  private static String owner(long pid) {
    if (pid == 0) return "another process";
    return pid == ProcessHandle.current().pid() ? "this same process" : "process " + pid;
  }
}
