package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.List;
import kinoloom.emulator.money.Ledger;
import kinoloom.emulator.task.Task;

/** The first page, and how to call the API. */
final class HomePages {
  private static final String ENDPOINTS =
      """
      GET  /llmage/v1/models
      POST /llmage/v1/chat/completions
      POST /llmage/v1/image/generations
      POST /llmage/v1/video/generations
      GET  /llmage/v1/tasks?taskid=…""";

  private final Desk desk;
  private final Frame frame;

  HomePages(Desk desk, Frame frame) {
    this.desk = desk;
    this.frame = frame;
  }

  void overview(Visit visit) throws IOException {
    desk.tasks().settleEnded();
    Ledger ledger = desk.books().of(visit.account());
    List<Task> tasks = desk.tasks().newestFirst(visit.account());
    int keys = desk.members().keys().of(visit.account()).size();
    Html figures =
        el(
            "div",
            at("class", "figures"),
            figure("/finance", visit.say("finance.balance"), Frame.money(ledger.ownedFen())),
            figure("/keys", visit.say("nav.keys"), Integer.toString(keys)),
            figure("/tasks", visit.say("nav.tasks"), Integer.toString(tasks.size())));
    Html steps =
        el(
            "ol",
            at("class", "steps"),
            el("li", Frame.link("/keys", visit.say("home.step1"))),
            el("li", Frame.link("/finance", visit.say("home.step2"))),
            el("li", Frame.link("/models", visit.say("home.step3"))),
            el("li", Frame.link("/guide", visit.say("home.step4"))));
    visit.page(
        200,
        frame.page(
            visit,
            "/",
            "nav.home",
            figures,
            Frame.card(el("h2", visit.say("home.start")), steps),
            el("p", at("class", "fine"), visit.say("home.about"))));
  }

  void guide(Visit visit) throws IOException {
    visit.page(
        200,
        frame.page(
            visit,
            "/guide",
            "nav.guide",
            Frame.card(
                el("h2", visit.say("guide.base")),
                el("p", el("code", at("class", "copy"), visit.origin())),
                el("p", visit.say("guide.baseWhy"))),
            Frame.card(
                el("h2", visit.say("guide.header")),
                el("pre", "Authorization: Bearer <your-apikey>"),
                el("p", Frame.link("/keys", visit.say("guide.key")))),
            Frame.card(
                el("h2", visit.say("guide.picture")),
                el("pre", picture(visit)),
                el("p", visit.say("guide.poll")),
                el("pre", poll(visit))),
            Frame.card(el("h2", visit.say("guide.endpoints")), el("pre", ENDPOINTS))));
  }

  private static Html figure(String path, String name, String value) {
    return el("a", at("class", "figure"), at("href", path), name, el("strong", value));
  }

  private static String picture(Visit visit) {
    return """
        curl -X POST {origin}/llmage/v1/image/generations \\
          -H "Content-Type: application/json" \\
          -H "Authorization: Bearer <your-apikey>" \\
          -d '{"model": "wan2.2-t2i-plus", "catelogid": "t2i", "prompt": "{prompt}"}'"""
        .replace("{origin}", visit.origin())
        .replace("{prompt}", visit.say("guide.prompt"));
  }

  private static String poll(Visit visit) {
    return """
        curl "{origin}/llmage/v1/tasks?taskid=<taskid>" \\
          -H "Authorization: Bearer <your-apikey>\""""
        .replace("{origin}", visit.origin());
  }
}
