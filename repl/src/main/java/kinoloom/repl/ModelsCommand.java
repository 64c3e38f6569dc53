package kinoloom.repl;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kinoloom.platform.Catalogue;
import kinoloom.platform.ModelSpec;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import kinoloom.repl.console.Nearest;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.service.Enquiry;
import kinoloom.repl.service.Offers;
import kinoloom.repl.service.PlatformChoice;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.ModelsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    description = {
      "Lists the models, with what they understand and what they cost; of one model, all that is known.",
      "With a key it asks the platform which it offers at the moment. Asking is free."
    },
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private static final Map<String, String> OTHER_NAMES = Map.of("chat", "t2t", "r2v", "ref2v");

  private final Shell shell;
  @Mixin private PlatformOptions platform;

  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "All that is known of this one.")
  private String model;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only those of chat, t2i, t2v, i2v or ref2v.")
  private String category;

  @Option(names = "--offline", description = "Asks nobody what is offered at the moment.")
  private boolean offline;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  ModelsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    List<ModelSpec> models = models(EngineRoom.catalogue(shell.folder()));
    if (model != null) models = named(models);
    ModelsView view = new ModelsView(models, offline ? Offers.UNKNOWN : offers(models));
    if (json) {
      shell.console().json(JsonText.of(view.json()));
    } else {
      shell.console().result(model == null ? view.text() : view.details());
    }
    return 0;
  }

  private List<ModelSpec> models(Catalogue catalogue) {
    if (category == null) return catalogue.models();
    List<ModelSpec> models = catalogue.of(OTHER_NAMES.getOrDefault(category, category));
    if (!models.isEmpty()) return models;
    TreeSet<String> names =
        catalogue.models().stream()
            .map(ModelSpec::category)
            .collect(Collectors.toCollection(TreeSet::new));
    String meant =
        Nearest.to(category, names).map(name -> "Did you mean " + name + "? ").orElse("");
    throw Complaint.usage(
        "there is no category '" + category + "' (--category)",
        meant + "The categories are " + String.join(", ", names));
  }

  private List<ModelSpec> named(List<ModelSpec> models) {
    List<ModelSpec> named = models.stream().filter(it -> it.model().equals(model)).toList();
    if (!named.isEmpty()) return named;
    TreeSet<String> names =
        models.stream().map(ModelSpec::model).collect(Collectors.toCollection(TreeSet::new));
    String meant =
        Nearest.to(model, names)
            .or(() -> names.stream().filter(it -> begins(it, model)).findFirst())
            .map(name -> "Did you mean " + name + "? ")
            .orElse("");
    String where = category == null ? "" : " of " + category;
    throw Complaint.notFound(
        "there is no model '" + model + "'" + where, meant + "kino models lists them");
  }

  private static boolean begins(String name, String beginning) {
    return beginning.length() > 2 && name.regionMatches(true, 0, beginning, 0, beginning.length());
  }

  /** Not to be told is no error: the catalogue is there all the same. */
  private Offers offers(List<ModelSpec> models) throws Exception {
    PlatformChoice choice;
    try {
      choice = platform.choice(shell, true);
    } catch (Complaint nobodyToAsk) {
      if (nobodyToAsk.exit() == Exit.USAGE) throw nobodyToAsk;
      shell.console().note("Not asked what is offered now: " + nobodyToAsk.getMessage());
      return Offers.UNKNOWN;
    }
    if (!(choice instanceof PlatformChoice.Remote remote)) return Offers.UNKNOWN;
    var places =
        new EngineRoom.Places(
            shell.folder(), shell.folder().resolve(".kinoloom"), shell.folder().resolve("out"));
    try (Enquiry enquiry = Enquiry.of(remote, places, shell.console(), shell.clock())) {
      Offers offers =
          Offers.ask(enquiry.account(), models.stream().map(ModelSpec::category).toList());
      offers
          .trouble()
          .ifPresent(it -> shell.console().note("Not told what is offered now: " + it.message()));
      return offers;
    }
  }
}
