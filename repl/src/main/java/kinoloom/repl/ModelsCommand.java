package kinoloom.repl;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kinoloom.platform.Catalogue;
import kinoloom.platform.ModelSpec;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Nearest;
import kinoloom.repl.service.EngineRoom;
import kinoloom.repl.show.JsonText;
import kinoloom.repl.show.ModelsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "models",
    description = "Lists the models, with what they understand and what they cost.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  private static final Map<String, String> OTHER_NAMES = Map.of("chat", "t2t", "r2v", "ref2v");

  private final Shell shell;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only those of chat, t2i, t2v, i2v or ref2v.")
  private String category;

  @Option(names = "--json", description = "One JSON document on stdout.")
  private boolean json;

  ModelsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<ModelSpec> models = models(EngineRoom.catalogue(shell.folder()));
    if (json) {
      shell.console().json(JsonText.of(ModelsView.json(models)));
    } else {
      shell.console().result(ModelsView.text(models));
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
}
