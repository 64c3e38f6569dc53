package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kinoloom.emulator.account.ApiKey;
import kinoloom.emulator.account.Keys;

/** API keys: made, shown once, listed by their end, revoked. */
final class KeyPages {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}]{1,40}");

  private final Keys keys;
  private final Frame frame;

  KeyPages(Keys keys, Frame frame) {
    this.keys = keys;
    this.frame = frame;
  }

  /** A name people can read: up to forty characters, none of them invisible. */
  static Optional<String> name(String written) {
    String name = written.strip();
    return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }

  void show(Visit visit) throws IOException {
    Html fresh = visit.session().takeKey().map(key -> fresh(visit, key)).orElseGet(Html::all);
    page(visit, 200, fresh);
  }

  void create(Visit visit) throws IOException, Refusal {
    Optional<String> name = name(visit.param("name"));
    if (name.isEmpty()) {
      page(visit, 400, el("p", at("class", "notice bad"), visit.say("keys.badName")));
      return;
    }
    String key =
        keys.create(visit.account(), name.get())
            .orElseThrow(() -> new Refusal(409, "keys.tooMany", Keys.MOST));
    visit.session().leaveKey(key);
    visit.redirect("/keys");
  }

  void revoke(Visit visit) throws IOException, Refusal {
    if (!keys.revoke(visit.account(), visit.param("id"))) {
      throw Refusal.notFound();
    }
    visit.redirect("/keys");
  }

  private void page(Visit visit, int status, Html notice) throws IOException {
    Html form =
        frame.form(
            visit,
            "/keys",
            at("class", "row"),
            el(
                "label",
                visit.say("keys.name"),
                el(
                    "input",
                    at("name", "name"),
                    at("maxlength", "40"),
                    at("placeholder", visit.say("keys.example")),
                    at("required", ""))),
            Frame.button(visit.say("keys.create")));
    visit.page(
        status,
        frame.page(visit, "/keys", "nav.keys", notice, Frame.card(form), Frame.card(list(visit))));
  }

  private static Html fresh(Visit visit, String key) {
    return el(
        "section",
        at("class", "card fresh"),
        el("h2", visit.say("keys.fresh")),
        el(
            "details",
            el("summary", visit.say("keys.copy")),
            el("code", at("class", "copy"), at("id", "new-key"), key)),
        el("p", at("class", "fine"), visit.say("keys.once")));
  }

  private Html list(Visit visit) {
    List<List<Object>> rows =
        keys.of(visit.account()).stream().map(key -> row(visit, key)).toList();
    return rows.isEmpty()
        ? el("p", at("class", "empty"), visit.say("keys.none"))
        : Frame.table(
            List.of(visit.say("keys.name"), visit.say("keys.key"), visit.say("keys.created"), ""),
            rows);
  }

  private List<Object> row(Visit visit, ApiKey key) {
    return List.of(
        key.name(),
        el("code", "••••" + key.last4()),
        Frame.time(key.created()),
        frame.form(
            visit,
            "/keys/revoke",
            at("class", "inline"),
            Frame.hidden("id", key.id()),
            el("button", at("class", "quiet"), visit.say("keys.revoke"))));
  }
}
