package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.all;
import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kinoloom.emulator.account.Accounts;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.money.Yuan;

/** What all pages have: the head, the way around, forms with their token, money and time. */
final class Frame {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneOffset.ofHours(8));
  private static final List<String> PLACES =
      List.of("/", "/models", "/tasks", "/keys", "/finance", "/guide");

  private final Guard guard;
  private final Accounts accounts;

  Frame(Guard guard, Accounts accounts) {
    this.guard = guard;
    this.accounts = accounts;
  }

  /**
   * A page.
   *
   * @param here the page's path, where the language switch leads
   * @param title a key of {@link Words}
   */
  Html page(Visit visit, String here, String title, Object... content) {
    Html heading = el("h1", visit.say(title));
    return document(
        visit, title, el("body", header(visit, here), el("main", heading, all(content))));
  }

  /** A document without our way around, as the cashier's is. */
  Html document(Visit visit, String title, Html body) {
    return el(
        "html",
        at("lang", visit.words().tag()),
        el(
            "head",
            el("meta", at("charset", "utf-8")),
            el("meta", at("name", "viewport"), at("content", "width=device-width")),
            el("title", visit.say(title) + " · " + visit.say("brand")),
            el("link", at("rel", "icon"), at("href", "/favicon.svg")),
            el("link", at("rel", "stylesheet"), at("href", "/console.css"))),
        body);
  }

  Html refusal(Visit visit, Refusal refusal) {
    return page(
        visit,
        "/",
        "error.title",
        el("p", at("class", "notice bad"), refusal.said(visit.words())),
        el("p", link("/", visit.say("error.home"))));
  }

  /** A form that is sent to a path of ours. */
  Html form(Visit visit, String path, Object... parts) {
    List<Object> all = new ArrayList<>();
    all.add(at("method", "post"));
    all.add(at("action", path));
    all.add(hidden(Guard.FIELD, guard.token(visit)));
    all.addAll(List.of(parts));
    return el("form", all.toArray());
  }

  static Html hidden(String name, String value) {
    return el("input", at("type", "hidden"), at("name", name), at("value", value));
  }

  static Html button(String text) {
    return el("button", text);
  }

  static Html link(String path, String text) {
    return el("a", at("href", path), text);
  }

  static Html card(Object... content) {
    return el("section", at("class", "card"), all(content));
  }

  /** A table; the rows are lists of cells. */
  static Html table(List<String> heads, List<List<Object>> rows) {
    return el(
        "div",
        at("class", "scroll"),
        el(
            "table",
            el("thead", el("tr", heads.stream().map(head -> el("th", head)).toList())),
            el(
                "tbody",
                rows.stream()
                    .map(row -> el("tr", row.stream().map(cell -> el("td", cell)).toList()))
                    .toList())));
  }

  static Html badge(String kind, String text) {
    return el("span", at("class", "badge " + kind), text);
  }

  static String money(long fen) {
    return "¥" + Yuan.ofFen(fen).toPlainString();
  }

  static String time(Instant moment) {
    return moment.equals(Instant.EPOCH) ? "" : TIME.format(moment);
  }

  private Html header(Visit visit, String here) {
    Html brand =
        el(
            "a",
            at("class", "brand"),
            at("href", "/"),
            visit.say("brand"),
            el("small", visit.say("brand.local")));
    return el("header", brand, way(visit, here), el("div", at("class", "who"), who(visit, here)));
  }

  private static Html way(Visit visit, String here) {
    List<Html> links =
        PLACES.stream()
            .filter(
                place -> visit.session() != null || List.of("/models", "/guide").contains(place))
            .map(place -> way(visit, here, place))
            .toList();
    return el("nav", links);
  }

  /** The model square stays at its category when the language changes. */
  private static String kept(Visit visit) {
    return Category.of(visit.param("category")).map(c -> "category=" + c.wire() + "&").orElse("");
  }

  private static Html way(Visit visit, String here, String place) {
    String text = visit.say("nav." + ("/".equals(place) ? "home" : place.substring(1)));
    boolean current = place.equals(here);
    return current
        ? el("a", at("href", place), at("aria-current", "page"), text)
        : link(place, text);
  }

  private Html who(Visit visit, String here) {
    Words other = visit.words() == Words.ZH ? Words.EN : Words.ZH;
    Html language =
        el(
            "a",
            at("class", "lang"),
            at("lang", other.tag()),
            at("href", here + "?" + kept(visit) + "lang=" + other.code()),
            other.say("language"));
    if (visit.session() == null) {
      return all(language, link("/login", visit.say("login.title")));
    }
    String phone = accounts.phoneOf(visit.account()).masked();
    return all(
        language,
        el("span", phone),
        form(visit, "/logout", at("class", "inline"), button(visit.say("logout"))));
  }
}
