package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.DamagedFileException;
import kinoloom.artifact.Room;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.platform.ExpiredLinkException;
import kinoloom.platform.Platform;
import kinoloom.platform.TaskStatus;

/**
 * Downloads results at once, since their addresses are short-lived, and verifies them. An address
 * that no longer works is renewed by asking for the task again; what cannot be renewed, or is no
 * good file however often it comes, is for a person to decide.
 */
final class Fetching {
  private final Desk desk;
  private final Platform platform;
  private final ArtifactStore store;
  private final RandomGenerator random;
  private final Completion completion;
  private final Inquiry inquiry;

  Fetching(
      Desk desk,
      Platform platform,
      ArtifactStore store,
      RandomGenerator random,
      Completion completion) {
    this.desk = desk;
    this.platform = platform;
    this.store = store;
    this.random = random;
    this.completion = completion;
    this.inquiry = new Inquiry(platform);
  }

  void fetch(StepId step) {
    fetch(step, desk.state().step(step).media(), 1);
  }

  private void fetch(StepId step, List<TaskStatus.Media> media, int attempt) {
    desk.work(
        step,
        () -> download(media),
        (artifacts, error) -> {
          if (error == null) completion.fetched(step, artifacts);
          else failed(step, error, attempt);
        });
  }

  private List<Artifact> download(List<TaskStatus.Media> media)
      throws IOException, InterruptedException {
    List<Artifact> artifacts = new ArrayList<>();
    for (TaskStatus.Media one : media) {
      Path temporary = store.newTemporary();
      try {
        // Not join(): closing the engine interrupts whoever waits here.
        platform.fetch(one.url(), temporary).get();
        artifacts.add(store.adopt(temporary, one.kind()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) throw Room.told(cause, temporary);
        throw new IOException(e.getCause());
      } catch (IOException e) {
        throw Room.told(e, temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
    return artifacts;
  }

  private void failed(StepId step, Throwable error, int attempt) {
    if (desk.outOfRoom(step, error)) return;
    if (!RetryPolicy.FETCH.again(attempt)) {
      boolean unusable = error instanceof DamagedFileException;
      if (unusable || error instanceof ExpiredLinkException) {
        int sent = desk.state().step(step).attempt();
        desk.record(new Event.Ambiguous(step, sent, error.getMessage(), unusable));
        desk.idle(step);
        return;
      }
      desk.park(step, "its result is made and cannot be fetched: " + error.getMessage());
      return;
    }
    desk.later(step, RetryPolicy.FETCH.pause(attempt, random), () -> renew(step, attempt));
  }

  private void renew(StepId step, int attempt) {
    inquiry
        .about(desk.state().step(step))
        .thenAccept(
            status ->
                desk.post(
                    step,
                    () -> {
                      if (status instanceof TaskStatus.Succeeded fresh) {
                        desk.record(new Event.TaskSucceeded(step, fresh.media(), fresh.usage()));
                      }
                      fetch(step, desk.state().step(step).media(), attempt + 1);
                    }));
  }
}
