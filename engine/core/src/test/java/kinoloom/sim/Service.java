package kinoloom.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kinoloom.platform.Answer;
import kinoloom.platform.Catalogue;
import kinoloom.platform.Refusal;
import kinoloom.platform.Request;
import kinoloom.platform.TaskId;
import kinoloom.platform.TaskStatus;
import kinoloom.platform.Usage;

/**
 * The platform on the far side of the wire, which no crash of ours touches. It takes the money of
 * every request that arrives whole, and its books are the judge.
 */
final class Service {
  static final Catalogue CATALOGUE = Catalogue.load();
  private static final String STORYBOARD =
      "{\"title\":\"T\",\"shots\":[{\"scene\":\"a\",\"motion\":\"x\"},"
          + "{\"scene\":\"b\",\"motion\":\"y\"},{\"scene\":\"a\",\"motion\":\"x\"}]}";

  private final World world;
  private final Weather weather;
  private final double trouble;

  /** By our number for the request. */
  private final Map<String, Work> works = new LinkedHashMap<>();

  private final Set<String> lost = new HashSet<>();
  private final Map<TaskId, Work> tasks = new HashMap<>();
  private long balance;

  /** What was made of one accepted request. */
  static final class Work {
    final String transno;
    final Request request;
    final TaskId task;
    final long price;
    int charges;
    boolean refunded;
    TaskStatus.Failed failure;
    long endsAt;
    long shownFrom;
    int links;

    private Work(String transno, Request request, TaskId task, long price) {
      this.transno = transno;
      this.request = request;
      this.task = task;
      this.price = price;
    }

    /** In 分, without what was given back. */
    long paid() {
      return refunded ? 0 : charges * price;
    }
  }

  /**
   * @param trouble the share of tasks that end badly besides
   */
  Service(World world, Weather weather, double trouble) {
    this.world = world;
    this.weather = weather;
    this.trouble = trouble;
    this.balance = weather.balance();
  }

  Map<String, Work> works() {
    return works;
  }

  /** A request went astray, whoever crashes. */
  void lose(String transno) {
    lost.add(transno);
  }

  /** Whether it would be clear what became of a request, had nothing crashed. */
  boolean neverCame(String transno) {
    return !works.containsKey(transno) && !lost.contains(transno);
  }

  void recharge() {
    balance = Weather.PLENTY;
  }

  /** A request has arrived whole. What is said to it is given to {@code answered}. */
  void accept(Request request, String transno, Consumer<Answer> answered) {
    long price =
        CATALOGUE
            .find(request.category(), request.model())
            .orElseThrow()
            .settle(request.params(), Usage.NONE)
            .fen();
    if (world.chance(weather.wire().throttled())) {
      answered.accept(answer(429, "refused:THROTTLED"));
    } else if (price > balance) {
      answered.accept(answer(429, "refused:NO_MONEY"));
    } else {
      answered.accept(answer(200, made(request, transno, price)));
    }
  }

  private String made(Request request, String transno, long price) {
    Work work =
        works.computeIfAbsent(
            transno, it -> new Work(it, request, new TaskId("task-" + works.size()), price));
    work.charges++;
    balance -= price;
    work.shownFrom =
        switch (weather.records()) {
          case ALWAYS -> world.now();
          case LATE -> world.now() + world.random().nextInt(4000);
          case NEVER -> Long.MAX_VALUE;
        };
    if (request.params().toString().contains("asking")) return "text:" + asked(request);
    if (request.category().equals("t2t")) {
      return "text:" + (request.params().toString().contains("shots") ? STORYBOARD : "words");
    }
    tasks.put(work.task, work);
    boolean picture = request.category().equals("t2i");
    if (picture && weather.tasks().picturesAtOnce()) return "done:" + work.task + "#0";
    work.endsAt = world.now() + (picture ? 15_000 : 60_000) + world.random().nextInt(30_000);
    if (trouble > 0 && world.chance(trouble)) badEnd(work);
    else if (world.chance(weather.tasks().failed())) fail(work, Refusal.Reason.FAILED, "no luck");
    else if (world.chance(weather.tasks().moderated())) fail(work, Refusal.Reason.MODERATED, "no");
    return "task:" + work.task;
  }

  /** Wrong at first, and sometimes again. */
  private String asked(Request request) {
    boolean first = request.params().get("messages") == null;
    if (first) return "{'shots': [{'seconds': '5 s'}, {'seconds': 60}]}";
    return world.random().nextInt(3) == 0 ? "I cannot." : "{\"shots[1].seconds\": 6}";
  }

  private void badEnd(Work work) {
    switch (world.random().nextInt(3)) {
      case 0 -> fail(work, Refusal.Reason.FAILED, "no luck");
      case 1 -> fail(work, Refusal.Reason.MODERATED, "Output data may contain something");
      default -> fail(work, Refusal.Reason.MODERATED, "Input data may contain something");
    }
  }

  private static void fail(Work work, Refusal.Reason reason, String why) {
    work.failure = new TaskStatus.Failed(new Refusal(reason, why));
    work.refunded = true;
  }

  static Answer answer(int status, String body) {
    return new Answer(status, "application/json", body, true);
  }

  Optional<TaskId> find(String transno) {
    return shown(transno).filter(it -> tasks.containsKey(it.task)).map(it -> it.task);
  }

  Optional<TaskStatus> recall(String transno) {
    return shown(transno).filter(it -> tasks.containsKey(it.task)).map(this::status);
  }

  private Optional<Work> shown(String transno) {
    return Optional.ofNullable(works.get(transno)).filter(it -> it.shownFrom <= world.now());
  }

  TaskStatus poll(TaskId task) {
    Work work = tasks.get(task);
    if (work == null) return new TaskStatus.Lost("there is no such task");
    if (world.chance(weather.tasks().unclear())) return new TaskStatus.Unclear("bad gateway");
    if (world.chance(weather.tasks().lost())) return new TaskStatus.Lost("not found");
    return status(work);
  }

  private TaskStatus status(Work work) {
    if (world.now() < work.endsAt) return new TaskStatus.Running("RUNNING");
    if (work.failure != null) return work.failure;
    return success(work.task, ++work.links);
  }

  TaskStatus.Succeeded success(TaskId task, int link) {
    String kind = tasks.get(task).request.category().equals("t2i") ? "image" : "video";
    return new TaskStatus.Succeeded(
        List.of(new TaskStatus.Media(kind, "sim:" + task + "#" + link)), Usage.NONE);
  }

  /** The bytes of a result. */
  byte[] result(String url) {
    String task = url.substring("sim:".length(), url.indexOf('#'));
    Work work = tasks.get(new TaskId(task));
    return work.request.category().equals("t2i") ? Samples.picture(task) : Samples.clip(task);
  }
}
