package kinoloom.emulator.web;

import java.util.List;
import java.util.Optional;
import kinoloom.emulator.model.Category;
import kinoloom.emulator.model.Model;
import kinoloom.emulator.model.ModelTable;
import kinoloom.emulator.quirk.Faults;

/** Finds what a request names. */
final class Lookup {
  /** The one category with two names has this one too. */
  private static final String OTHER_NAME = "r2v";

  private final ModelTable models;
  private final Faults faults;

  Lookup(ModelTable models, Faults faults) {
    this.models = models;
    this.faults = faults;
  }

  Optional<Category> category(String catelogid) {
    return faults.knowsCategory(catelogid) ? Category.of(catelogid) : Optional.empty();
  }

  /** What a category is called here. */
  String name(Category category) {
    return faults.knowsCategory(category.wire()) ? category.wire() : OTHER_NAME;
  }

  /** A model by what it is called, in one of the categories that are offered. */
  Model model(String called, String catelogid, List<Category> offered) throws WireError {
    return category(catelogid)
        .filter(offered::contains)
        .flatMap(category -> model(called, category))
        .orElseThrow(WireError::unknownModel);
  }

  private Optional<Model> model(String called, Category category) {
    return models.all().stream()
        .filter(model -> model.category() == category && faults.isCalled(called, model.id()))
        .findFirst();
  }
}
