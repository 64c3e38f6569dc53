package kinoloom.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.ExpiredLinkException;
import kinoloom.platform.MediaFile;
import kinoloom.platform.NotSentException;
import kinoloom.platform.Platform;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.Submitted;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;

/** One process's end of the wire to the {@link Service}, with all that can go wrong on it. */
final class Client implements Platform {
  /** Stands nowhere on any disk. */
  static final String KEY = "sk-canary-7f3a91";

  private final int process;
  private final World world;
  private final Weather weather;
  private final Service service;
  private final Effects effects;
  private final Judge judge;
  private int polls;

  Client(int process, World world, Weather weather, Service service, Effects effects, Judge judge) {
    this.process = process;
    this.world = world;
    this.weather = weather;
    this.service = service;
    this.effects = effects;
    this.judge = judge;
  }

  int polls() {
    return polls;
  }

  @Override
  public String scope() {
    return "https://sim";
  }

  @Override
  public String address() {
    return "https://sim";
  }

  @Override
  public Catalogue catalogue() {
    return Service.CATALOGUE;
  }

  private void soon(int most, Runnable work) {
    if (effects.over()) return;
    world.after(process, world.random().nextInt(most), work);
  }

  @Override
  public CompletableFuture<Answer> submit(Request request, String transno, Barrier beforeTail) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    effects.next("send", transno);
    judge.sends(transno);
    soon(300, () -> upload(request, transno, beforeTail, answer));
    return answer;
  }

  private void upload(
      Request request, String transno, Barrier beforeTail, CompletableFuture<Answer> answer) {
    if (world.chance(weather.wire().unconnected())) {
      answer.completeExceptionally(new NotSentException("connection refused", null));
      return;
    }
    request.files().forEach(this::read);
    beforeTail
        .pass()
        .whenComplete(
            (passed, error) -> {
              if (error != null) {
                answer.completeExceptionally(new NotSentException("held back", error));
              } else if (weather.wire().eager()) {
                tail(request, transno, answer);
              } else {
                world.atOnce(process, () -> tail(request, transno, answer));
              }
            });
  }

  private void read(MediaFile file) {
    try {
      judge.uploads(file, Files.readAllBytes(file.path()));
    } catch (IOException e) {
      judge.blame("an input of a request cannot be read: " + e);
    }
  }

  private void tail(Request request, String transno, CompletableFuture<Answer> answer) {
    effects.next("tail", transno);
    Weather.Wire wire = weather.wire();
    if (world.chance(wire.tailLost())) {
      service.lose(transno);
      soon(60_000, () -> fail(answer));
      return;
    }
    world.toService(
        world.random().nextInt(40),
        () -> {
          if (!effects.over()) effects.next("accept", transno);
          service.accept(request, transno, said -> back(said, transno, answer));
        });
  }

  private void back(Answer said, String transno, CompletableFuture<Answer> answer) {
    Weather.Wire wire = weather.wire();
    int wait = world.chance(wire.late()) ? 90_000 : 400;
    if (world.chance(wire.answerLost())) {
      soon(wait, () -> fail(answer));
    } else if (world.chance(wire.answerCut())) {
      String half = said.body().substring(0, 3);
      soon(wait, () -> arrive(transno, answer, new Answer(200, "", half, false)));
    } else if (world.chance(wire.unavailable())) {
      soon(wait, () -> arrive(transno, answer, Service.answer(503, "later")));
    } else {
      soon(wait, () -> arrive(transno, answer, said));
    }
  }

  private void arrive(String transno, CompletableFuture<Answer> answer, Answer said) {
    effects.next("answer", transno);
    answer.complete(said);
  }

  private static void fail(CompletableFuture<Answer> answer) {
    answer.completeExceptionally(new IOException("connection reset"));
  }

  @Override
  public Submitted read(Request request, Answer answer) {
    int colon = answer.body().indexOf(':');
    if (!answer.complete() || colon < 0) return new Submitted.Ambiguous("HTTP " + answer.status());
    String rest = answer.body().substring(colon + 1);
    return switch (answer.body().substring(0, colon)) {
      case "task" -> new Submitted.Accepted(new TaskId(rest));
      case "text" -> new Submitted.Text(rest, kinoloom.platform.Usage.NONE);
      case "done" ->
          new Submitted.Finished(
              service.success(new TaskId(rest.substring(0, rest.indexOf('#'))), 0));
      case "refused" ->
          new Submitted.Rejected(new Refusal(Refusal.Reason.valueOf(rest), "no: " + rest));
      default -> new Submitted.Ambiguous("HTTP " + answer.status());
    };
  }

  private <T> CompletableFuture<T> later(java.util.function.Supplier<T> told) {
    effects.alive();
    CompletableFuture<T> future = new CompletableFuture<>();
    soon(200, () -> future.complete(told.get()));
    return future;
  }

  @Override
  public CompletableFuture<Optional<TaskId>> lookUp(String category, String transno) {
    return later(() -> service.find(transno));
  }

  @Override
  public CompletableFuture<Optional<TaskStatus>> recall(String category, String transno) {
    return later(() -> service.recall(transno));
  }

  @Override
  public CompletableFuture<TaskStatus> poll(TaskId task) {
    polls++;
    return later(() -> service.poll(task));
  }

  @Override
  public CompletableFuture<Long> fetch(String url, Path target) {
    Weather.Tasks tasks = weather.tasks();
    if (world.chance(tasks.expired())) {
      return CompletableFuture.failedFuture(new ExpiredLinkException("HTTP 403 from sim"));
    }
    try {
      byte[] bytes = service.result(url);
      boolean whole = !world.chance(tasks.cut());
      Files.write(target, whole ? bytes : Arrays.copyOf(bytes, bytes.length - 5));
      if (world.chance(tasks.broken())) throw new IOException("connection reset");
      return CompletableFuture.completedFuture((long) bytes.length);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<String> categoryNames(Request request) {
    return List.of(request.category());
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "a client with the key " + KEY;
  }
}
