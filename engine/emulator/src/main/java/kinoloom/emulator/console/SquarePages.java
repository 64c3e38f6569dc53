package kinoloom.emulator.console;

import static kinoloom.emulator.console.Html.all;
import static kinoloom.emulator.console.Html.at;
import static kinoloom.emulator.console.Html.el;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.FieldRule;
import kinoloom.emulator.model.FileRule;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.model.Price;

/** The model square: what there is, what it takes and what it costs. */
final class SquarePages {
  private final ModelTable models;
  private final Frame frame;

  SquarePages(ModelTable models, Frame frame) {
    this.models = models;
    this.frame = frame;
  }

  void show(Visit visit) throws IOException {
    Category chosen = Category.of(visit.param("category")).orElse(Category.T2T);
    List<Html> tabs =
        Arrays.stream(Category.values())
            .map(category -> tab(visit, category, category == chosen))
            .toList();
    List<Html> cards =
        models.all().stream()
            .filter(model -> model.category() == chosen)
            .map(model -> card(visit, model))
            .toList();
    visit.page(
        200,
        frame.page(
            visit,
            "/models",
            "nav.models",
            el("div", at("class", "tabs"), tabs),
            el("div", at("class", "grid"), cards)));
  }

  private static Html tab(Visit visit, Category category, boolean current) {
    String path = "/models?category=" + category.wire();
    String text = visit.say("category." + category.wire());
    Html code = el("small", category.wire());
    return current
        ? el("a", at("href", path), at("aria-current", "page"), text, code)
        : el("a", at("href", path), text, code);
  }

  private static Html card(Visit visit, Model model) {
    return Frame.card(el("h2", model.id()), price(visit, model.price()), fields(visit, model));
  }

  private static Html fields(Visit visit, Model model) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("prompt", visit.say("square.text"), visit.say("square.required")));
    for (FileRule file : model.files()) {
      String need = file.required() ? visit.say("square.required") : visit.say("square.optional");
      String what = visit.say("square." + file.kind()) + (file.max() > 1 ? " ×" + file.max() : "");
      rows.add(row(file.name(), what, need));
    }
    for (FieldRule field : model.fields()) {
      String values =
          field.oneOf().isEmpty()
              ? field.min() + " – " + field.max()
              : String.join(" · ", field.oneOf());
      rows.add(row(field.name(), values, field.standard()));
    }
    return Frame.table(
        List.of(visit.say("square.field"), visit.say("square.values"), visit.say("square.default")),
        rows);
  }

  private static List<Object> row(String name, String values, String standard) {
    return List.of(el("code", name), values, standard);
  }

  private static Html price(Visit visit, Price price) {
    List<Html> lines = new ArrayList<>(tiers(visit, price, price.tiers(), Optional.empty()));
    lines.addAll(tiers(visit, price, price.offPeak(), Optional.of(visit.say("square.offPeak"))));
    return el("ul", at("class", "prices"), lines);
  }

  /** Tiers of one price stand in one line, the cheapest first. */
  private static List<Html> tiers(
      Visit visit, Price price, Map<String, Long> tiers, Optional<String> when) {
    Map<Long, List<String>> byPrice = new TreeMap<>();
    new TreeMap<>(tiers)
        .forEach((tier, fen) -> byPrice.computeIfAbsent(fen, any -> new ArrayList<>()).add(tier));
    List<Html> lines = new ArrayList<>();
    byPrice.forEach(
        (fen, names) -> {
          String unit = visit.say("unit." + price.unit());
          String amount = fen == 0 ? visit.say("square.free") : Frame.money(fen) + unit;
          lines.add(el("li", el("strong", amount), all(names(visit, names, when))));
        });
    return lines;
  }

  private static String names(Visit visit, List<String> names, Optional<String> when) {
    List<String> said = new ArrayList<>();
    when.ifPresent(said::add);
    for (String name : names) {
      switch (name) {
        case "any" -> {}
        case "input", "output" -> said.add(visit.say("square." + name));
        default -> said.add(name);
      }
    }
    return said.isEmpty() ? "" : "  " + String.join(" · ", said);
  }
}
