package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kinoloom.emulator.task.Order;
import kinoloom.emulator.task.Outcome;
import kinoloom.emulator.task.Task;

/** An account's tasks: where they stand, what they cost, and what came of them. */
final class TaskPages {
  private static final int MOST_ROWS = 200;
  private static final int PROMPT = 60;

  private final Desk desk;
  private final Frame frame;

  TaskPages(Desk desk, Frame frame) {
    this.desk = desk;
    this.frame = frame;
  }

  void list(Visit visit) throws IOException {
    List<List<Object>> rows =
        desk.tasks().newestFirst(visit.account()).stream()
            .limit(MOST_ROWS)
            .map(task -> row(visit, task))
            .toList();
    Html list =
        rows.isEmpty()
            ? el("p", at("class", "empty"), visit.say("tasks.none"))
            : Frame.table(
                List.of(
                    visit.say("time"),
                    visit.say("tasks.model"),
                    visit.say("tasks.prompt"),
                    visit.say("status"),
                    visit.say("tasks.cost"),
                    visit.say("tasks.result")),
                rows);
    visit.page(200, frame.page(visit, "/tasks", "nav.tasks", Frame.card(list)));
  }

  void one(Visit visit) throws IOException, Refusal {
    Task task =
        desk.tasks().find(visit.account(), visit.param("id")).orElseThrow(Refusal::notFound);
    Task.Status status = desk.tasks().status(task);
    List<List<Object>> facts = new ArrayList<>();
    facts.add(List.of("taskid", el("code", task.order().taskid())));
    facts.add(List.of(visit.say("time"), Frame.time(task.order().accepted())));
    facts.add(List.of(visit.say("tasks.model"), model(visit, task)));
    facts.add(List.of(visit.say("status"), badge(status)));
    facts.add(List.of(visit.say("tasks.cost"), cost(task)));
    facts.add(List.of(visit.say("tasks.prompt"), prompt(task)));
    task.order().settings().forEach((name, value) -> facts.add(List.of(el("code", name), value)));
    visit.page(
        200,
        frame.page(
            visit,
            "/tasks",
            "tasks.one",
            result(visit, task, status),
            Frame.card(Frame.table(List.of(), facts))));
  }

  private List<Object> row(Visit visit, Task task) {
    Order order = task.order();
    Task.Status status = desk.tasks().status(task);
    String prompt = prompt(task);
    boolean isLong = prompt.codePointCount(0, prompt.length()) > PROMPT;
    String start =
        isLong ? prompt.substring(0, prompt.offsetByCodePoints(0, PROMPT)) + "…" : prompt;
    return List.of(
        Frame.time(order.accepted()),
        model(visit, task),
        Frame.link("/task?id=" + order.taskid(), start.isBlank() ? order.taskid() : start),
        badge(status),
        cost(task),
        status == Task.Status.SUCCEEDED && task.outcome() instanceof Outcome.Made made
            ? made.video().isEmpty() ? openPicture(visit, made) : openClip(visit, made)
            : "");
  }

  private Html result(Visit visit, Task task, Task.Status status) {
    if (status == Task.Status.FAILED && task.outcome() instanceof Outcome.Broken broken) {
      return el("p", at("class", "notice bad"), broken.error());
    }
    if (status == Task.Status.SUCCEEDED && task.outcome() instanceof Outcome.Made made) {
      return Frame.card(made.video().isEmpty() ? picture(visit, made) : clip(visit, made));
    }
    return el("p", at("class", "notice"), visit.say("tasks.running"));
  }

  private static Html picture(Visit visit, Outcome.Made made) {
    String path = path(made.image());
    return Html.all(
        el("img", at("class", "result"), at("src", path), at("alt", visit.say("tasks.picture"))),
        el("p", openPicture(visit, made)));
  }

  private static Html clip(Visit visit, Outcome.Made made) {
    String path = path(made.video());
    return Html.all(
        el(
            "video",
            at("class", "result"),
            at("controls", ""),
            at("preload", "none"),
            at("poster", path(made.image())),
            at("src", path)),
        el("p", openClip(visit, made)));
  }

  private static Html openPicture(Visit visit, Outcome.Made made) {
    return Frame.link(path(made.image()), visit.say("tasks.picture"));
  }

  private static Html openClip(Visit visit, Outcome.Made made) {
    return Frame.link(path(made.video()), visit.say("tasks.video"));
  }

  private static String path(String key) {
    return "/idfile?path=" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static String prompt(Task task) {
    return task.order().input().path("prompt").asText("");
  }

  private String cost(Task task) {
    return Frame.money(desk.books().of(task.owner()).chargedFen(task.order().taskid()));
  }

  private static Html model(Visit visit, Task task) {
    String category = task.order().model().category().wire();
    return Html.all(
        task.order().model().id(), el("small", " " + visit.say("category." + category)));
  }

  private static Html badge(Task.Status status) {
    String kind =
        switch (status) {
          case SUCCEEDED -> "good";
          case FAILED -> "bad";
          default -> "";
        };
    return Frame.badge(kind, status.name());
  }
}
