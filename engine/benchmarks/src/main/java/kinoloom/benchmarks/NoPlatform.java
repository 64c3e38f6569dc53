package kinoloom.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Platform;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;

/** A platform that nobody calls. */
class NoPlatform implements Platform {
  private final Catalogue catalogue = Catalogue.load();

  @Override
  public String scope() {
    return "local";
  }

  @Override
  public String address() {
    return "nowhere";
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public CompletableFuture<Answer> submit(Request request, String transno, Barrier beforeTail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Submitted read(Request request, Answer answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<TaskStatus> poll(TaskId task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Long> fetch(String url, Path target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
