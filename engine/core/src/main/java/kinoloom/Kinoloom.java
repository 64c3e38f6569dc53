package kinoloom;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kinoloom.graph.Workflow;
import kinoloom.journal.Entry;
import kinoloom.platform.Money;
import kinoloom.platform.Platform;
import kinoloom.run.Media;

/** STUB: the door. */
public final class Kinoloom implements AutoCloseable {
  private Kinoloom() {}

  public static Builder builder() {
    return new Builder();
  }

  /** Evaluates a script. @throws kinoloom.graph.InvalidWorkflowException with all its mistakes */
  public Workflow describe(Path script, Map<String, Object> params) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Rehearses a workflow: every closure runs, every request is checked; nothing is sent. */
  public Plan plan(Workflow workflow) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Starts a script. It is rehearsed first: mistakes come as InvalidWorkflowException, before anything is paid. */
  public Run run(Path script, Map<String, Object> params) throws IOException {
    throw new UnsupportedOperationException();
  }

  public Run run(Workflow workflow) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Goes on with a run (id or unique beginning). @throws RunBusyException (journal) when another process has it */
  public Run resume(String run) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** All runs of the workspace, newest first. */
  public List<RunStatus> runs() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** One run (id or unique beginning; null: the latest), read from its journal in milliseconds. */
  public RunStatus status(String run) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  public static final class Builder {
    public Builder platform(Platform platform) { return this; }
    /** Default {@code .kinoloom} */
    public Builder workspace(Path folder) { return this; }
    /** Default {@code out} */
    public Builder out(Path folder) { return this; }
    public Builder media(Media media) { return this; }
    /** Called with each event once it is on disk, in order, on a thread of the engine. */
    public Builder listener(Consumer<Entry> listener) { return this; }
    /** The most a run may spend, reservations included; null for no limit. */
    public Builder budget(Money most) { return this; }
    /** hold (default), resubmit:N, abandon */
    public Builder onAmbiguous(String policy) { return this; }
    public Builder clock(InstantSource clock) { return this; }
    public Kinoloom build() { throw new UnsupportedOperationException(); }
  }
}
