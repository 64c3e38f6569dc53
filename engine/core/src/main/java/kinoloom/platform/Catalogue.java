package kinoloom.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All models that are known, from data that comes with Kinoloom and from the user's. Immutable. */
public final class Catalogue {
  private final List<ModelSpec> models;

  Catalogue(List<ModelSpec> models) {
    this.models = List.copyOf(models);
  }

  /** The models that come with Kinoloom. */
  public static Catalogue load() {
    return load(null);
  }

  /**
   * The models that come with Kinoloom, changed and added to by a file of the user's.
   *
   * <p>The file has the form {@code {"models": [{"category": "t2v", "model": "…", …}]}}. An entry
   * for a model that is known changes just what it says, {@code null} takes a thing away; {@code
   * "like": "other-model"} starts from a model of the same category.
   *
   * @param extra may be null, or a file that is not there
   * @throws CatalogueException if the file is broken
   */
  public static Catalogue load(Path extra) {
    return CatalogueReader.read(extra);
  }

  public List<ModelSpec> models() {
    return models;
  }

  public List<ModelSpec> of(String category) {
    return models.stream().filter(it -> it.category().equals(ours(category))).toList();
  }

  public Optional<ModelSpec> find(String category, String model) {
    return of(category).stream().filter(it -> it.model().equals(model)).findFirst();
  }

  /** What a category may be called on the wire: all that its models say of it, in order. */
  public List<String> wireNames(String category) {
    List<String> names =
        of(category).stream().flatMap(it -> it.wireCategories().stream()).distinct().toList();
    return names.isEmpty() ? List.of(category) : names;
  }

  /** Why {@link #find} found nothing, and what to write instead. */
  public String explainUnknown(String category, String model) {
    List<String> elsewhere =
        models.stream()
            .filter(it -> it.model().equals(model))
            .map(ModelSpec::category)
            .distinct()
            .toList();
    if (!elsewhere.isEmpty()) {
      String verbs = Nearest.list(elsewhere.stream().map(it -> verb(it) + " { … }").toList(), "or");
      return "'"
          + model
          + "' is "
          + article(elsewhere.get(0))
          + " "
          + Nearest.list(elsewhere, "and")
          + " model; use "
          + verbs;
    }
    List<String> all = of(category).stream().map(ModelSpec::model).toList();
    List<String> known =
        of(category).stream().filter(it -> it.seen().isEmpty()).map(ModelSpec::model).toList();
    String meant = Nearest.to(model, all).map(it -> " Did you mean '" + it + "'?").orElse("");
    String list = known.isEmpty() ? "" : " Known: " + String.join(", ", known);
    return "There is no " + ours(category) + " model '" + model + "'." + meant + list;
  }

  private static String verb(String category) {
    return category.equals("t2t") ? "chat" : category;
  }

  private static String article(String category) {
    return category.startsWith("i") ? "an" : "a";
  }

  /** The platform's own sources call one category by two names. */
  private static String ours(String category) {
    return category.equals("r2v") ? "ref2v" : category;
  }
}
