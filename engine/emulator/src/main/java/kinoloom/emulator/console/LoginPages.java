package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.Optional;
import kinoloom.emulator.account.Login;
import kinoloom.emulator.account.Members;
import kinoloom.emulator.account.Phone;

/** Phone, code, in. Beside the form lies the phone: no message leaves this machine. */
final class LoginPages {
  private final Members members;
  private final Frame frame;

  LoginPages(Members members, Frame frame) {
    this.members = members;
    this.frame = frame;
  }

  void show(Visit visit) throws IOException {
    if (visit.session() != null) {
      visit.redirect("/");
      return;
    }
    page(visit, 200, "");
  }

  void send(Visit visit) throws IOException, Refusal {
    Optional<Phone> phone = Phone.read(visit.param("phone"));
    if (phone.isEmpty()) {
      page(visit, 400, visit.say("login.badPhone"));
      return;
    }
    try {
      members.login().send(phone.get(), visit.address(), visit.browser());
      visit.redirect("/login");
    } catch (Login.TooOften e) {
      page(visit, 429, visit.say("login.tooOften", e.seconds()));
    }
  }

  void enter(Visit visit) throws IOException, Refusal {
    Optional<Phone> phone = Phone.read(visit.param("phone"));
    try {
      Optional<String> account =
          phone.isEmpty()
              ? Optional.empty()
              : members.login().enter(phone.get(), visit.address(), visit.param("code"));
      if (account.isEmpty()) {
        page(visit, 403, visit.say("login.wrong"));
        return;
      }
      visit.logIn(account.get());
      visit.redirect("/");
    } catch (Login.TooOften e) {
      page(visit, 429, visit.say("login.tooOften", e.seconds()));
    }
  }

  void leave(Visit visit) throws IOException {
    visit.logOut();
    visit.redirect("/login");
  }

  private void page(Visit visit, int status, String complaint) throws IOException {
    boolean other = !visit.param("other").isEmpty();
    Optional<Login.Message> message =
        other ? Optional.empty() : members.login().inbox(visit.browser());
    Html form =
        message
            .map(sent -> codeForm(visit, sent))
            .orElseGet(() -> phoneForm(visit, visit.param("phone")));
    visit.page(
        status,
        frame.page(
            visit,
            "/login",
            "login.title",
            el("p", at("class", "lead"), visit.say("login.lead")),
            el(
                "div",
                at("class", "columns"),
                Frame.card(complaint(complaint), form, demo(visit)),
                handset(visit, message))));
  }

  private Html phoneForm(Visit visit, String before) {
    return frame.form(
        visit,
        "/login/code",
        el(
            "label",
            visit.say("login.phone"),
            el(
                "input",
                at("name", "phone"),
                at("type", "tel"),
                at("value", before),
                at("autocomplete", "tel"),
                at("placeholder", "139 1234 5678"),
                at("maxlength", "20"),
                at("required", ""))),
        Frame.button(visit.say("login.send")));
  }

  private Html codeForm(Visit visit, Login.Message sent) {
    return Html.all(
        el("p", visit.say("login.sent", sent.phone().masked())),
        frame.form(
            visit,
            "/login",
            Frame.hidden("phone", sent.phone().digits()),
            el(
                "label",
                visit.say("login.code"),
                el(
                    "input",
                    at("name", "code"),
                    at("inputmode", "numeric"),
                    at("autocomplete", "one-time-code"),
                    at("maxlength", "6"),
                    at("autofocus", ""),
                    at("required", ""))),
            Frame.button(visit.say("login.enter"))),
        el("p", at("class", "fine"), Frame.link("/login?other=1", visit.say("login.other"))));
  }

  private Html demo(Visit visit) {
    return el(
        "p",
        at("class", "fine"),
        visit.say("login.demo"),
        " ",
        el("code", members.accounts().demo().digits()));
  }

  private static Html handset(Visit visit, Optional<Login.Message> message) {
    Html screen =
        message
            .map(
                sent ->
                    el(
                        "p",
                        at("class", "sms"),
                        visit.say("sms.before"),
                        el("strong", at("id", "sms-code"), sent.code()),
                        visit.say("sms.after", Login.LIFE.toMinutes())))
            .orElseGet(() -> el("p", at("class", "empty"), visit.say("sms.none")));
    return el(
        "aside",
        at("class", "handset"),
        el("h2", visit.say("sms.title")),
        el("div", at("class", "screen"), screen),
        el("p", at("class", "fine"), visit.say("sms.why")));
  }

  private static Html complaint(String text) {
    return text.isEmpty() ? Html.all() : el("p", at("class", "notice bad"), text);
  }
}
